/**
 * The state of one viewer at one service provider, as a pure function: state and action to next state and effects. It
 * knows no clock, no network and no window.
 */
import { isFreeAccess, isUnknownProvider, needsSignIn } from './errors.ts';
import {
  abandon,
  asBefore,
  choose,
  forgotten,
  only,
  providerOf,
  signedIn,
  signedOut,
  unknownProvider,
} from './pass-outcomes.ts';
import type { PassAction, PassEffect, PassState, SignIn, Step } from './pass-state.ts';
import type { Profile } from './types.ts';

export function transition(state: PassState, action: PassAction): Step {
  switch (action.type) {
    case 'restored': {
      const { profiles, remembered } = action;
      const profile = choose(profiles, remembered?.id);
      // A viewer may have chosen a provider before the device told what it remembers.
      if (state.status === 'signing-in') return only({ ...state, profiles, profile });
      return only(
        asBefore({ ...state, status: profile ? 'signed-in' : 'checking', profiles, profile, remembered, error: null }),
      );
    }
    case 'checking':
      if (state.status === 'signing-in') return only(state);
      return only({ ...state, status: state.profile ? 'signed-in' : 'checking', error: null });
    case 'checked': {
      // An answer about one provider says nothing of the others.
      const others = action.asked ? state.profiles.filter(({ mvpd }) => mvpd !== action.asked) : [];
      const profiles = [...action.profiles, ...others];
      if (profiles.length > 0) return found(state, profiles);
      return signedOut(state, state.profile ? 'session-ended' : state.notice);
    }
    case 'check-failed':
      // Who is signed in stays so when the service cannot be asked; only an answer can end it.
      if (isUnknownProvider(action.error)) return unknownProvider(state, state.remembered?.id);
      if (isFreeAccess(action.error)) {
        // It says nothing of other providers' profiles.
        const step = transition(state, { type: 'checked', profiles: [], asked: state.remembered?.id });
        return state.status === 'signing-in' ? step : forgotten(step);
      }
      if (needsSignIn(action.error)) return signedOut(state, state.profile ? 'session-ended' : state.notice);
      if (state.profile || state.status === 'signing-in') return only(state);
      return only({ ...state, status: 'error', error: action.error });
    case 'elsewhere': {
      const remembered = state.status === 'signing-in' ? state.remembered : action.remembered;
      if (action.profiles.length > 0) return withoutWriting(found({ ...state, remembered }, action.profiles));
      return state.profile
        ? withoutWriting(signedOut(leaving({ ...state, remembered })))
        : only({ ...state, remembered });
    }
    case 'select': {
      const profile = state.profiles.find(({ mvpd }) => mvpd === action.mvpd);
      if (!profile || profile === state.profile) return only(state);
      const remembered = providerOf(profile);
      return only(
        { ...state, profile, remembered, revision: state.revision + 1 },
        { type: 'remember', provider: remembered },
      );
    }
    case 'refused':
      if (isUnknownProvider(action.error)) return unknownProvider(state, state.profile?.mvpd);
      return state.profile ? signedOut(state, 'session-ended') : only(state);
    case 'cancel':
      if (!state.signIn) return only({ ...state, notice: null });
      return abandon(state, action.error ? null : 'cancelled', action.error);
    case 'sign-in': {
      const { id, provider, mode } = action;
      const signIn: SignIn = { id, provider, mode, phase: 'creating', empty: 0 };
      const effects: PassEffect[] = state.signIn ? [{ type: 'end', id: state.signIn.id, keepWindow: true }] : [];
      return only(
        { ...state, status: 'signing-in', signIn, notice: null, error: null, remembered: provider },
        ...effects,
        { type: 'remember', provider },
      );
    }
    default:
      // How a sign-in goes on is known to `sign-in-machine.ts`, which is there as soon as one does.
      return only(state);
  }
}

/** Profiles turned up, here or in another tab: that ends a sign-in, unless it was for one that is still missing. */
function found(state: PassState, profiles: readonly Profile[]): Step {
  const { signIn, remembered } = state;
  const step = signedIn(state, profiles);
  const known = profiles.every(({ mvpd }) => state.profiles.some(profile => profile.mvpd === mvpd));
  const wanted = profiles.some(({ mvpd }) => mvpd === signIn?.provider.id);
  if (state.status !== 'signing-in' || !known || wanted) return step;
  return {
    state: { ...step.state, status: 'signing-in', signIn, remembered },
    effects: step.effects.filter(({ type }) => type === 'keep'),
  };
}

/** Whoever was signed in has signed out. */
export const leaving = (state: PassState): PassState => ({ ...state, signOuts: state.signOuts + 1 });

/** What another tab did is already stored. */
function withoutWriting({ state, effects }: Step): Step {
  return { state, effects: effects.filter(({ type }) => type === 'end') };
}
