/** How often to look again at what still changes (DWM-R23). Pure. */

const SHORTEST = 10_000;
const LONGEST = 60_000;

/** Milliseconds until the next look: longer while nothing changes. */
export const nextPause = (previous: number | undefined, changed: boolean): number =>
  previous === undefined || changed ? SHORTEST : Math.min(LONGEST, Math.round(previous * 1.5));
