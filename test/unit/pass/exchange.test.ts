import { expect } from '@open-wc/testing';
import { CountedSignal } from '../../support/counted-signal.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createNetwork, type Network } from '../../support/fake-pass.ts';
import type { PassError } from '../../../src/pass/errors.ts';
import { createExchange, type SendOptions } from '../../../src/pass/exchange.ts';
import { authorize, getProfiles, type PassRequest } from '../../../src/pass/requests.ts';
import { createSession } from '../../../src/pass/sign-in-requests.ts';
import { createThrottle } from '../../../src/pass/throttle.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });
const html = (status: number) => () =>
  new Response('<html><h1>Sorry</h1></html>', { status, headers: { 'content-type': 'text/html' } });
const broken = (): Response => {
  throw new TypeError('Failed to fetch');
};
const OK = json({ fine: true });

describe('exchange', () => {
  let clock: FakeClock;
  let network: Network;
  let answers: (() => Response | Promise<Response>)[];
  let sent: { at: number; url: string; init: RequestInit }[];
  let log: string[];

  beforeEach(() => {
    sent = [];
    log = [];
    answers = [OK];
    network = createNetwork(async (url, init) => {
      sent.push({ at: clock.elapsed(), url, init });
      return (answers.length > 1 ? answers.shift()! : answers[0]!)();
    });
    clock = createFakeClock(1_800_000_000_000, network.idle);
  });

  /** Sends, lets a minute and a half pass, and gives back the value or the error. */
  const send = async (
    request: PassRequest = getProfiles('demo'),
    options: SendOptions = {},
    fetch = network.fetch,
  ): Promise<unknown> => {
    const storage = createMemoryStore();
    const throttle = createThrottle({ storage, clock, random: () => 0, key: ['budget'] });
    const deps = { baseUrl: 'https://api.example.test', fetch, clock, random: () => 0, throttle };
    const exchange = createExchange({ ...deps, log: text => void log.push(text) });
    const result = exchange(
      request,
      async () => ({ 'X-Device-Info': 'abc' }),
      body => body,
      options,
    ).catch((error: unknown) => error);
    await clock.advance(150_000);
    return result;
  };
  const moments = () => sent.map(({ at }) => at);
  const headersOf = (index = 0) => Object.fromEntries(new Headers(sent[index]!.init.headers));

  it('gives the reader the parsed body', async () => {
    expect(await send()).to.deep.equal({ fine: true });
  });

  it('PASS-R132: asks the configured address', async () => {
    await send();
    expect(sent[0]!.url).to.equal('https://api.example.test/api/v2/demo/profiles');
  });

  it('PASS-R104: a GET carries the given headers only, no body, no cookies, and is never cached', async () => {
    await send();
    const { body, credentials, cache, method } = sent[0]!.init;
    expect({ body, credentials, cache, method, headers: headersOf() }).to.deep.equal({
      ...{ body: undefined, credentials: 'omit', cache: 'no-store', method: 'GET' },
      headers: { 'x-device-info': 'abc' },
    });
  });

  it('PASS-R33: sends a form as one, encoded once', async () => {
    await send(createSession('demo', { mvpd: 'acme', redirectUrl: 'https://a.test/?b=c&d' }));
    expect([headersOf()['content-type'], sent[0]!.init.body]).to.deep.equal([
      ...['application/x-www-form-urlencoded', 'mvpd=acme&redirectUrl=https%3A%2F%2Fa.test%2F%3Fb%3Dc%26d'],
    ]);
  });

  it('PASS-R104: sends JSON as the documentation writes it', async () => {
    await send(authorize('demo', 'acme', 'news'));
    expect([headersOf()['content-type'], sent[0]!.init.body]).to.deep.equal([
      ...['application/json;charset=utf-8', '{"resources":["news"]}'],
    ]);
  });

  it('PASS-R116, PASS-R117: an HTML 429 is repeated after at least a second, each time twice as late', async () => {
    answers = [html(429)];
    const error = (await send()) as PassError;
    expect([error.httpStatus, error.code, moments()]).to.deep.equal([429, 'invalid-response', [0, 1050, 3050, 7050]]);
  });

  it('PASS-R117: a 429 that passes is never told', async () => {
    answers = [html(429), OK];
    expect(await send()).to.deep.equal({ fine: true });
  });

  it('PASS-R116: an HTML 500 is repeated twice, then told without any parse error', async () => {
    answers = [html(500)];
    const error = (await send()) as PassError;
    expect([error.httpStatus, error.code, error.retryable, sent.length]).to.deep.equal([
      ...[500, 'invalid-response', true, 3],
    ]);
  });

  it('PASS-R114: an HTML 500 to a request that must not be sent twice is told at once', async () => {
    answers = [html(500)];
    await send(createSession('demo', {}));
    expect(sent).to.have.length(1);
  });

  it('PASS-R116: an accepted answer that is HTML is an invalid response for the reader', async () => {
    answers = [html(200)];
    expect(await send()).to.equal(undefined);
  });

  it('PASS-R114: a 403 with a reason is told at once with that reason', async () => {
    answers = [json({ code: 'authenticated_profile_missing', action: 'authentication', status: 403 }, 403)];
    const error = (await send()) as PassError;
    expect([error.code, sent.length]).to.deep.equal(['authenticated_profile_missing', 1]);
  });

  it('PASS-R85: an error that asks for it is repeated three times', async () => {
    answers = [json({ code: 'network_received_error', action: 'retry', status: 403 }, 403)];
    await send();
    expect(moments()).to.deep.equal([0, 1000, 3000, 7000]);
  });

  it('PASS-R122: a network failure is followed by silence, two repetitions, and an error that names the causes', async () => {
    answers = [broken];
    const error = (await send()) as PassError;
    const gaps = moments().map((at, index, all) => at - (all[index - 1] ?? 0));
    expect([error.code, gaps.length, gaps[1]! >= 1000, gaps[2]! >= 2000]).to.deep.equal(['network', 3, true, true]);
  });

  it('PASS-R122: that error names CORS and too many requests', async () => {
    answers = [broken];
    expect(((await send()) as PassError).message).to.match(/CORS.*too many requests/);
  });

  it('PASS-R122: keeps what the browser threw as the cause', async () => {
    answers = [broken];
    expect(((await send()) as PassError).cause).to.be.instanceOf(TypeError);
  });

  it('nobody waits longer than half a minute for an answer', async () => {
    const hangs: typeof fetch = (_url, init) => {
      sent.push({ at: clock.elapsed(), url: '', init: init! });
      return new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(new Error('aborted'))));
    };
    const error = (await send(undefined, {}, hangs)) as PassError;
    expect([error.code, error.retryable, moments()]).to.deep.equal(['timeout', true, [0, 31_000, 63_000]]);
  });

  it('a body that never ends is a time-out, too', async () => {
    const endless: typeof fetch = async (_url, init) =>
      ({
        status: 200,
        text: () => new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(new Error('x')))),
      }) as unknown as Response;
    expect(((await send(undefined, {}, endless)) as PassError).code).to.equal('timeout');
  });

  it('leaves no timer behind', async () => {
    await send();
    expect(clock.timers).to.equal(0);
  });

  it('an abort ends the request and its repetitions', async () => {
    answers = [html(500)];
    const leaving = new AbortController();
    clock.after(500, () => leaving.abort());
    const error = (await send(undefined, { signal: leaving.signal })) as PassError;
    expect([error.code, sent.length]).to.deep.equal(['aborted', 1]);
  });

  it('an abort while the answer is under way is told as such, and not retried', async () => {
    const leaving = new AbortController();
    answers = [() => (leaving.abort(), OK())];
    const error = (await send(undefined, { signal: leaving.signal })) as PassError;
    expect([error.code, sent.length]).to.deep.equal(['aborted', 1]);
  });

  it('PASS-R41: asks for no code that ended while the request waited', async () => {
    const error = (await send(undefined, { until: 0 })) as PassError;
    expect([error.code, sent.length]).to.deep.equal(['invalid_authentication_session', 0]);
    await send(undefined, { until: clock.elapsed() + 1 });
    expect(sent.length).to.equal(1);
  });

  it('lets go of the caller’s signal with each answer, good or bad', async () => {
    const caller = new CountedSignal();
    answers = [html(500), broken, OK];
    await send(undefined, { signal: caller.signal });
    expect([sent.length, caller.listeners]).to.deep.equal([3, 0]);
  });

  it('reads every body, so that no connection stays open', async () => {
    let bodies = 0;
    answers = [html(500), OK];
    await send(undefined, {}, async (...request) => {
      const answer = await network.fetch(...request);
      return Object.assign(answer, { text: (read => () => (bodies++, read()))(answer.text) });
    });
    expect([sent.length, bodies]).to.deep.equal([2, 2]);
  });

  describe('that fails again and again (PASS-R119)', () => {
    const exchangeOf = () => {
      const throttle = createThrottle({ storage: createMemoryStore(), clock, random: () => 0, key: ['budget'] });
      const deps = { baseUrl: 'https://api.example.test', fetch: network.fetch, clock, random: () => 0, throttle };
      const exchange = createExchange({ ...deps, log: () => {} });
      return async (): Promise<unknown> => {
        const headers = async () => ({});
        const asking = exchange(getProfiles('demo'), headers, body => body).catch((error: unknown) => error);
        await clock.advance(10_000);
        return asking;
      };
    };

    it('is left in peace for a while, and those who ask learn why at once', async () => {
      answers = [html(503)];
      const ask = exchangeOf();
      for (let failed = 0; failed < 4; failed++) await ask();
      const before = sent.length;
      const { httpStatus, retryable } = (await ask()) as PassError;
      expect([sent.length - before, httpStatus, retryable]).to.deep.equal([0, 503, true]);
    });

    it('is asked again afterwards, and everything goes on once it answers', async () => {
      answers = [html(503)];
      const ask = exchangeOf();
      for (let failed = 0; failed < 4; failed++) await ask();
      await clock.advance(15_000);
      answers = [OK];
      expect([await ask(), await ask()]).to.deep.equal([{ fine: true }, { fine: true }]);
    });

    it('a refusal with a reason is no failure', async () => {
      answers = [() => new Response('{"code":"x","status":403,"action":"none"}', { status: 403 })];
      const ask = exchangeOf();
      for (let refused = 0; refused < 6; refused++) await ask();
      expect(sent.length).to.equal(6);
    });
  });

  it('PASS-R120: the log holds code and trace of a refusal, and nothing else of its body', async () => {
    const body = { code: 'authenticated_profile_missing', action: 'authentication', status: 403, trace: 't-9' };
    answers = [json({ ...body, message: 'Viewer 7', details: 'secret' }, 403)];
    await send();
    expect(log).to.deep.equal(['GET /api/v2/demo/profiles answered 403 with authenticated_profile_missing, trace t-9']);
  });

  it('PASS-R120: the log holds method, path and status, no header, body or query', async () => {
    answers = [html(500), OK];
    await send({ ...getProfiles('demo'), path: '/api/v2/demo/profiles?secret=1' });
    expect(log).to.deep.equal([
      'GET /api/v2/demo/profiles answered 500',
      'invalid-response: trying again',
      'GET /api/v2/demo/profiles answered 200',
    ]);
  });
});
