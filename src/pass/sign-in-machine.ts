/** How a sign-in goes on, as a pure function. Whatever belongs to an older one than the present is ignored. */
import { isDeadCode, isFreeAccess, isUnknownProvider } from './errors.ts';
import {
  abandon,
  asBefore,
  choose,
  ended,
  forgotten,
  named,
  only,
  signedIn,
  signedOut,
  unknownProvider,
} from './pass-outcomes.ts';
import type { RememberedProvider } from './memory.ts';
import { leaving, transition as coreTransition } from './pass-machine.ts';
import type { PassAction, PassState, SignIn, SignInAction, Step } from './pass-state.ts';

/** The service asks for 3 to 5 s between polls, never less. */
export const POLL_INTERVAL = 4000;
/** Empty answers after which the viewer is told that the sign-in was not finished; polling goes on out of sight. */
const PATIENCE = 3;

/** All of the machine: what belongs to a sign-in under way here, everything else there. */
export function transition(state: PassState, action: PassAction): Step {
  if (action.type === 'listed') return listed(state, action.providers);
  if (action.type === 'signed-out') return left(state, action.mvpds);
  return SIGN_IN_ACTIONS.has(action.type)
    ? signInTransition(state, action as SignInAction)
    : coreTransition(state, action);
}

const SIGN_IN_ACTIONS = new Set<string>([
  ...['session', 'resumed', 'returned', 'window-closed', 'polled', 'sign-in-failed', 'code-expired'],
]);

/** The viewer has signed out of these. */
function left(state: PassState, mvpds: readonly string[]): Step {
  const others = state.profiles.filter(({ mvpd }) => !mvpds.includes(mvpd));
  if (others.length > 0) return signedIn({ ...state, profile: null, revision: state.revision + 1 }, others);
  const over = state.signIn ? ended(state) : only(state);
  const { state: next, effects } = signedOut(leaving({ ...over.state, remembered: null }));
  // On a shared device nobody wants to be greeted with the provider of whoever signed out.
  return only(next, ...over.effects, ...effects, { type: 'remember', provider: null });
}

/** Names and logos of those whose provider was chosen elsewhere, now that the list tells them. */
function listed(state: PassState, providers: readonly RememberedProvider[]): Step {
  const { remembered, profile } = state;
  const nameless = [...state.profiles, ...(remembered ? [remembered] : [])].some(({ displayName }) => !displayName);
  if (!nameless) return only(state);
  const profiles = named(state.profiles, ...providers);
  const { displayName, logoUrl } = providers.find(({ id }) => id === remembered?.id) ?? {};
  const provider = remembered && displayName ? { ...remembered, displayName, logoUrl } : remembered;
  return only(
    {
      ...state,
      profiles,
      profile: profiles.find(({ mvpd }) => mvpd === profile?.mvpd) ?? profile,
      remembered: provider,
    },
    ...(profile ? [{ type: 'keep', profiles } as const] : []),
    { type: 'remember', provider },
  );
}

function signInTransition(state: PassState, action: SignInAction): Step {
  if (action.type === 'resumed') {
    const { signIn, profiles } = action;
    const profile = choose(profiles, signIn.provider.id);
    return only({
      ...state,
      status: 'signing-in',
      signIn,
      profiles,
      profile,
      remembered: signIn.provider,
      notice: null,
    });
  }

  const { signIn } = state;
  if (!signIn || signIn.id !== action.id) return only(state);
  const update = (change: Partial<SignIn>): PassState => ({ ...state, signIn: { ...signIn, ...change } });

  switch (action.type) {
    case 'session':
      return session(update, signIn, action);
    case 'returned':
      if (!signIn.code) return only(state);
      return only(
        { ...update({ phase: 'confirming', empty: 0, lastCheck: false }), status: 'signing-in', notice: null },
        { type: 'poll', id: signIn.id, code: signIn.code, after: 0 },
      );
    case 'window-closed':
      if (signIn.phase === 'confirming') return only(state);
      if (!signIn.code) return abandon(state, 'cancelled');
      return only(update({ phase: 'confirming', lastCheck: true }), {
        type: 'poll',
        id: signIn.id,
        code: signIn.code,
        after: 0,
      });
    case 'polled':
      return polled(state, signIn, action);
    case 'sign-in-failed':
      return failed(state, signIn, action);
    case 'code-expired':
      // Who was already told that it was not finished needs no second word.
      return abandon(state, state.status === 'signing-in' ? 'code-expired' : state.notice);
  }
}

function session(
  update: (change: Partial<SignIn>) => PassState,
  signIn: SignIn,
  { session: answer, url, now, id }: Extract<PassAction, { type: 'session' }>,
): Step {
  const mvpd = answer.mvpd ?? signIn.provider.id;
  if (!answer.code || !url)
    return only(update({ phase: 'confirming' }), { type: 'confirm', id, mvpd, reason: answer.reasonType });
  const life = answer.life ?? 30 * 60_000;
  const next = update({ phase: 'at-provider', code: answer.code, url, deadline: now + life });
  return only(next, { type: 'go', id, url });
}

function polled(state: PassState, signIn: SignIn, action: Extract<PassAction, { type: 'polled' }>): Step {
  if (action.profiles.length > 0) {
    // Profiles of other providers stay; the new one is what the viewer just asked for.
    const others = state.profiles.filter(({ mvpd }) => !action.profiles.some(found => found.mvpd === mvpd));
    const [found] = action.profiles;
    const by = found!.mvpd === signIn.provider.id ? signIn.provider : undefined;
    return signedIn(state, [...action.profiles, ...others], by ?? { id: found!.mvpd });
  }
  if (signIn.phase !== 'confirming') return only(state);
  if (signIn.deadline !== undefined && action.now >= signIn.deadline) return abandon(state, 'code-expired');
  if (signIn.lastCheck) {
    // Back to the list, but the sign-in stays known: its window may only have become invisible to this page.
    const waiting: SignIn = { ...signIn, phase: 'at-provider', lastCheck: false };
    const status = state.profile ? 'signed-in' : 'signed-out';
    return only({ ...asBefore(state), status, signIn: waiting, notice: 'cancelled', error: null });
  }
  const empty = signIn.empty + 1;
  const patient = empty < PATIENCE;
  const next: PassState = {
    ...state,
    signIn: { ...signIn, empty },
    status: patient ? 'signing-in' : state.profile ? 'signed-in' : 'signed-out',
    notice: patient ? null : 'cancelled',
    error: null,
  };
  if (!signIn.code) return abandon(next, 'cancelled');
  return only(next, { type: 'poll', id: signIn.id, code: signIn.code, after: POLL_INTERVAL });
}

function failed(
  state: PassState,
  signIn: SignIn,
  { error, now }: Extract<PassAction, { type: 'sign-in-failed' }>,
): Step {
  if (isUnknownProvider(error)) return unknownProvider(state, signIn.provider.id);
  if (isDeadCode(error)) return abandon(state, 'code-expired');
  if (isFreeAccess(error)) return forgotten(ended(state, null, error));
  const expired = signIn.deadline !== undefined && now >= signIn.deadline;
  const hopeless = !signIn.code || signIn.phase !== 'confirming' || !(error.retryable || error.code === 'network');
  if (hopeless || expired) return abandon(state, null, error);
  return only({ ...state, error }, { type: 'poll', id: signIn.id, code: signIn.code!, after: 2 * POLL_INTERVAL });
}
