import { randomId } from '../core/random.ts';
import { onAbort } from '../core/signals.ts';
import { createStore } from '../core/store.ts';
import { WINDOW_NAME, type PassBrowser } from './browser.ts';
import { connect, type PlatformDeps } from './connection.ts';
import type { PassContext } from './context.ts';
import { requestPermit } from './entitlement.ts';
import { asPassError, endsProfile, isUnknownProvider, PassError } from './errors.ts';
import { createFreeAccess } from './free-access.ts';
import { createKeeping } from './keeping.ts';
import { createPassMemory } from './memory.ts';
import { onDemand } from './on-demand.ts';
import type { PassClient } from './pass-client-types.ts';
import { transition } from './pass-machine.ts';
import { knownProvider } from './pass-outcomes.ts';
import { initialState, type PassAction, type PassState } from './pass-state.ts';
import { createProfileCheck } from './profile-check.ts';
import { identityHeader } from './requests.ts';
import type { Signing } from './signing.ts';
import { connectTabs } from './tabs.ts';
import type { PassConfig } from './types.ts';

export type { PassClient, SignInOptions } from './pass-client-types.ts';

export type PassDeps = PlatformDeps & { config: PassConfig; browser: PassBrowser };

export function createPassClient(deps: PassDeps): PassClient {
  const { config, clock, random, browser, log } = deps;
  const { serviceProvider, baseUrl } = config;
  const scope = `${baseUrl} ${serviceProvider}`;
  const store = createStore<PassState>(initialState);
  const memory = createPassMemory(deps.storage, [baseUrl, serviceProvider], () => clock.now());
  const state = store.getState;

  // Profiles hang on the credentials: with new ones nobody is signed in any more.
  let newCredentials = false;
  const free = createFreeAccess(config);
  const connection = connect(config, memory, deps, free, () => {
    newCredentials = true;
    dispatch({ type: 'refused', error: nobody() });
  });
  const { transport } = connection;
  const keeping = createKeeping(memory, { tabs: () => tabs, log }, (profiles, remembered) =>
    dispatch({ type: 'elsewhere', profiles, remembered }),
  );
  const tabs = connectTabs(
    { browser, scope, clock },
    {
      returned: id => {
        if (state().signIn?.id !== id) return false;
        dispatch({ type: 'returned', id });
        return true;
      },
      changed: () => void keeping.reload(),
    },
  );

  const dispatch = (action: PassAction): void => {
    const { state: next, effects } = (signs?.transition ?? transition)(state(), action);
    for (const effect of effects) keeping.run(effect);
    store.setState(next);
    for (const effect of effects) signs?.run(effect);
  };

  const context: PassContext = { ...deps, ...connection, scope, store, dispatch, key: memory.key };
  let signs: Signing | undefined;
  const signing = onDemand(async () => {
    const { createSigning } = await import('./signing.ts');
    return (signs = createSigning(context, {
      written: keeping.written,
      announceReturn: id => tabs.announceReturn(id),
    }));
  });
  const preauthorization = onDemand(async () =>
    (await import('./preauthorization.ts')).createPreauthorization(context),
  );

  const check = createProfileCheck(context, free);

  // Until its mark is read whole, a window with one is taken for one that only has to say that it is back.
  let isReturnWindow = browser.readMark()?.mode === 'popup';

  /** From a provider's page back to this one. Where the rest cannot be fetched, the page begins like any other. */
  const arrive = async (): Promise<boolean> => {
    const arrived = browser.comesBack()
      ? await signing().then(
          ({ arrive }) => arrive(async () => (await keeping.recall()).profiles),
          () => undefined,
        )
      : undefined;
    isReturnWindow = arrived === 'window';
    if (isReturnWindow) {
      tabs.close();
      browser.closeSelf();
    }
    return arrived !== undefined;
  };

  const boot = async (signal: AbortSignal): Promise<void> => {
    if (await arrive()) return;
    const { profiles, provider } = await keeping.recall();
    if (signal.aborted) return;
    dispatch({ type: 'restored', profiles, remembered: provider });
    await check(profiles.length > 0 ? 'background' : 'viewer', signal);
  };

  /** An answer that says that the profile is of no use, or that its provider is not, ends it. */
  const heed = (mvpd: string, error: PassError, revision: number): void => {
    free.heed(mvpd, error);
    // What was asked for somebody else says nothing of whoever is signed in now.
    const mine = mvpd === state().profile?.mvpd && revision === state().revision;
    if (mine && (isUnknownProvider(error) || endsProfile(error))) dispatch({ type: 'refused', error });
  };

  /** Asks about a resource in the name of a provider, and heeds what the answer says of that. */
  const entitle = async <T>(
    providerId: string | undefined,
    ask: (mvpd: string, revision: number) => Promise<T>,
  ): Promise<T> => {
    const { profile, revision } = state();
    const mvpd = providerId ?? profile?.mvpd;
    if (!mvpd) throw nobody();
    try {
      return await ask(mvpd, revision);
    } catch (thrown) {
      const error = asPassError(thrown);
      heed(mvpd, error, revision);
      throw error;
    }
  };

  let running = false;
  let life = new AbortController();
  let booted: Promise<void> = Promise.resolve();

  return {
    store,
    get isReturnWindow() {
      return isReturnWindow;
    },
    get ready() {
      return booted;
    },
    get tempPass() {
      return free.provider;
    },
    get isRenewed() {
      return newCredentials || memory.isNewDevice;
    },
    start() {
      if (running) return;
      running = true;
      life = new AbortController();
      tabs.open();
      const first = state().status === 'unconfigured';
      dispatch({ type: 'checking' });
      booted = (first ? boot(life.signal) : keeping.reload().then(() => check('background', life.signal))).catch(
        () => {},
      );
    },
    stop() {
      running = false;
      if (state().signIn) dispatch({ type: 'cancel' });
      life.abort();
      tabs.close();
    },
    wakeUp() {
      const { signIn } = state();
      if (signIn?.mode === 'redirect') dispatch({ type: 'window-closed', id: signIn.id });
      void keeping.reload();
    },
    refresh({ signal } = {}) {
      dispatch({ type: 'checking' });
      return check('viewer', signal).catch(fail);
    },
    providers: ({ tempPass = false, signal } = {}) =>
      signing()
        .then(({ providers }) => providers(tempPass, signal))
        .catch(fail),
    signIn(providerId, { mode = 'popup', target, redirectUrl = config.redirectUrl(), signal } = {}) {
      // First of all, since a browser opens a window only while it handles the viewer's click.
      const opened = mode === 'popup' ? browser.openWindow(target ?? WINDOW_NAME) : undefined;
      const id = randomId();
      const provider = signs?.known(providerId) ?? knownProvider(state(), providerId);
      dispatch({ type: 'sign-in', id, provider, mode: opened ? 'popup' : 'redirect' });
      const cancel = (error?: PassError): void => {
        if (state().signIn?.id === id) dispatch({ type: 'cancel', ...(error && { error }) });
      };
      const stopListening = onAbort(signal, () => cancel());
      return signing()
        .then(
          // Nobody is sent to a provider before it is known that nobody is signed in.
          ({ begin }) => begin(id, opened, redirectUrl, booted),
          (error: PassError) => {
            opened?.close();
            cancel(error);
            throw error;
          },
        )
        .catch((error: PassError) => {
          free.heed(providerId, error);
          throw error;
        })
        .finally(stopListening);
    },
    cancelSignIn: () => dispatch({ type: 'cancel' }),
    showSignInWindow: () => signs?.showWindow(),
    authorize: (resource, { providerId, identity, signal } = {}) =>
      entitle(providerId, async mvpd => {
        if (free.isFor(mvpd)) return free.permit(context, mvpd, resource, { identity, signal });
        const deps = { clock, random, serviceProvider };
        return requestPermit(transport, deps, mvpd, resource, signal, identityHeader(identity));
      }),
    preauthorize: (resources, options = {}) =>
      entitle(options.providerId, async (mvpd, revision) => {
        const decisions = await (await preauthorization())(mvpd, resources, options);
        for (const { error } of decisions) if (error) heed(mvpd, error, revision);
        return decisions;
      }),
    async startSecondScreen({ providerId, signal } = {}) {
      // One session at a time, and the newest stands: the service ends the others.
      if (state().signIn) dispatch({ type: 'cancel' });
      const { startSecondScreen } = await signing();
      await booted;
      return startSecondScreen(context, { providerId, signals: [signal, life.signal] }).catch(fail);
    },
    checkCode: async (code, options = {}) => (await signing()).checkCode(context, code, options).catch(fail),
    activate: async (code, options = {}) => (await signing()).activate(context, code, options).catch(fail),
    activationResult: async (options = {}) => (await signing()).activationResult(context, options).catch(fail),
    profileAt: (mvpd, options = {}) => free.profileAt(context, mvpd, options).catch(fail),
    selectProfile: mvpd => dispatch({ type: 'select', mvpd }),
    signOut: async (options = {}) => (await signing()).signOut(options),
  };
}

/** Whatever it was, callers get a PassError. */
const fail = (thrown: unknown): never => {
  throw asPassError(thrown);
};

/** The service's own code for it, so that callers need to know one only. */
const nobody = (): PassError =>
  new PassError({ code: 'authenticated_profile_missing', action: 'authentication', message: 'Nobody is signed in.' });
