import { PassError } from '../../../src/pass/errors.ts';
import type { RememberedProvider } from '../../../src/pass/memory.ts';
import { transition } from '../../../src/pass/sign-in-machine.ts';
import type { PassAction, PassState, Step } from '../../../src/pass/pass-state.ts';
import type { Profile } from '../../../src/pass/types.ts';

/** Words for the tests of the machine. */

export const acme: RememberedProvider = { id: 'acme', displayName: 'Acme Cable', logoUrl: 'https://a.test/acme.png' };
export const bright: RememberedProvider = { id: 'bright', displayName: 'Brightwater', logoUrl: undefined };

export const aProfile = (mvpd: string, notAfter = 2_000_000_000_000): Profile => ({
  ...{ mvpd, notAfter, notBefore: 0, type: 'regular', issuer: mvpd, attributes: {} },
});

export const errorOf = (code: string, action?: string, retryable = false): PassError =>
  new PassError({ code, message: code, action, retryable });

export const signInOf = (
  id: string,
  provider: RememberedProvider,
  mode: 'popup' | 'redirect' = 'popup',
): PassAction => ({ type: 'sign-in', id, provider, mode });

/** The service's answer that leads to the provider's page; its code lives for a minute and a half. */
export const sessionOf = (id: string, now = 0, code = `CODE-${id}`): PassAction => ({
  ...{ type: 'session', id, now, url: `https://api.test/authenticate/${code}` },
  session: { actionName: 'authenticate', reasonType: 'none', missingParameters: [], code, life: 90_000 },
});

/** One action after the other; gives back the last step. */
export function play(state: PassState, ...actions: PassAction[]): Step {
  let step: Step = { state, effects: [] };
  for (const action of actions) step = transition(step.state, action);
  return step;
}
