import { DROPPED, TIME_TO_START } from './quality.ts';
import { emit, type Draft } from './session-state.ts';
import type { Params } from './types.ts';

const BITRATE = 'media.qoe.bitrate';

/** Figures the page knows better; another bitrate is an event of its own. */
export function mergeQuality(s: Draft, given: Params): void {
  const { [TIME_TO_START]: time, [DROPPED]: dropped, ...rest } = given;
  const before = s.quality;
  s.quality = {
    ...before,
    ...rest,
    // MC-R101, MC-R102: the one only grows, the other stands once playback has started.
    ...(dropped !== undefined && { [DROPPED]: Math.max(Number(dropped), Number(before[DROPPED] ?? 0)) }),
    ...(time !== undefined && !(s.started && TIME_TO_START in before) && { [TIME_TO_START]: time }),
  };
  if (BITRATE in given && given[BITRATE] !== before[BITRATE]) emit(s, 'bitrateChange');
}
