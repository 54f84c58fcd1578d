import * as fc from 'fast-check';
import { POLL_INTERVAL, transition } from '../../../src/pass/sign-in-machine.ts';
import { initialState, type PassAction, type PassState, type Step } from '../../../src/pass/pass-state.ts';
import { acme, aProfile, bright, errorOf, sessionOf, signInOf } from './machine-support.ts';

/** Everything that can happen, in any order: also late, twice, and for sign-ins that ended long ago. */
const id = fc.constantFrom('s1', 's2', 's3');
const now = fc.integer({ min: 0, max: 120_000 });
const profiles = fc.subarray([aProfile('acme'), aProfile('bright', 2_100_000_000_000)]);
const remembered = fc.constantFrom(null, acme, bright);
const error = fc.constantFrom(
  ...[errorOf('network', undefined, true), errorOf('internal_server_error'), errorOf('invalid_integration')],
  ...[errorOf('invalid_authentication_session'), errorOf('authenticated_profile_missing', 'authentication')],
);
const direct = { actionName: 'authorize', reasonType: 'authenticated', missingParameters: [], mvpd: 'acme' };

const action: fc.Arbitrary<PassAction> = fc.oneof(
  fc.record({ type: fc.constant('restored' as const), profiles, remembered }),
  fc.constant<PassAction>({ type: 'checking' }),
  fc.record({ type: fc.constant('checked' as const), profiles, asked: fc.constantFrom(undefined, 'acme', 'bright') }),
  fc.record({ type: fc.constant('check-failed' as const), error }),
  fc
    .tuple(id, fc.constantFrom(acme, bright), fc.constantFrom('popup' as const, 'redirect' as const))
    .map(args => signInOf(...args)),
  fc.tuple(id, now).map(args => sessionOf(...args)),
  fc.tuple(id, now).map(([id, now]): PassAction => ({ type: 'session', id, session: direct, url: undefined, now })),
  fc.record({ type: fc.constantFrom('returned' as const, 'window-closed' as const, 'code-expired' as const), id }),
  fc.record({ type: fc.constant('polled' as const), id, profiles, now }),
  fc.record({ type: fc.constant('sign-in-failed' as const), id, error, now }),
  fc.constant<PassAction>({ type: 'cancel' }),
  fc.record({ type: fc.constant('select' as const), mvpd: fc.constantFrom('acme', 'bright', 'nobody') }),
  fc.record({ type: fc.constant('refused' as const), error }),
  fc.record({ type: fc.constant('signed-out' as const), mvpds: fc.subarray(['acme', 'bright']) }),
  fc.record({ type: fc.constant('elsewhere' as const), profiles, remembered }),
);

type Check = (step: Step, before: PassState, action: PassAction) => boolean;

/** Plays random sequences from the beginning and asks the same of every step. */
const always = (check: Check, runs = 3000): void =>
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), actions => {
      let state = initialState;
      for (const each of actions) {
        const step = transition(state, each);
        if (!check(step, state, each)) return false;
        state = step.state;
      }
      return true;
    }),
    { numRuns: runs },
  );

const polls = ({ effects }: Step) => effects.filter(effect => effect.type === 'poll');
const ends = ({ effects }: Step) => effects.filter(effect => effect.type === 'end');

describe('pass machine, whatever happens', () => {
  it('PASS-R39: polls never sooner than the interval, save for one look after a return or a closed window', () => {
    always((step, _, { type }) =>
      polls(step).every(({ after }) => after >= POLL_INTERVAL || type === 'returned' || type === 'window-closed'),
    );
  });

  it('PASS-R37, PASS-R42: polls only the code of the present sign-in', () => {
    always(step =>
      polls(step).every(({ id, code }) => step.state.signIn?.id === id && step.state.signIn.code === code),
    );
  });

  it('PASS-R37: polls only after the viewer was at the provider’s', () => {
    always(step => polls(step).every(() => step.state.signIn?.phase === 'confirming'));
  });

  it('PASS-R42: a new sign-in ends the one before, and no other is ever replaced unsaid', () => {
    always((step, { signIn }, { type }) => {
      const gone = signIn !== null && step.state.signIn?.id !== signIn.id;
      return !gone || type === 'resumed' || ends(step).some(({ id }) => id === signIn.id);
    });
  });

  it('PASS-R40: the end of a sign-in and a poll of it never come together', () => {
    always(step => ends(step).every(end => !polls(step).some(({ id }) => id === end.id)));
  });

  it('PASS-R55: nobody is signed in without a profile, and the profile is one of the known', () => {
    always(({ state: { status, profile, profiles } }) => {
      if (status === 'signed-in' && !profile) return false;
      return profile === null || profiles.some(({ mvpd }) => mvpd === profile.mvpd);
    });
  });

  it('nobody is told to be signing in without a sign-in, or to be signed out with a profile', () => {
    always(({ state: { status, profile, signIn } }) => {
      if (status === 'signing-in') return signIn !== null;
      return status !== 'signed-out' || profile === null;
    });
  });

  it('asks for a handful of effects at most, one of a kind', () => {
    always(({ effects }) => effects.length <= 4 && new Set(effects.map(({ type }) => type)).size === effects.length);
  });

  it('PASS-R97: forgets a profile only for a reason', () => {
    const REASONS = ['checked', 'check-failed', 'refused', 'signed-out', 'elsewhere', 'sign-in-failed', 'restored'];
    always((step, { profile }, { type }) => !profile || step.state.profile !== null || REASONS.includes(type));
  });

  it('the revision never goes back', () => {
    always((step, { revision }) => step.state.revision >= revision);
  });
});
