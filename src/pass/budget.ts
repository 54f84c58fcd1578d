/**
 * The service lets a device send one request a second, and ten more once. This is our own, slightly stricter account of
 * it: pure, so that it can be kept in shared storage and every tab spends from the same purse.
 * Source: "Throttling mechanism" of the programmers' guide.
 */
export interface Budget {
  /** What is left of the burst. */
  burst: number;
  /** When the steady allowance was last used, epoch milliseconds. */
  steady: number;
  /** Nobody sends before this moment, epoch milliseconds; set after a refusal. */
  blockedUntil: number;
  /** When a request was last let through. */
  last: number;
}

/** One less than the service grants: a request may arrive in the second before the one it was let through in. */
const BURST = 9;
/** A little over the second, since two requests may travel at different speeds. */
const INTERVAL = 1050;
/** After this long without a request the service is taken to have forgotten the device. The sources do not say. */
const FORGOTTEN_AFTER = 10 * 60_000;
/** A stored moment further ahead than this means that the clock was set back. */
const LONGEST_BLOCK = 30_000;

const fresh: Budget = { burst: BURST, steady: -Infinity, blockedUntil: 0, last: -Infinity };

function current(stored: Budget | undefined, now: number): Budget {
  if (!stored || now - stored.last > FORGOTTEN_AFTER || stored.last > now + LONGEST_BLOCK) return fresh;
  return stored;
}

/** Spends one request now (`wait` is 0), or says after how many milliseconds to ask again. */
export function spend(stored: Budget | undefined, now: number): { budget: Budget; wait: number } {
  const budget = current(stored, now);
  if (budget.blockedUntil > now) return { budget, wait: budget.blockedUntil - now };
  if (now - budget.steady >= INTERVAL) return { budget: { ...budget, steady: now, last: now }, wait: 0 };
  if (budget.burst > 0) return { budget: { ...budget, burst: budget.burst - 1, last: now }, wait: 0 };
  return { budget, wait: budget.steady + INTERVAL - now };
}

/** After a refusal, or what may have been one: silence, and no burst left. */
export function block(stored: Budget | undefined, now: number, ms: number): Budget {
  const budget = current(stored, now);
  return { ...budget, burst: 0, last: now, blockedUntil: Math.max(budget.blockedUntil, now + ms) };
}
