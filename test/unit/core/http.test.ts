import { expect } from '@open-wc/testing';
import { TveError } from '../../../src/core/errors.ts';
import { exchange, type HttpDeps } from '../../../src/core/http.ts';
import { CountedSignal } from '../../support/counted-signal.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

describe('a request of the operators’ side', () => {
  const url = 'https://platform.example/data?name=secret';
  let clock: FakeClock;
  let caller: CountedSignal;
  beforeEach(() => {
    clock = createFakeClock();
    caller = new CountedSignal();
  });
  const send = (fetch: HttpDeps['fetch']) =>
    exchange({ method: 'GET', url }, { fetch, clock, random: () => 0.5 }, init => new TveError(init), caller.signal);
  const codeOf = (sending: Promise<unknown>): Promise<string> =>
    sending.then(
      () => 'answered',
      ({ code, message }: TveError) => (message.includes('secret') ? message : code),
    );
  /** Never answers, and ends as `fetch` does. */
  const silent: HttpDeps['fetch'] = (_, init) =>
    new Promise((_resolve, reject) => {
      init!.signal!.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });

  it('gives the whole answer, whatever its status, and is neither cached nor led elsewhere', async () => {
    let sent: RequestInit = {};
    const answer = await send(async (_, init) => {
      sent = init!;
      return new Response('busy', { status: 503, headers: { 'Retry-After': '7' } });
    });
    expect([answer.status, answer.text, answer.headers.get('Retry-After')]).to.deep.equal([503, 'busy', '7']);
    expect(sent).to.include({ credentials: 'omit', cache: 'no-store', redirect: 'error' });
    expect([caller.listeners, clock.timers]).to.deep.equal([0, 0]);
  });

  it('ends after half a minute', async () => {
    const sending = codeOf(send(silent));
    await clock.advance(29_999);
    expect(clock.timers).to.equal(1);
    await clock.advance(1);
    expect([await sending, caller.listeners, clock.timers]).to.deep.equal(['timeout', 0, 0]);
  });

  it('ends when the caller gives up, and is not sent for one who already has', async () => {
    const sending = codeOf(send(silent));
    caller.abort();
    expect([await sending, caller.listeners, clock.timers]).to.deep.equal(['aborted', 0, 0]);
    let sent = 0;
    const late = send(async () => {
      sent++;
      return new Response('');
    });
    expect([await codeOf(late), sent]).to.deep.equal(['aborted', 0]);
  });

  it('that nobody answers says where, but not what was asked', async () => {
    const sending = send(() => Promise.reject(new TypeError('Failed to fetch')));
    expect([await codeOf(sending), caller.listeners, clock.timers]).to.deep.equal(['network', 0, 0]);
  });
});
