import { parseAddress } from '../core/address.ts';
import { activate, activationResult, checkCode } from './activation.ts';
import { readArrival } from './arrival.ts';
import type { SignInWindow } from './browser.ts';
import type { PassContext } from './context.ts';
import { asPassError, isUnknownProvider } from './errors.ts';
import type { ForProvider, SignOutOptions } from './pass-client-types.ts';
import type { PassEffect } from './pass-state.ts';
import { createProviderList } from './provider-list.ts';
import { startSecondScreen } from './second-screen.ts';
import { transition } from './sign-in-machine.ts';
import { signInOutcome } from './sign-in-outcome.ts';
import { createSignInRunner } from './sign-in-runner.ts';
import { deleteProfiles } from './sign-out.ts';
import type { Activation, LogoutStep, Profile, Provider } from './types.ts';

/** What a client needs of its signing in and out while it is fetched, and of pages that come back from a provider. */
export interface SigningHooks {
  /** Everything that was written before is stored. */
  written(): Promise<void>;
  /** Resolves with whether the page that opened this window heard that it is back. */
  announceReturn(id: string): Promise<boolean>;
}

/** Signing in and out, here or on another screen: what few page views come to, fetched when one does. */
export type Signing = ReturnType<typeof createSigning>;

export function createSigning(context: PassContext, hooks: SigningHooks) {
  const { config, clock, browser, scope, storage, transport, store, dispatch } = context;
  const { serviceProvider, baseUrl } = config;
  const list = createProviderList({ serviceProvider, transport, clock });
  const runner = createSignInRunner({
    ...{ config, clock, browser, transport, scope, dispatch, admitVisit: context.admitVisit },
    state: () => store.getState(),
    // The service has ended the code that this device may be showing for another screen.
    onSession: code => {
      const end = (shown?: object): object | undefined => shown && { ...shown, code, ended: true };
      storage.update<object>(context.key('code'), end).catch(() => {});
    },
  });

  /** Leaves for the providers' sign-out pages. Whatever else is left to do is not done on a page. */
  const visit = (steps: readonly LogoutStep[]): void => {
    const leaving = steps.filter(({ actionName }) => actionName === 'logout');
    try {
      browser.startLogout(leaving.map(({ url }) => parseAddress(url, baseUrl)?.href).filter(url => url !== undefined));
    } catch (thrown) {
      // The profile is gone all the same; only the provider's own page was not visited.
      context.log(`no window for signing out: ${asPassError(thrown).code}`);
    }
  };

  return {
    transition,

    run(effect: PassEffect): void {
      if (effect.type === 'drop-configuration') list.drop();
      else runner.run(effect);
    },

    known: list.known,

    async providers(tempPass: boolean, signal: AbortSignal | undefined): Promise<Provider[]> {
      const providers = await list.get(signal);
      dispatch({ type: 'listed', providers });
      return providers.filter(provider => tempPass || !provider.isTempPass);
    },

    /** Goes on with a sign-in that was begun with a click, once it is known that nobody is signed in. */
    begin(id: string, opened: SignInWindow | undefined, redirectUrl: string, ready: Promise<void>): Promise<Profile> {
      const { signIn } = store.getState();
      void ready.then(() => {
        if (signIn && store.getState().signIn?.id === id) runner.begin(signIn, opened, redirectUrl);
        // A newer sign-in has taken the window over.
        else if (store.getState().signIn?.mode !== 'popup') opened?.close();
      });
      return signInOutcome(store, id);
    },

    showWindow: () => runner.showWindow(),

    /**
     * This tab left for a provider before. Resolves with what the page is to be now: on its way to the next provider's
     * sign-out page, a window that only had to say that it came back, or a page that goes on by itself; else undefined.
     */
    async arrive(profiles: () => Promise<Profile[]>): Promise<'left' | 'window' | 'page' | undefined> {
      if (browser.continueLogout()) return 'left';
      const arrival = readArrival(browser, scope, clock);
      if (!arrival) return undefined;
      const { signIn, reached, inWindow } = arrival;
      const kept = await profiles();
      browser.clearMark();
      dispatch({ type: 'resumed', signIn, profiles: kept });
      if (inWindow && (await hooks.announceReturn(signIn.id))) return 'window';
      runner.resume(signIn);
      dispatch({ type: reached ? 'returned' : 'window-closed', id: signIn.id });
      return 'page';
    },

    async signOut({ all, stay, signal }: SignOutOptions): Promise<LogoutStep[]> {
      const { profiles, profile } = store.getState();
      const mvpds = all ? profiles.map(({ mvpd }) => mvpd) : profile ? [profile.mvpd] : [];
      const where = { serviceProvider, redirectUrl: config.redirectUrl() };
      const { gone, steps, stale, error } = await deleteProfiles(transport, where, mvpds, signal);
      if (stale) list.drop();
      if (gone.length > 0 || !error) dispatch({ type: 'signed-out', mvpds: gone });
      // Who is signed out here is not left signed in there, although a later one may have failed.
      if (steps.length > 0 || !error) await hooks.written();
      if (!stay) visit(steps);
      if (error) throw error;
      return steps;
    },

    startSecondScreen,
    checkCode,
    activate: (of: PassContext, code: string | Activation, options: ForProvider): Promise<string> =>
      activate(of, code, options).catch((thrown: unknown) => {
        // The viewer chooses again, from a fresh list.
        if (isUnknownProvider(asPassError(thrown))) list.drop();
        throw thrown;
      }),
    activationResult,
  };
}
