/** The few ends that most actions lead to: signed in, signed out, back to before. Pure. */
import type { RememberedProvider } from './memory.ts';
import type { Notice, PassEffect, PassState, Step } from './pass-state.ts';
import type { PassError } from './errors.ts';
import type { Profile } from './types.ts';

export const only = (state: PassState, ...effects: PassEffect[]): Step => ({ state, effects });

/** The remembered provider's profile, else the one that lasts longest. */
export function choose(profiles: readonly Profile[], mvpd: string | undefined): Profile | null {
  const lasting = [...profiles].sort((a, b) => b.notAfter - a.notAfter);
  return lasting.find(profile => profile.mvpd === mvpd) ?? lasting[0] ?? null;
}

export function named(profiles: readonly Profile[], ...known: (RememberedProvider | null | undefined)[]): Profile[] {
  return profiles.map(profile => {
    const provider = known.find(candidate => candidate?.id === profile.mvpd);
    return provider?.displayName
      ? { ...profile, displayName: provider.displayName, logoUrl: provider.logoUrl }
      : profile;
  });
}

export function signedIn(state: PassState, found: readonly Profile[], by?: RememberedProvider): Step {
  const profiles = named(found, by, state.remembered, ...state.profiles.map(providerOf));
  const profile = choose(profiles, by?.id ?? state.profile?.mvpd ?? state.remembered?.id);
  if (!profile) return signedOut(state);
  const changed = state.profile !== null && state.profile.mvpd !== profile.mvpd;
  const remembered = providerOf(profile);
  return {
    state: {
      ...state,
      status: 'signed-in',
      profiles,
      profile,
      remembered,
      signIn: null,
      notice: null,
      error: null,
      revision: state.revision + (changed ? 1 : 0),
    },
    effects: [
      ...(state.signIn ? [{ type: 'end', id: state.signIn.id } as const] : []),
      { type: 'keep', profiles },
      { type: 'remember', provider: remembered },
    ],
  };
}

export const providerOf = ({ mvpd, displayName, logoUrl }: Profile): RememberedProvider => ({
  id: mvpd,
  displayName,
  logoUrl,
  confirmed: true,
});

export function signedOut(state: PassState, notice: Notice | null = null): Step {
  const had = state.profile !== null;
  // A sign-in under way is what the viewer wants now; it goes on, and nobody has to be told why it is needed.
  const goesOn = state.status === 'signing-in';
  return {
    state: {
      ...state,
      status: goesOn ? 'signing-in' : 'signed-out',
      profile: null,
      profiles: [],
      notice: goesOn ? state.notice : notice,
      error: goesOn ? state.error : null,
      revision: state.revision + (had ? 1 : 0),
    },
    effects: had ? [{ type: 'keep', profiles: [] }] : [],
  };
}

/** A sign-in is over, and the state is what it was before; whose provider is remembered is for others to say. */
export function ended(state: PassState, notice: Notice | null = null, error: PassError | null = null): Step {
  const { signIn } = state;
  const status = state.profile ? 'signed-in' : 'signed-out';
  return {
    state: { ...state, status, signIn: null, notice, error },
    effects: signIn ? [{ type: 'end', id: signIn.id }] : [],
  };
}

/** Ends a sign-in without a profile: what was true before it is true again. */
export const abandon = (state: PassState, notice: Notice | null, error: PassError | null = null): Step =>
  ended(asBefore(state), notice, error);

/** Whoever is signed in is so with the provider of that time, not with one that was only chosen. */
export const asBefore = (state: PassState): PassState =>
  state.profile && state.profile.mvpd !== state.remembered?.id
    ? { ...state, remembered: providerOf(state.profile) }
    : state;

/** The provider chosen or remembered is no longer offered: forget it and show a fresh list. */
export function unknownProvider(state: PassState, mvpd: string | undefined): Step {
  const over = state.signIn ? ended(state) : only(state);
  const { profile } = state;
  if (profile && profile.mvpd !== mvpd) {
    // Another provider's profile is as good as before.
    const remembered = providerOf(profile);
    const next: PassState = { ...over.state, status: 'signed-in', remembered, notice: 'provider-unknown' };
    return only(next, ...over.effects, { type: 'remember', provider: remembered }, { type: 'drop-configuration' });
  }
  const { state: next, effects } = signedOut({ ...over.state, remembered: null }, 'provider-unknown');
  return only(next, ...over.effects, ...effects, { type: 'remember', provider: null }, { type: 'drop-configuration' });
}

/** Nobody goes back to free access that is over: the next choice is one among providers. */
export function forgotten({ state, effects }: Step): Step {
  const remembered = state.profile && providerOf(state.profile);
  return only({ ...state, remembered }, ...effects, { type: 'remember', provider: remembered });
}

/** What this device knows of a provider that is about to be chosen. */
export function knownProvider({ remembered, profiles }: PassState, id: string): RememberedProvider {
  if (remembered?.id === id) return remembered;
  const profile = profiles.find(({ mvpd }) => mvpd === id);
  return { id, displayName: profile?.displayName, logoUrl: profile?.logoUrl };
}
