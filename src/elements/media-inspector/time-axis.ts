/**
 * Where a moment stands on the line, in seconds from its left end. Within sessions time passes as it did; the time
 * between two of them is cut short, so that tomorrow's session stands beside today's.
 */

/** A stretch of epoch milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Cut {
  /** Seconds on the line. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds that passed there. */
  readonly passed: number;
}

export interface Axis {
  /** Seconds in all. */
  readonly length: number;
  readonly cuts: readonly Cut[];
  /** Epoch milliseconds to seconds on the line; what lies outside of it stands at its ends. */
  secondOf(ts: number): number;
}

/** What a cut leaves of the time between two sessions. */
const SHORT = 4000;

export function createAxis(stretches: readonly Stretch[]): Axis {
  const parts: { from: number; to: number; x: number }[] = [];
  const cuts: Cut[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = parts[parts.length - 1];
    if (last && from - last.to <= SHORT) {
      last.to = Math.max(last.to, to);
      continue;
    }
    const x = last ? last.x + (last.to - last.from) + SHORT : 0;
    if (last) cuts.push({ from: (x - SHORT) / 1000, to: x / 1000, passed: from - last.to });
    parts.push({ from, to, x });
  }
  const end = parts[parts.length - 1];
  return {
    length: end ? (end.x + end.to - end.from) / 1000 : 0,
    cuts,
    secondOf(ts) {
      const index = parts.findIndex(({ to }) => ts <= to);
      const part = parts[index];
      if (!part) return end ? (end.x + end.to - end.from) / 1000 : 0;
      if (ts >= part.from) return (part.x + ts - part.from) / 1000;
      const before = parts[index - 1];
      if (!before) return 0;
      return (part.x - SHORT * ((part.from - ts) / (part.from - before.to))) / 1000;
    },
  };
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];

/** Seconds between two labels of the ruler that are to stand at least `apart` pixels from each other. */
export const tickStep = (scale: number, apart = 72): number =>
  STEPS.find(step => step * scale >= apart) ?? STEPS[STEPS.length - 1]!;

/** `0:07`, `12:30`, `1:02:30`. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
