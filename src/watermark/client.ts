/** Calls of the watermarking service. Never for public pages: nothing of it belongs there. */
import { systemClock } from '../core/clock.ts';
import { exchange, isHeaderValue, patiently, redact, type HttpAnswer, type HttpDeps } from '../core/http.ts';
import { asWatermarkError, fail, isBusinessError, isUnknownOutcome, misused } from './errors.ts';
import * as requests from './requests.ts';
import * as responses from './responses.ts';
import { checkList, isSiteId, MOST_PER_CALL } from './rules.ts';
import { createTokenKeeper } from './token.ts';
import type {
  Credentials,
  Job,
  JobFilter,
  ListPage,
  Recipient,
  RecipientFilter,
  RecipientInput,
  Task,
  TokenProvider,
} from './types.ts';

export interface WatermarkConfig {
  /** Address of the service, without a slash at its end. */
  baseUrl: string;
  siteId: string;
  /** Where the token comes from; else `credentials` buy it. */
  tokenProvider?: TokenProvider | undefined;
  /** Asked for once per token, so that nobody has to keep the pair longer than that (DWM-R2). */
  credentials?: (() => Credentials | undefined) | undefined;
}

type Options = { signal?: AbortSignal | undefined };
type Zoned = Options & { timeZone?: string | undefined };

export interface WatermarkClient {
  jobs(filter?: JobFilter, options?: Options): Promise<ListPage<Job>>;
  job(id: string, options?: Zoned): Promise<Job>;
  tasks(jobId: string, options?: Zoned): Promise<ListPage<Task>>;
  recipients(filter?: RecipientFilter, options?: Options): Promise<ListPage<Recipient>>;
  recipient(id: string, options?: Zoned): Promise<Recipient>;
  /** At most 150 at a time. Never repeated by itself: see `import-run.ts` for what to do when it fails. */
  create(inputs: readonly RecipientInput[], options?: Options): Promise<readonly Recipient[]>;
  /** Changes what is given, and reads the result again (DWM-R33). */
  update(id: string, changes: Partial<RecipientInput>, options?: Options): Promise<Recipient>;
  readonly token: { readonly present: boolean; readonly expires: number | undefined };
  forget(): void;
}

const usable = (token: string, where: string): string => {
  if (isHeaderValue(token)) return token;
  throw misused(where, 'a token of letters, digits and signs', 'other characters');
};

const BUSY = [429, 502, 503, 504];
const TRIES = 5;

export function createWatermarkClient(config: WatermarkConfig, platform: Partial<HttpDeps> = {}): WatermarkClient {
  const deps: HttpDeps = { fetch: (...all) => fetch(...all), clock: systemClock, random: Math.random, ...platform };
  const { baseUrl, siteId, tokenProvider } = config;
  if (!isSiteId(siteId)) throw misused('site id', 'four letters or digits', siteId);

  const transmit = (
    { method, kind, rest, json }: requests.WatermarkRequest,
    authorization: string,
    signal?: AbortSignal,
  ): Promise<HttpAnswer> => {
    const url = `${baseUrl}/api/${kind}/${siteId}${rest}`;
    const headers = {
      Authorization: authorization,
      ...(json === undefined ? {} : { 'Content-Type': 'application/json;charset=UTF-8' }),
    };
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const once = (): Promise<HttpAnswer> => exchange({ method, url, headers, ...body }, deps, fail, signal);
    return method === 'GET' ? patiently(once, { tries: TRIES, statuses: BUSY, signal }, deps) : once();
  };

  const buyToken = async (signal: AbortSignal): Promise<string> => {
    const credentials = config.credentials?.();
    if (!credentials?.accountId || !credentials.accessKey) {
      throw fail({ code: 'no-token', message: 'There are no credentials to get a token with.', action: 'sign-in' });
    }
    const pair = requests.basic(credentials);
    const { status, text } = await transmit(requests.token(), pair, signal);
    const secrets = [credentials.accessKey, pair.split(' ')[1]];
    try {
      return usable(responses.readToken(responses.readEnvelope(status, redact(text, secrets))), 'token of the service');
    } catch (thrown) {
      const error = asWatermarkError(thrown);
      // That the account gets no token says nothing of what the call was about.
      if (!isBusinessError(error)) throw error;
      throw fail({ code: error.code, status, message: error.message, action: 'sign-in' });
    }
  };

  const provideToken = async (refresh: boolean, signal: AbortSignal): Promise<string> => {
    let token: unknown;
    try {
      token = await tokenProvider!({ refresh, signal });
    } catch {
      // No cause: it may hold the secret that was refused.
      throw fail({ code: 'no-token', message: 'The page could not get a token.', action: 'sign-in' });
    }
    if (typeof token !== 'string' || !token.trim()) throw misused('tokenProvider', 'a function giving a token');
    return usable(token.trim(), 'tokenProvider');
  };

  const keeper = createTokenKeeper(
    (refresh, signal) => (tokenProvider ? provideToken(refresh, signal) : buyToken(signal)),
    deps.clock,
  );

  const send = async (request: requests.WatermarkRequest, signal?: AbortSignal): Promise<responses.Envelope> => {
    let token = await keeper.get(signal);
    let answer = await transmit(request, token, signal);
    if (answer.status === 401) {
      token = await keeper.renew(token, signal);
      answer = await transmit(request, token, signal);
    }
    // Gateways repeat what they were sent; nothing that is read from an answer may hold it.
    return responses.readEnvelope(answer.status, redact(answer.text, [token.replace(/^Bearer\s+/i, '')]));
  };

  return {
    async jobs(filter = {}, { signal } = {}) {
      checkList(filter);
      return responses.readJobs(await send(requests.listJobs(filter), signal));
    },
    job: async (id, { signal, timeZone } = {}) =>
      responses.readOneJob(await send(requests.getJob(id, timeZone), signal)),
    tasks: async (id, { signal, timeZone } = {}) =>
      responses.readTasks(await send(requests.getTasks(id, timeZone), signal)),
    async recipients(filter = {}, { signal } = {}) {
      checkList(filter);
      return responses.readRecipients(await send(requests.listRecipients(filter), signal));
    },
    recipient: async (id, { signal, timeZone } = {}) =>
      responses.readOneRecipient(await send(requests.getRecipient(id, timeZone), signal)),
    async create(inputs, { signal } = {}) {
      if (inputs.length < 1 || inputs.length > MOST_PER_CALL) {
        throw misused('recipients', `1 to ${MOST_PER_CALL} of them`, inputs.length);
      }
      return responses.readRecipients(await send(requests.createRecipients(inputs), signal)).items;
    },
    async update(id, changes, { signal } = {}) {
      if (Object.keys(changes).length === 0) throw misused('changes', 'a new name or description');
      const read = async (): Promise<Recipient> =>
        responses.readOneRecipient(await send(requests.getRecipient(id), signal));
      try {
        await send(requests.updateRecipient(id, changes), signal);
      } catch (thrown) {
        const error = asWatermarkError(thrown);
        if (!isUnknownOutcome(error)) throw error;
        // Looked up before anybody sends it again (DWM-R28).
        const now = await read().catch(() => undefined);
        if (now && isChanged(now, changes)) return now;
        throw error;
      }
      return read();
    },
    get token() {
      return { present: keeper.present, expires: keeper.expires };
    },
    forget: keeper.forget,
  };
}

const isChanged = (now: Recipient, { name, description }: Partial<RecipientInput>): boolean =>
  (name === undefined || now.name === name) && (description === undefined || (now.description ?? '') === description);
