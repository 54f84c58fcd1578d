/** Sends events to an inlet in batches and tells, one by one, what became of them. */
import { systemClock } from '../core/clock.ts';
import { exchange, isSuccess, patiently, redact, retryDelay, type HttpAnswer, type HttpDeps } from '../core/http.ts';
import { aborted, wait } from '../core/wait.ts';
import { getToken } from './access-token.ts';
import { checkTarget } from './check-target.ts';
import { asStreamingError, fail, readError, type StreamingError } from './errors.ts';
import { batchAddress, batchBody, encode, inletMessage, MAX_BYTES, portions } from '../xdm/inlet-message.ts';
import type { InletTarget, Message } from '../xdm/inlet-message.ts';
import { readBatch, type ItemOutcome } from './inlet-responses.ts';
import type { AccessToken } from './types.ts';

export interface InletOptions {
  target: InletTarget;
  /** For authenticated inlets only, and never on a public page. */
  accessToken?: AccessToken | undefined;
  signal?: AbortSignal | undefined;
  /** Told of every answer, and of the milliseconds until the next attempt. */
  told?: ((status: number, pause: number) => void) | undefined;
}

/** STREAM-R31. */
const TRIES = 4;
const BUSY = [429, 503];
const GATEWAY = [502, 504];
/** How often entries of a batch that the service was too busy for are sent again. */
const ROUNDS = 3;
/** Codes of the page's own token: it could not be had, or cannot be one. */
const UNSENT = ['no-token', 'invalid-configuration'];

/** One outcome per entity, in their order. Rejects only where nothing was sent. */
export async function sendEvents(
  entities: readonly object[],
  options: InletOptions,
  platform: Partial<HttpDeps> = {},
): Promise<ItemOutcome[]> {
  const { target, signal } = options;
  checkTarget(target);
  const deps: HttpDeps = { fetch: (...all) => fetch(...all), clock: systemClock, random: Math.random, ...platform };
  const messages = entities.map(entity => encode(inletMessage(target, entity)));
  const outcomes: ItemOutcome[] = [];
  const { batches, tooLarge } = portions(messages);
  for (const index of tooLarge) outcomes[index] = refused(oversized(messages[index]!));
  const post = createInletPost(options, deps);
  /** STREAM-R35: who was refused twice is refused. */
  let stopped: StreamingError | undefined;

  const sendBatch = async (indexes: readonly number[], round: number): Promise<void> => {
    if (signal?.aborted) stopped ??= asStreamingError(aborted());
    if (stopped) return settle(indexes, { type: 'refused', error: stopped, again: true });
    let answer: HttpAnswer;
    try {
      answer = await post(batchAddress(target.inletUrl), batchBody(indexes.map(index => messages[index]!)));
    } catch (thrown) {
      const error = asStreamingError(thrown);
      // Without a token nothing was sent, or what was sent was refused.
      if (!UNSENT.includes(error.code)) return settle(indexes, { type: 'unknown', error });
      stopped = error;
      return settle(indexes, { type: 'refused', error, again: true });
    }
    const { status, text } = answer;
    if (isSuccess(status)) return again(indexes, readBatch(text, indexes.length), round);
    const error = readError(status, text);
    if (status === 413 && indexes.length > 1) {
      const half = indexes.length >> 1;
      await sendBatch(indexes.slice(0, half), round);
      return sendBatch(indexes.slice(half), round);
    }
    // What stands before the inlet does not know whether it has taken them.
    if (GATEWAY.includes(status)) return settle(indexes, { type: 'unknown', error });
    if (status === 401 || status === 403) stopped = error;
    settle(indexes, { type: 'refused', error, again: error.retryable || stopped !== undefined });
  };

  const settle = (indexes: readonly number[], outcome: ItemOutcome): void => {
    for (const index of indexes) outcomes[index] = outcome;
  };

  const again = async (indexes: readonly number[], items: readonly ItemOutcome[], round: number): Promise<void> => {
    for (const [place, index] of indexes.entries()) outcomes[index] = items[place]!;
    const rest = indexes.filter(index => isRepeatable(outcomes[index]!));
    if (rest.length === 0 || round >= ROUNDS) return;
    // Giving up in between leaves them as they are: refused, and free to go again.
    const waited = wait(deps.clock, retryDelay(round, deps.random(), 0), signal);
    if (await waited.then(() => true).catch(() => false)) await sendBatch(rest, round + 1);
  };

  for (const batch of batches) await sendBatch(batch, 1);
  return outcomes;
}

/** Posts to an inlet: with a token only where there is one, repeated while the service is busy (STREAM-R22, STREAM-R35). */
export function createInletPost(
  { target, accessToken, signal, told }: InletOptions,
  deps: HttpDeps,
): (url: string, body: string) => Promise<HttpAnswer> {
  const send = async (url: string, body: string, token: string | undefined): Promise<HttpAnswer> => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(token && target.imsOrgId && { 'x-gw-ims-org-id': target.imsOrgId }),
    };
    const once = (): Promise<HttpAnswer> => exchange({ method: 'POST', url, headers, body }, deps, fail, signal);
    const answer = await patiently(once, { tries: TRIES, statuses: BUSY, signal, told }, deps);
    return { ...answer, text: redact(answer.text, [token]) };
  };
  return async (url, body) => {
    if (accessToken === undefined) return send(url, body, undefined);
    const answer = await send(url, body, await getToken(accessToken, false, signal));
    const refresh = typeof accessToken === 'function' && (answer.status === 401 || answer.status === 403);
    return refresh ? send(url, body, await getToken(accessToken, true, signal)) : answer;
  };
}

const isRepeatable = (outcome: ItemOutcome): boolean => outcome.type === 'refused' && outcome.again;
const refused = (error: StreamingError): ItemOutcome => ({ type: 'refused', error, again: false });

const oversized = ({ bytes }: Message): StreamingError =>
  fail({ code: 'too-large', message: `The event has ${bytes} bytes; an inlet takes at most ${MAX_BYTES}.` });
