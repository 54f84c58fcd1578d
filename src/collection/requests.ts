/** Endpoints E1, E2 and E4: arguments to address and body, nothing else. */
import type { MediaEvent } from './types.ts';

/**
 * One event of a session, or the one that opens it (`session` is undefined); or the whole of a downloaded one. The
 * address is built from the configured base; the id is one segment of it, just as the service wrote it (MC-R1, MC-R2,
 * MC-R8, MC-R9, MC-R114 to R116).
 *
 * MC-R3 to R5, and MC-R20: every request is kept alive beyond its page, since any of them may be the last one. The
 * browser allows 64 KiB of such bodies at a time, so a large one goes without.
 */
export function outgoing(
  base: string,
  session: string | undefined,
  content: MediaEvent | readonly MediaEvent[],
): [url: string, init: RequestInit] {
  const body = JSON.stringify(content);
  const path = Array.isArray(content)
    ? 'downloaded'
    : session === undefined
      ? 'sessions'
      : `sessions/${session}/events`;
  return [
    `${base}/api/v1/${path}`,
    {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      keepalive: body.length < 20_000,
      body,
    },
  ];
}
