/** The clock of one world. Tests move it; nothing in a world reads any other clock. */
export interface WorldClock {
  /** Epoch milliseconds as this world sees them. */
  now(): number;
  /** Milliseconds since the world began, moved by `advance` but not by `set`: for spacing and throttling. */
  elapsed(): number;
  /** Real monotonic milliseconds. */
  at(): number;
  /** Number of times the clock was moved by hand: life that ended that way is nobody's fault. */
  moves(): number;
  advance(ms: number): void;
  set(now: number): void;
}

export interface ClockOptions {
  /** Start of the clock; the computer's own time when left out. */
  now?: number | undefined;
  /** A frozen clock stands still until it is moved. */
  frozen?: boolean | undefined;
  /** In-process tests may share their own fake clock. */
  source?: (() => number) | undefined;
}

export function createClock({ now, frozen = false, source }: ClockOptions): WorldClock {
  const at = () => performance.now();
  const startedAt = at();
  const base = now ?? (source ? source() : Date.now());
  const sourceStart = source?.() ?? 0;
  let advanced = 0;
  let shifted = 0;
  let moves = 0;
  const running = () => (frozen ? 0 : source ? source() - sourceStart : at() - startedAt);
  const clock: WorldClock = {
    at,
    elapsed: () => running() + advanced,
    now: () => Math.floor(base + shifted + clock.elapsed()),
    moves: () => moves,
    advance(ms) {
      advanced += ms;
      moves += 1;
    },
    set(next) {
      shifted += next - clock.now();
      moves += 1;
    },
  };
  return clock;
}
