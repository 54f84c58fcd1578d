import type { OutgoingRequest, Outcome } from './destination.ts';
import { MediaCollectionError } from './errors.ts';
import { retryAfter } from './retry.ts';

/** Reads an answer by its status (section 1.6) and consumes its body. Members we do not know are ignored (MC-R19). */
export async function readOutcome(response: Response, request: OutgoingRequest, now: number): Promise<Outcome> {
  const { status, headers } = response;
  const text = await response.text().catch(() => '');
  if (request.kind === 'session' && status >= 200 && status < 300) return readSession(response, request.url);
  if (status >= 200 && status < 300) return { type: 'accepted' };
  if (request.kind === 'event' && (status === 404 || status === 410)) return { type: 'gone' };
  const busy = status === 429;
  const error = new MediaCollectionError({
    code: `http-${status}`,
    message: message(text) ?? `The service answered ${status}.`,
    status,
    retryable: busy || status >= 500,
  });
  if (!error.retryable) return { type: 'refused', error };
  return { type: 'failed', error, final: !busy, after: retryAfter(headers.get('Retry-After'), now) };
}

/** MC-R6: only 201 with a usable `Location` opens a session. */
function readSession({ status, headers }: Response, url: string): Outcome {
  const session = status === 201 ? sessionId(headers.get('Location'), url) : undefined;
  if (session) return { type: 'accepted', session };
  const error = new MediaCollectionError({
    code: 'invalid-response',
    message: `Opening a session needs 201 and a readable Location header, got ${status}.`,
    status,
  });
  return { type: 'failed', error, final: true };
}

/** MC-R7: whatever the address around it looks like, the segment after `sessions/` is the id. */
export function sessionId(location: string | null, requestUrl: string): string | undefined {
  if (!location) return undefined;
  try {
    const id = /\/sessions\/([^/]+)\/*$/.exec(new URL(location, requestUrl).pathname)?.[1];
    return id && decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

/** `ApiError` of the service: `{ "message": string }`. */
function message(text: string): string | undefined {
  try {
    const found = (JSON.parse(text) as { message?: unknown } | null)?.message;
    return typeof found === 'string' && found ? found : undefined;
  } catch {
    return undefined;
  }
}
