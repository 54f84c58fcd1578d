import type { TrackingState } from './session-state.ts';

const DAY = 86_400_000;

/** Milliseconds are as fine as `ts` is. */
export const seconds = (value: number): number =>
  Number.isFinite(value) && value > 0 ? Math.round(value * 1000) / 1000 : 0;

/** MC-R27: endless, or configured so. */
export const isLive = ({ session, media }: TrackingState): boolean =>
  media?.duration === Infinity || /^(live|linear)$/i.test(String(session?.params['media.contentType']));

/** MC-R25 to R28: content second, or second of the day (UTC) in which live playback runs or stood still. */
export function playhead(s: TrackingState, now: number): number {
  if (s.brk) return s.brk.playhead;
  return isLive(s) ? (s.frozen ?? seconds((now % DAY) / 1000)) : seconds(s.position);
}
