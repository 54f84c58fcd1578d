import { failure, type MediaCollectionError } from './errors.ts';
import { retryAfter } from './retry.ts';

/** What a service made of a request: without an error, it has accepted it. */
export interface Outcome {
  /** The id the service gave, when the request opened a session. */
  readonly session?: string | undefined;
  readonly error?: MediaCollectionError;
  /** Milliseconds after which a busy service asked to come back. */
  readonly after?: number;
}

/** Reads an answer by its status (section 1.6) and consumes its body. Members we do not know are ignored (MC-R19). */
export async function readOutcome(response: Response, opening: boolean, now: number): Promise<Outcome> {
  const { ok, status, headers } = response;
  const body = (await response.json().catch(() => null)) as { message?: unknown } | null;
  // MC-R6: only 201 with a usable `Location` opens a session.
  const session = opening && status === 201 ? sessionId(headers.get('Location')) : undefined;
  if (ok && (session || !opening)) return { session };
  const said = body?.message;
  const text = ok
    ? `Opening a session needs 201 and a readable Location header, got ${status}.`
    : `The service answered ${status}.`;
  return {
    error: failure(ok ? 'invalid-response' : `http-${status}`, said && typeof said === 'string' ? said : text, {
      status,
      retryable: ok || status === 429 || status >= 500,
    }),
    after: retryAfter(headers.get('Retry-After'), now),
  };
}

/** MC-R7, MC-R9: whatever the address around it looks like, the segment after `sessions/` is the id, as it is. */
export const sessionId = (location: string | null): string | undefined =>
  /^(?:[^?#]*\/)?sessions\/([^/?#]+)\/*(?:[?#]|$)/.exec(location ?? '')?.[1];
