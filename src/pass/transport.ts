import { asPassError } from './errors.ts';
import type { Exchange, SendOptions } from './exchange.ts';
import type { ClientRegistration } from './registration.ts';
import type { PassRequest } from './requests.ts';

/** Sends a REST V2 request with this device's token and headers. */
export type Transport = <T>(
  request: PassRequest,
  read: (body: unknown, httpStatus: number) => T,
  options?: SendOptions & { headers?: Record<string, string> },
) => Promise<T>;

/**
 * The ladder for a refused token: a new token once, then, if the service says so, new credentials once, then the error.
 * A token is refused by HTTP 401, whatever its body looks like.
 */
export function createTransport(deps: {
  exchange: Exchange;
  registration: ClientRegistration;
  headers: (request: PassRequest) => Promise<Record<string, string>>;
}): Transport {
  const { exchange, registration } = deps;
  /** New credentials did not help the last time; others would not either, until something is accepted again. */
  let inVain = false;
  return async (request, read, given = {}) => {
    // A repetition with another token is one of the same request.
    const options = { tries: { used: 0 }, ...given };
    const { signal } = options;
    const headers = async (): Promise<Record<string, string>> => {
      // A repetition may come after a pause that the device slept through, and with it the token's life.
      token = fresh ?? (await registration.token(signal));
      fresh = undefined;
      return { ...(await deps.headers(request)), ...options.headers, Authorization: `Bearer ${token}` };
    };
    let fresh: string | undefined = await registration.token(signal);
    let token = fresh;
    // To renew the token may have taken new credentials already, and one request gets them only once.
    const { registrations } = registration;
    for (let step = 0; ; step++) {
      try {
        const answer = await exchange(request, headers, read, options);
        inVain = false;
        return answer;
      } catch (thrown) {
        const error = asPassError(thrown);
        if (error.httpStatus !== 401 && error.status !== 401) throw error;
        const registerAgain = error.action === 'application-registration';
        if (step === 0) fresh = await registration.renew(token, signal);
        else if (step === 1 && registerAgain && !inVain && registrations === registration.registrations)
          fresh = await registration.startOver(token, signal);
        else {
          inVain = registerAgain;
          throw error;
        }
      }
    }
  };
}
