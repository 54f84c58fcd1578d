/** Drives the bridge's machine: calls of a page go in, callbacks and everything to be done come out. */
import * as rest from '../../../src/access-enabler/on-demand.ts';
import type { AeAction, AeEffect, AeState, Viewer } from '../../../src/access-enabler/state.ts';
import { initialState } from '../../../src/access-enabler/state.ts';
import { transition } from '../../../src/access-enabler/machine.ts';
import type { AeCall, AeOptions } from '../../../src/access-enabler/types.ts';
import { PassError } from '../../../src/pass/errors.ts';
import type { Decision, Profile, Provider } from '../../../src/pass/types.ts';

export const NOBODY: Viewer = { profile: null, profiles: [], remembered: null };

export const profileOf = (mvpd: string, more: Partial<Profile> = {}): Profile => ({
  mvpd,
  type: 'regular',
  issuer: mvpd,
  notBefore: 0,
  notAfter: 4_000_000_000_000,
  attributes: { userID: { value: 'u-1', state: 'plain' }, zip: { value: 'c2VhbGVk', state: 'enc' } },
  ...more,
});

export const signedInAt = (mvpd: string, more: Partial<Profile> = {}): Viewer => {
  const profile = profileOf(mvpd, more);
  return { profile, profiles: [profile], remembered: mvpd };
};

export const PROVIDERS: Provider[] = [
  { id: 'acme', displayName: 'Acme Cable', logoUrl: 'https://logo.test/acme.png', isTempPass: false, isProxy: false },
  { id: 'bright', displayName: 'Brightwater', isTempPass: false, isProxy: false },
  { id: 'TempPass', displayName: 'Free Preview', isTempPass: true, isProxy: false },
];

export const failure = (code: string, more: Partial<PassError> = {}): PassError =>
  new PassError({ code, message: `about ${code}`, ...more });

export const permitOf = (resource: string, mvpd = 'acme', more: Partial<Decision> = {}) => ({
  ...{ resource, mvpd, authorized: true, source: 'mvpd', notAfter: 4_000_000_000_000 },
  ...more,
  mediaToken: { serializedToken: `token-of-${resource}`, notBefore: 0, notAfter: 0 },
});

export interface Driver {
  viewer: Viewer;
  readonly state: AeState;
  /** Callbacks and error events, as `name(first arguments)`. */
  readonly told: unknown[][];
  /** What is to be done, oldest first; taking one removes it. */
  take<T extends AeEffect['type']>(type: T): Extract<AeEffect, { type: T }>;
  readonly due: string[];
  call(call: AeCall): void;
  act(action: AeAction): void;
  /** `setRequestor`, and a set-up that ends well. */
  setUp(options?: AeOptions, arrival?: Partial<Extract<AeAction, { type: 'set-up' }>>): void;
  /** The page's turn is over. */
  turn(): void;
}

/** With everything at hand, or with no more than what every page view has. */
export function createDriver(viewer: Viewer = NOBODY, isWhole = true): Driver {
  let state = initialState;
  const told: unknown[][] = [];
  const due: AeEffect[] = [];
  const act = (action: AeAction): void => {
    const before = JSON.stringify(state);
    const step = transition(state, action, driver.viewer, isWhole ? rest : undefined);
    if (JSON.stringify(state) !== before) throw new Error('The state that went in was changed.');
    state = step.state;
    for (const effect of step.effects) {
      if (effect.type === 'callback') told.push([effect.name, ...effect.args]);
      else if (effect.type === 'error-event') told.push([effect.event.errorId, effect.event]);
      else if (effect.type === 'respond') told.push([effect.name, effect.response]);
      else if (effect.type !== 'say') due.push(effect);
    }
  };
  const driver: Driver = {
    viewer,
    told,
    act,
    get state() {
      return state;
    },
    get due() {
      return due.map(({ type }) => type);
    },
    take(type) {
      const at = due.findIndex(effect => effect.type === type);
      if (at < 0) throw new Error(`${type} is not due, but ${due.map(effect => effect.type).join(', ') || 'nothing'}`);
      return due.splice(at, 1)[0] as never;
    },
    call: call => act({ type: 'call', call }),
    setUp(options = {}, arrival = {}) {
      act({ type: 'requestor', options, isNew: true, wantsConfig: false });
      driver.take('set-up');
      act({ type: 'set-up', ...arrival });
    },
    turn() {
      driver.take('turn-over');
      act({ type: 'turn-over' });
    },
  };
  return driver;
}

/** Names alone, and what tells one outcome from another. */
export const words = (told: readonly unknown[][]): string[] =>
  told.map(([name, first]) =>
    name === 'sendTrackingData' || name === 'setAuthenticationStatus'
      ? `${String(name)} ${String(first)}`
      : String(name),
  );
