import { createAdRules } from './sequence-ads.ts';
import { createChapterRules } from './sequence-chapters.ts';
import { createPlaybackRules } from './sequence-playback.ts';
import { createStateRules } from './sequence-states.ts';
import { createTimeRules } from './sequence-time.ts';
import type { MediaEvent } from './state.ts';

/**
 * The sequence rules of section 12: never a refusal, always a remark (MC-R124). The live service sees each event on its
 * own and cannot tell; reports made from a wrong sequence are wrong.
 */
export interface SequenceWatch {
  /** The rules this event breaks. */
  observe(event: MediaEvent): string[];
}

/** Remarks that begin so are for the reader; they are no complaint. */
export const INFORMATION = 'info: ';

export type Rules = (event: MediaEvent, before: Situation) => string[];

/** What held before the event. */
export interface Situation {
  started: MediaEvent | undefined;
  playback: 'init' | 'playing' | 'paused' | 'buffering';
  adBreak: MediaEvent | undefined;
  ad: MediaEvent | undefined;
  adsInBreak: number;
  /** What the content did when the break began; an ad counts as playing, whatever that was (3.5). */
  content: 'init' | 'playing' | 'paused' | 'buffering';
}

export function createSequenceWatch(options: { adPingInterval?: number | undefined }): SequenceWatch {
  const rules: Rules[] = [
    createTimeRules(options),
    createPlaybackRules(),
    createAdRules(),
    createChapterRules(),
    createStateRules(),
  ];
  let situation: Situation = {
    started: undefined,
    playback: 'init',
    adBreak: undefined,
    ad: undefined,
    adsInBreak: 0,
    content: 'init',
  };
  return {
    observe(event) {
      const remarks = rules.flatMap(rule => rule(event, situation));
      situation = follow(situation, event);
      return remarks;
    },
  };
}

const PLAYBACK: Record<string, Situation['playback']> = {
  play: 'playing',
  pauseStart: 'paused',
  bufferStart: 'buffering',
  sessionComplete: 'paused',
};

function follow(before: Situation, event: MediaEvent): Situation {
  const next = { ...before, playback: PLAYBACK[event.eventType] ?? before.playback };
  switch (event.eventType) {
    case 'sessionStart':
      return { ...next, started: event };
    case 'adBreakStart':
      return { ...next, adBreak: event, ad: undefined, adsInBreak: 0, content: before.playback };
    case 'adBreakComplete':
      return { ...next, adBreak: undefined, ad: undefined, playback: before.content };
    case 'adStart':
      return { ...next, ad: event, adsInBreak: before.adsInBreak + 1, playback: 'playing' };
    case 'adComplete':
    case 'adSkip':
      return { ...next, ad: undefined };
    default:
      return next;
  }
}
