import { INFORMATION, type Rules } from './sequence.ts';
import type { MediaEvent } from './state.ts';

/** Events within so little time cannot show movement: they do not count as a stall. */
const TOO_CLOSE = 1000;
const STATE_EVENTS = /^(play|pauseStart|bufferStart|adBreakStart|sessionComplete|sessionEnd)$/;

/** Play, pause, buffer, and stalls as the back end counts them (3.7). */
export function createPlaybackRules(): Rules {
  let still: MediaEvent[] = [];
  const missingPlay = createMissingPlayRule();

  return (event, { started, playback, adBreak, adsInBreak }) => {
    const { eventType, playerTime } = event;
    const remarks: string[] = [];
    if (!started && eventType !== 'sessionStart') remarks.push(`${eventType} before sessionStart`);
    if (started && eventType === 'sessionStart') remarks.push('a second sessionStart');
    if (eventType === 'pauseStart' && playback === 'paused') remarks.push('pauseStart twice');
    if (eventType === 'bufferStart' && playback === 'buffering') remarks.push('bufferStart twice');
    if (/^(play|pauseStart|bufferStart)$/.test(eventType) && adBreak && adsInBreak === 0) {
      remarks.push(`${eventType} between adBreakStart and the first adStart`);
    }

    const last = still[still.length - 1];
    if (last && last.playerTime.playhead === playerTime.playhead && playback === 'playing' && !adBreak) {
      if (playerTime.ts - last.playerTime.ts >= TOO_CLOSE) still.push(event);
    } else {
      still = [event];
    }
    if (still.length === 3) remarks.push('three events in play state without playhead movement: a stall');
    return [...remarks, ...missingPlay(event)];
  };
}

/** Main content that moves again after a break without a `play`: told as information only, no complaint. */
function createMissingPlayRule(): (event: MediaEvent) => string[] {
  let resumeAt: number | undefined;
  return ({ eventType, playerTime }) => {
    if (eventType === 'adBreakComplete') resumeAt = playerTime.playhead;
    else if (STATE_EVENTS.test(eventType)) resumeAt = undefined;
    if (resumeAt === undefined || Math.abs(playerTime.playhead - resumeAt) <= 1) return [];
    resumeAt = undefined;
    return [`${INFORMATION}the playhead moves after adBreakComplete, but no play was reported`];
  };
}
