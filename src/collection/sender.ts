import type { Clock } from '../core/clock.ts';
import type { Outcome } from './destination.ts';
import { failure } from './errors.ts';
import { REQUEST_TIMEOUT } from './retry.ts';

export interface SenderOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** A browser allows 64 KiB of bodies that outlive their page; so many bytes of them are on their way. */
const KEPT_ALIVE = 60_000;
let alive = 0;

/** How many bytes may still be sent in such a way that they arrive though the page goes away (STREAM-R39). */
export const spareBytes = (): number => KEPT_ALIVE - alive;

/**
 * Posts JSON, without cookies, and consumes the answer; never rejects (MC-R3 to R5). Abandoned after five seconds
 * (MC-R17). Any request may be the page's last one, so each is kept alive while the browser's allowance lasts (MC-R20).
 * @param read what the answer means, unless it is a plain refusal
 */
export async function send(
  { fetch, clock }: SenderOptions,
  url: string,
  body: string,
  read: (status: number, text: string, headers: Headers) => Outcome | undefined,
): Promise<Outcome> {
  const controller = new AbortController();
  const { signal } = controller;
  const cancel = clock.after(REQUEST_TIMEOUT, () => controller.abort());
  let { size } = new Blob([body]);
  const keepalive = size <= spareBytes();
  if (!keepalive) size = 0;
  alive += size;
  try {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url, { method: 'POST', credentials: 'omit', headers, keepalive, body, signal });
    const text = await response.text().catch(() => '');
    const { status, headers: told } = response;
    return read(status, text, told) ?? { answer: { status, text, retryAfter: told.get('Retry-After') } };
  } catch (cause) {
    const late = signal.aborted;
    const message = late ? 'The service did not answer in time.' : 'The service could not be reached.';
    return { error: failure(late ? 'timeout' : 'network', message, { retryable: true, cause }) };
  } finally {
    cancel();
    alive -= size;
  }
}
