import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { FakeTab, HERE } from '../../support/fake-pass.ts';
import { PassError } from '../../../src/pass/errors.ts';
import type { RememberedProvider } from '../../../src/pass/memory.ts';
import { transition } from '../../../src/pass/sign-in-machine.ts';
import { initialState, type PassAction, type PassState } from '../../../src/pass/pass-state.ts';
import { createSignInRunner, type SignInRunner } from '../../../src/pass/sign-in-runner.ts';
import type { Transport } from '../../../src/pass/transport.ts';
import { acme, aProfile, signInOf } from './machine-support.ts';

export const BASE = 'https://api.test';
export const WIRE = { acme: { ...aProfile('acme') } };

/** The machine and its runner with a service that says what the test wants to hear. */
export interface Bench {
  clock: FakeClock;
  browser: FakeTab;
  runner: SignInRunner;
  readonly state: PassState;
  sent: { at: number; line: string; form?: object | undefined }[];
  /** Body of the answer to a session. */
  session: object;
  /** Profiles of the answer to a poll. */
  answer: () => object;
  dispatch(action: PassAction): void;
  begin(id?: string, provider?: RememberedProvider): Promise<void>;
  polls(): Bench['sent'];
}

export function createBench(): Bench {
  const clock = createFakeClock(1_800_000_000_000, async () => {
    for (let i = 0; i < 40; i++) await Promise.resolve();
  });
  const browser = new FakeTab(new Map(), HERE);
  let state: PassState = { ...initialState, status: 'signed-out' };
  let codes = 0;
  const transport: Transport = async ({ method, path, form }, read, { signal } = {}) => {
    bench.sent.push({ at: clock.elapsed(), line: `${method} ${path.replace('/api/v2/demo', '')}`, form });
    await Promise.resolve();
    if (signal?.aborted) throw new PassError({ code: 'aborted', message: '' });
    if (path.endsWith('/sessions')) return read({ code: `CODE${++codes}`, ...bench.session }, 200);
    if (path.includes('/sessions/')) return read({ code: `CODE${codes}`, actionName: 'authenticate', url: '/x' }, 200);
    return read({ profiles: bench.answer() }, 200);
  };
  const dispatch = (action: PassAction): void => {
    const step = transition(state, action);
    state = step.state;
    for (const effect of step.effects) runner.run(effect);
  };
  const runner = createSignInRunner({
    config: {
      ...{ serviceProvider: 'demo', softwareStatement: '', baseUrl: BASE, domainName: 'example.test' },
      redirectUrl: () => HERE,
    },
    ...{ scope: 'scope', clock, browser, transport, dispatch, admitVisit: async () => {} },
    state: () => state,
  });
  const bench: Bench = {
    ...{ clock, browser, runner, dispatch, sent: [] },
    get state() {
      return state;
    },
    session: { actionName: 'authenticate', url: '/api/v2/authenticate/demo/CODE', notBefore: 0, notAfter: 60_000 },
    answer: () => ({}),
    async begin(id = 's1', provider = acme) {
      const window = browser.openWindow();
      dispatch(signInOf(id, provider, window ? 'popup' : 'redirect'));
      runner.begin(state.signIn!, window, HERE);
      await clock.advance(0);
    },
    polls: () => bench.sent.filter(({ line }) => line.includes('/profiles/code/')),
  };
  return bench;
}
