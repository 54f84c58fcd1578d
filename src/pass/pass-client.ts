import { parseAddress } from '../core/address.ts';
import { randomId } from '../core/random.ts';
import { anySignal } from '../core/signals.ts';
import { createSingleFlight } from '../core/single-flight.ts';
import { createStore, type Store } from '../core/store.ts';
import { readArrival } from './arrival.ts';
import type { PassBrowser } from './browser.ts';
import { connect, type PlatformDeps } from './connection.ts';
import { type Permit, requestPermit } from './entitlement.ts';
import { asPassError, endsProfile, isUnknownProvider, PassError } from './errors.ts';
import { createPassMemory } from './memory.ts';
import { transition } from './pass-machine.ts';
import { knownProvider } from './pass-outcomes.ts';
import { initialState, type PassAction, type PassState } from './pass-state.ts';
import { createProviderList } from './provider-list.ts';
import { getProfile, getProfiles } from './requests.ts';
import { readProfiles } from './responses.ts';
import { signInOutcome } from './sign-in-outcome.ts';
import { deleteProfiles } from './sign-out.ts';
import { createSignInRunner, WINDOW_NAME } from './sign-in-runner.ts';
import { connectTabs } from './tabs.ts';
import type { Priority } from './throttle.ts';
import { onDemand } from './on-demand.ts';
import type { PreauthorizeOptions } from './preauthorization.ts';
import type { PassContext } from './context.ts';
import type { Activation, Decision, LogoutStep, PassConfig, Profile, Provider, SecondScreen } from './types.ts';

export interface SignInOptions {
  mode?: 'popup' | 'redirect' | undefined;
  /** Name of a window that the page opened for this, or wants it to have. */
  target?: string | undefined;
  redirectUrl?: string | undefined;
  signal?: AbortSignal | undefined;
}

interface Abortable {
  signal?: AbortSignal | undefined;
}

/** The client of one service provider: a store to follow and verbs to call. Rejections are `PassError`s. */
export interface PassClient {
  readonly store: Pick<Store<PassState>, 'getState' | 'subscribe'>;
  /** This window belongs to a sign-in of another page and only has to say that it came back. */
  readonly isReturnWindow: boolean;
  /** It is known who is signed in, as far as it can be: the service has answered, or could not be asked. */
  readonly ready: Promise<void>;
  /** This device has become another one for the service: what was stored before is worth nothing to it. */
  readonly isRenewed: boolean;
  start(): void;
  stop(): void;
  /** The page was taken out of the browser's back/forward cache. */
  wakeUp(): void;
  /** Looks again who is signed in. */
  refresh(options?: Abortable): Promise<void>;
  providers(options?: Abortable & { tempPass?: boolean | undefined }): Promise<Provider[]>;
  signIn(providerId: string, options?: SignInOptions): Promise<Profile>;
  cancelSignIn(): void;
  showSignInWindow(): void;
  authorize(resource: string, options?: Abortable & { providerId?: string | undefined }): Promise<Permit>;
  /** What the viewer could watch, for lists; it never starts a playback. Resources stand in the order of the question. */
  preauthorize(resources: readonly string[], options?: PreauthorizeOptions): Promise<Decision[]>;
  /** A code that signs this device in from another screen. */
  startSecondScreen(options?: Abortable & { providerId?: string | undefined }): Promise<SecondScreen>;
  /** This page is the other screen: what a typed code stands for. */
  checkCode(code: string, options?: Abortable): Promise<Activation>;
  /**
   * The same: address of the provider's page for that code, to be gone to; empty when the device is signed in already.
   * `providerId` is needed where the session has no provider yet.
   */
  activate(code: string, options?: Abortable & { providerId?: string | undefined }): Promise<string>;
  /** Back from there: whether the device is signed in (else null); undefined when this page comes from elsewhere. */
  activationResult(options?: Abortable): Promise<Profile | null | undefined>;
  selectProfile(mvpd: string): void;
  /**
   * Deletes profiles at the service; gives back what it answered for each. Leaves the page to end it at a provider too,
   * unless it is told to `stay`.
   */
  signOut(options?: Abortable & { all?: boolean | undefined; stay?: boolean | undefined }): Promise<LogoutStep[]>;
}

export type PassDeps = PlatformDeps & { config: PassConfig; browser: PassBrowser };

export function createPassClient(deps: PassDeps): PassClient {
  const { config, clock, random, browser, log } = deps;
  const { serviceProvider, baseUrl } = config;
  const scope = `${baseUrl} ${serviceProvider}`;
  const store = createStore<PassState>(initialState);
  const memory = createPassMemory(deps.storage, [baseUrl, serviceProvider], () => clock.now());
  const share = createSingleFlight();

  // Profiles hang on the credentials: with new ones nobody is signed in any more.
  let newCredentials = false;
  const transport = connect(config, memory, deps, () => {
    newCredentials = true;
    dispatch({ type: 'refused', error: nobody() });
  });
  const list = createProviderList({ serviceProvider, transport, clock, share });
  const runner = createSignInRunner({
    ...{ config, clock, browser, transport, scope },
    dispatch: action => dispatch(action),
    state: () => store.getState(),
  });
  /** What cannot be read was never there: the service knows better anyway. */
  const recall: typeof memory.load = () => memory.load().catch(() => ({ profiles: [], provider: null }));
  const reload = async (): Promise<void> => {
    const { profiles, provider } = await memory.load();
    dispatch({ type: 'elsewhere', profiles, remembered: provider });
  };
  const tabs = connectTabs(
    { browser, scope, clock },
    {
      returned: id => {
        if (store.getState().signIn?.id !== id) return false;
        dispatch({ type: 'returned', id });
        return true;
      },
      changed: () => void reload().catch(() => {}),
    },
  );

  /** Writes are done in the order in which they were asked for; the other tabs are told once they can be read. */
  let writing: Promise<void> = Promise.resolve();
  const write = (work: () => Promise<void>): void => {
    writing = writing.then(work).then(
      () => tabs.changed(),
      () => log('the device could not store this'),
    );
  };

  const dispatch = (action: PassAction): void => {
    const { state, effects } = transition(store.getState(), action);
    for (const effect of effects) {
      if (effect.type === 'keep') write(() => memory.keepProfiles(effect.profiles));
      else if (effect.type === 'remember') write(() => memory.keepProvider(effect.provider));
      else if (effect.type === 'drop-configuration') list.drop();
    }
    store.setState(state);
    for (const effect of effects) runner.run(effect);
  };

  const check = (priority: Priority, signal?: AbortSignal): Promise<void> =>
    share(
      'check',
      async shared => {
        const asked = store.getState().remembered?.id;
        const request = asked ? getProfile(serviceProvider, asked) : getProfiles(serviceProvider);
        try {
          const profiles = await transport(request, readProfiles, { signal: shared, priority });
          dispatch({ type: 'checked', profiles, asked });
        } catch (error) {
          if (!shared.aborted) dispatch({ type: 'check-failed', error: asPassError(error) });
        }
      },
      signal,
    );

  const arrival = readArrival(browser, scope, clock);
  let isReturnWindow = arrival?.inWindow ?? false;

  /** From the provider's page back to this one: the window reports to its opener, a page of its own asks at once. */
  const arrive = async ({ signIn, reached }: NonNullable<typeof arrival>): Promise<void> => {
    const { profiles } = await recall();
    browser.clearMark();
    dispatch({ type: 'resumed', signIn, profiles });
    if (isReturnWindow && (await tabs.announceReturn(signIn.id))) {
      tabs.close();
      return browser.closeSelf();
    }
    isReturnWindow = false;
    runner.resume(signIn);
    dispatch({ type: reached ? 'returned' : 'window-closed', id: signIn.id });
  };

  const boot = async (signal: AbortSignal): Promise<void> => {
    if (browser.continueLogout()) return;
    if (arrival) return arrive(arrival);
    const { profiles, provider } = await recall();
    if (signal.aborted) return;
    dispatch({ type: 'restored', profiles, remembered: provider });
    await check(profiles.length > 0 ? 'background' : 'viewer', signal);
  };

  const context: PassContext = { ...deps, scope, transport, store, dispatch, key: memory.key };
  const preauthorization = onDemand(async () =>
    (await import('./preauthorization.ts')).createPreauthorization(context),
  );
  const secondScreen = onDemand(() => import('./second-screen.ts'));
  const activation = onDemand(() => import('./activation.ts'));

  /** An answer that says that the profile is of no use, or that its provider is not, ends it. */
  const heed = (mvpd: string, error: PassError): void => {
    const mine = mvpd === store.getState().profile?.mvpd;
    if (mine && (isUnknownProvider(error) || endsProfile(error))) dispatch({ type: 'refused', error });
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
    get isRenewed() {
      return newCredentials || memory.isNewDevice;
    },
    start() {
      if (running) return;
      running = true;
      life = new AbortController();
      tabs.open();
      const first = store.getState().status === 'unconfigured';
      dispatch({ type: 'checking' });
      booted = (
        first
          ? boot(life.signal)
          : reload()
              .catch(() => {})
              .then(() => check('background', life.signal))
      ).catch(() => {});
    },
    stop() {
      running = false;
      if (store.getState().signIn) dispatch({ type: 'cancel' });
      life.abort();
      tabs.close();
    },
    wakeUp() {
      const { signIn } = store.getState();
      if (signIn?.mode === 'redirect') dispatch({ type: 'window-closed', id: signIn.id });
      void reload().catch(() => {});
    },
    refresh({ signal } = {}) {
      dispatch({ type: 'checking' });
      return check('viewer', signal).catch(fail);
    },
    providers: async ({ tempPass = false, signal } = {}) =>
      (await list.get(signal).catch(fail)).filter(provider => tempPass || !provider.isTempPass),
    signIn(providerId, { mode = 'popup', target, redirectUrl = config.redirectUrl(), signal } = {}) {
      // First of all, since a browser opens a window only while it handles the viewer's click.
      const opened = mode === 'popup' ? browser.openWindow(target ?? WINDOW_NAME) : undefined;
      const id = randomId();
      const provider = list.known(providerId) ?? knownProvider(store.getState(), providerId);
      dispatch({ type: 'sign-in', id, provider, mode: opened ? 'popup' : 'redirect' });
      const { signIn } = store.getState();
      // Nobody is sent to a provider before it is known that nobody is signed in.
      void booted.then(() => {
        if (signIn && store.getState().signIn?.id === id) runner.begin(signIn, opened, redirectUrl);
        // A newer sign-in has taken the window over.
        else if (store.getState().signIn?.mode !== 'popup') opened?.close();
      });
      signal?.addEventListener('abort', () => {
        if (store.getState().signIn?.id === id) dispatch({ type: 'cancel' });
      });
      return signInOutcome(store, id);
    },
    cancelSignIn: () => dispatch({ type: 'cancel' }),
    showSignInWindow: () => runner.showWindow(),
    async authorize(resource, { providerId, signal } = {}) {
      const mvpd = providerId ?? store.getState().profile?.mvpd;
      if (!mvpd) throw nobody();
      try {
        return await requestPermit(transport, { clock, random, serviceProvider }, mvpd, resource, signal);
      } catch (thrown) {
        const error = asPassError(thrown);
        heed(mvpd, error);
        throw error;
      }
    },
    async preauthorize(resources, options = {}) {
      const mvpd = options.providerId ?? store.getState().profile?.mvpd;
      if (!mvpd) throw nobody();
      try {
        const decisions = await (await preauthorization())(mvpd, resources, options);
        for (const { error } of decisions) if (error) heed(mvpd, error);
        return decisions;
      } catch (thrown) {
        const error = asPassError(thrown);
        heed(mvpd, error);
        throw error;
      }
    },
    async startSecondScreen({ providerId, signal } = {}) {
      const { startSecondScreen } = await secondScreen();
      await booted;
      return startSecondScreen(context, { providerId, signal: anySignal(signal, life.signal) }).catch(fail);
    },
    checkCode: async (code, options = {}) => (await activation()).checkCode(context, code, options).catch(fail),
    activate: async (code, options = {}) => (await activation()).activate(context, code, options).catch(fail),
    activationResult: async (options = {}) => (await activation()).activationResult(context, options).catch(fail),
    selectProfile: mvpd => dispatch({ type: 'select', mvpd }),
    async signOut({ all = false, stay = false, signal } = {}) {
      const { profiles, profile } = store.getState();
      const mvpds = all ? profiles.map(({ mvpd }) => mvpd) : profile ? [profile.mvpd] : [];
      const where = { serviceProvider, redirectUrl: config.redirectUrl() };
      const { gone, steps, stale, error } = await deleteProfiles(transport, where, mvpds, signal);
      if (stale) list.drop();
      if (gone.length > 0 || !error) dispatch({ type: 'signed-out', mvpds: gone });
      if (error) throw error;
      await writing;
      if (stay) return steps;
      const pages = steps.map(({ url }) => parseAddress(url, baseUrl)?.href).filter(url => url !== undefined);
      browser.startLogout(pages);
      return steps;
    },
  };
}

/** Whatever it was, callers get a PassError. */
const fail = (thrown: unknown): never => {
  throw asPassError(thrown);
};

/** The service's own code for it, so that callers need to know one only. */
const nobody = (): PassError =>
  new PassError({ code: 'authenticated_profile_missing', action: 'authentication', message: 'Nobody is signed in.' });
