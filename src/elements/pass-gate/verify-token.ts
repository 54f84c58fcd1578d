import { parseAddress } from '../../core/address.ts';
import { misuse } from '../../core/errors.ts';
import { asPassError, PassError } from '../../pass/errors.ts';
import type { Permit } from '../../pass/entitlement.ts';

const refused = (message: string, cause?: unknown, status?: number): PassError =>
  new PassError({ code: 'verification-refused', message, cause, status });

/**
 * Waits for the publisher's checks of the media token: those of the page, and the one at `verify-url`; both may be used.
 * Resolves with what they gave (a stream address, say). Anything but a clear yes is thrown.
 */
export async function verifyToken(
  promises: Promise<unknown>[],
  verifyUrl: string | null,
  { resource, mediaToken }: Permit,
  signal: AbortSignal,
): Promise<unknown> {
  const byScript = Promise.all(promises).catch((error: unknown) => {
    throw refused('The page refused the media token.', error);
  });
  const [values, answer] = await Promise.all([
    byScript,
    verifyUrl ? post(verifyUrl, resource, mediaToken.serializedToken, signal) : undefined,
  ]);
  if (values.length === 0) return answer;
  return values.length === 1 ? values[0] : values;
}

async function post(
  verifyUrl: string,
  resource: string,
  serializedToken: string,
  signal: AbortSignal,
): Promise<unknown> {
  const url = parseAddress(verifyUrl, location.href);
  if (!url) throw new PassError(misuse('<pass-gate verify-url>', 'an https address (or http on localhost)', verifyUrl));
  let response: Response;
  try {
    response = await fetch(url.href, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ resource, serializedToken }),
      signal,
    });
  } catch (cause) {
    if (signal.aborted) throw asPassError(cause);
    throw new PassError({ code: 'network', message: 'No answer from verify-url.', retryable: true, cause });
  }
  const text = await response.text();
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
