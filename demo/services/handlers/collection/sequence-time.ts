import { textOf } from '../shared/text.ts';
import type { Rules, Situation } from './sequence.ts';
import type { MediaEvent } from './state.ts';

/** Timers may fire late; a ping is due every 10 s on content and as configured in ads (3.4). */
const CONTENT_GAP = 12_000;
const SECONDS_OF_A_DAY = 86_400;
/** The playhead of the break may be rounded differently from one event to the next. */
const FROZEN_TOLERANCE = 0.25;

/** Clients may count their pings from the session's start or from the last change of state (3.4, C2). */
const RESTARTS_PINGS =
  /^(sessionStart|ping|play|pauseStart|bufferStart|adBreakStart|adBreakComplete|adStart|adComplete|adSkip)$/;

/** Order in time, pings, and where the playhead may be. */
export function createTimeRules({ adPingInterval }: { adPingInterval?: number | undefined }): Rules {
  let lastTs: number | undefined;
  let lastPing: number | undefined;
  let complete = false;

  function pings(event: MediaEvent, { adBreak }: Situation): string[] {
    const { ts } = event.playerTime;
    const gap = lastPing === undefined || complete ? 0 : ts - lastPing;
    if (RESTARTS_PINGS.test(event.eventType)) lastPing = ts;
    if (event.eventType === 'sessionComplete') complete = true;
    const allowed = adBreak && adPingInterval !== undefined ? (adPingInterval + 1) * 1000 : CONTENT_GAP;
    return gap > allowed ? [`no ping for ${(gap / 1000).toFixed(1)} s`] : [];
  }

  return (event, situation) => {
    const { ts, playhead } = event.playerTime;
    const remarks = pings(event, situation);
    const { started, adBreak } = situation;
    if (lastTs !== undefined && ts <= lastTs) remarks.push(`ts does not increase: ${ts} after ${lastTs}`);
    if (started && ts < started.playerTime.ts) remarks.push(`${event.eventType} lies before its sessionStart`);
    lastTs = Math.max(ts, lastTs ?? ts);

    if (playhead < 0) remarks.push(`a negative playhead: ${playhead}`);
    const start = event.eventType === 'sessionStart' ? event : started;
    const length = Number(textOf(start?.params?.['media.length'] ?? 0));
    const live = /^(live|linear)$/i.test(textOf(start?.params?.['media.contentType']));
    if (live ? playhead >= SECONDS_OF_A_DAY : length > 0 && playhead > length) {
      remarks.push(`the playhead ${playhead} lies beyond ${live ? 'the day' : `the length ${length}`}`);
    }
    const frozen = adBreak?.playerTime.playhead;
    if (frozen !== undefined && Math.abs(playhead - frozen) > FROZEN_TOLERANCE) {
      remarks.push(`the playhead moves during an ad break: ${playhead} instead of ${frozen}`);
    }
    return remarks;
  };
}
