import type { PassError } from './errors.ts';

/** The documentation allows two to three repetitions of one request, with growing pauses. */
const MOST = 3;

/** What the documentation knows; any other word says as little as none. */
const ACTIONS = ['none', 'configuration', 'application-registration', 'authentication', 'authorization', 'retry'];

/**
 * How long to wait before the same request may be sent again, or undefined when it must not be.
 * The error's own `action` decides first, then the HTTP status; a network failure may be a refusal that CORS hides.
 */
export function retryDelay(
  error: PassError,
  request: { repeatable?: boolean },
  { used, most = MOST }: { used: number; most?: number },
  random: () => number,
): number | undefined {
  if (used >= most) return undefined;
  const growing = 1000 * 2 ** used * (1 + random() / 4);
  if (error.action === 'retry') return growing;
  if (error.action !== undefined && ACTIONS.includes(error.action)) return undefined;
  if (error.httpStatus === 429) return 0; // the throttle itself keeps silent for long enough
  const silent = error.code === 'network' || error.code === 'timeout';
  const fault = request.repeatable && (error.httpStatus ?? 0) >= 500;
  return (silent || fault) && used < MOST - 1 ? growing : undefined;
}
