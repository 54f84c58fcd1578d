import { parseAddress } from '../../core/address.ts';
import { type Clock, systemClock } from '../../core/clock.ts';
import { misuse } from '../../core/errors.ts';
import { onAbort } from '../../core/signals.ts';
import { asPassError, PassError } from '../../pass/errors.ts';
import type { Permit } from '../../pass/entitlement.ts';

/** Longer than this no viewer waits for the publisher's server. */
const TIMEOUT = 30_000;

const refused = (message: string, cause?: unknown, status?: number): PassError =>
  new PassError({ code: 'verification-refused', message, cause, status });

/**
 * Waits for the publisher's checks of the media token: those of the page, and the one at `verify-url`; both may be used.
 * Resolves with what they gave (a stream address, say). Anything but a clear yes is thrown, and so is a plain `false`.
 */
export async function verifyToken(
  promises: Promise<unknown>[],
  verifyUrl: string | null,
  { resource, mediaToken }: Permit,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<unknown> {
  const byScript = Promise.all(promises).catch((error: unknown) => {
    throw refused('The page refused the media token.', error);
  });
  const [values, answer] = await Promise.all([
    byScript,
    verifyUrl ? post(verifyUrl, resource, mediaToken.serializedToken, signal, clock) : undefined,
  ]);
  if ([answer, ...values].includes(false)) throw refused('The check of the media token said no.');
  if (values.length === 0) return answer;
  return values.length === 1 ? values[0] : values;
}

async function post(
  verifyUrl: string,
  resource: string,
  serializedToken: string,
  signal: AbortSignal,
  clock: Clock,
): Promise<unknown> {
  const url = parseAddress(verifyUrl, location.href);
  if (!url) throw new PassError(misuse('<pass-gate verify-url>', 'an https address (or http on localhost)', verifyUrl));
  const limit = new AbortController();
  const cancelLimit = clock.after(TIMEOUT, () => limit.abort());
  const stop = onAbort(signal, () => limit.abort());
  let response: Response;
  let text: string;
  try {
    response = await fetch(url.href, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ resource, serializedToken }),
      signal: limit.signal,
    });
    // A connection may also break in the middle of the answer.
    text = await response.text();
  } catch (cause) {
    if (signal.aborted) throw asPassError(cause);
    const code = limit.signal.aborted ? 'timeout' : 'network';
    throw new PassError({ code, message: 'No answer from verify-url.', retryable: true, cause });
  } finally {
    cancelLimit();
    stop();
  }
  if (!response.ok) {
    // A server that fails is not one that refuses.
    if (response.status < 500) throw refused(`verify-url answered ${response.status}.`, undefined, response.status);
    throw new PassError({
      code: 'invalid-response',
      message: `verify-url answered ${response.status}.`,
      status: response.status,
      retryable: true,
    });
  }
  try {
    return text ? (JSON.parse(text) as unknown) : undefined;
  } catch (cause) {
    throw new PassError({ code: 'invalid-response', message: 'verify-url: expected a JSON answer.', cause });
  }
}
