/** The token of the service: asked for when it is needed, shared by all calls, kept in memory only. */
import type { Clock } from '../core/clock.ts';
import { isRecord, parseJson } from '../core/http.ts';
import { createSingleFlight } from '../core/single-flight.ts';

export interface TokenKeeper {
  get(signal?: AbortSignal): Promise<string>;
  /** Another one than the refused; callers that were refused with the same token share it (DWM-R7). */
  renew(refused: string, signal?: AbortSignal): Promise<string>;
  /** Epoch milliseconds; undefined where the token does not say, or there is none. */
  readonly expires: number | undefined;
  readonly present: boolean;
  forget(): void;
}

/** DWM-R8: how long before its end a token is renewed. */
const AHEAD = 60_000;

export function createTokenKeeper(
  fetchToken: (refresh: boolean, signal: AbortSignal) => Promise<string>,
  clock: Clock,
): TokenKeeper {
  const flight = createSingleFlight();
  /** Grows when somebody wants the token forgotten: one that is on its way then is not kept either. */
  let era = 0;
  let held: { value: string; expires: number | undefined } | undefined;
  const fetch = (refresh: boolean, signal?: AbortSignal): Promise<string> =>
    flight(
      `token ${era}`,
      async shared => {
        const began = era;
        const value = bearer(await fetchToken(refresh, shared));
        if (era === began) held = { value, expires: expiryOf(value) };
        return value;
      },
      signal,
    );
  return {
    async get(signal) {
      const { value, expires = Infinity } = held ?? {};
      if (value && clock.now() < expires - AHEAD) return value;
      return fetch(false, signal);
    },
    async renew(refused, signal) {
      // Somebody else was refused with it as well, and has got another one meanwhile.
      if (held && held.value !== refused) return held.value;
      held = undefined;
      return fetch(true, signal);
    },
    get expires() {
      return held?.expires;
    },
    get present() {
      return held !== undefined;
    },
    forget() {
      era += 1;
      held = undefined;
    },
  };
}

/** DWM-R4: the prefix once. */
export const bearer = (token: string): string => (/^Bearer\s/i.test(token) ? token : `Bearer ${token}`);

/** End of a JWT's life in epoch milliseconds; undefined for anything else. */
export function expiryOf(token: string): number | undefined {
  const payload = token.split('.')[1];
  if (!payload) return undefined;
  try {
    const claims = parseJson(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    const expires = isRecord(claims) ? claims['exp'] : undefined;
    return typeof expires === 'number' && expires > 0 ? expires * 1000 : undefined;
  } catch {
    return undefined;
  }
}
