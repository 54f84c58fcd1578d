import { parseAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import { wait } from '../core/wait.ts';
import { WINDOW_NAME, type PassBrowser, type ReturnMark, type SignInWindow } from './browser.ts';
import { asPassError, PassError } from './errors.ts';
import type { PassAction, PassEffect, PassState, SignIn } from './pass-state.ts';
import { getProfile } from './requests.ts';
import { malformed, readProfiles } from './responses.ts';
import { createSession, getProfileByCode, resumeSession } from './sign-in-requests.ts';
import { readSession } from './sign-in-responses.ts';
import type { Transport } from './transport.ts';
import type { PassConfig, Profile, SessionAnswer } from './types.ts';

/** Does what the machine asks for while a viewer signs in: one session, one window, one poller, one timer. */
export interface SignInRunner {
  /** Starts the session of a sign-in that the machine just began. */
  begin(signIn: SignIn, opened: SignInWindow | undefined, redirectUrl: string): void;
  /** Goes on with a sign-in that an earlier page of this tab began. */
  resume(signIn: SignIn): void;
  run(effect: PassEffect): void;
  /** Brings the provider's window to the front, or opens it again; inside a click. */
  showWindow(): void;
}

/** How often a window is looked at, since no event tells that it was closed. */
const WATCH_INTERVAL = 400;
/** A window that seems closed while this page has no focus may only hide; this long it gets the benefit of the doubt. */
const DOUBT = 10_000;
/** The service wants this between two looks at one code, also when the viewer comes back right after the first. */
const SHORTEST = 3000;

export function createSignInRunner(deps: {
  config: PassConfig;
  scope: string;
  clock: Clock;
  browser: PassBrowser;
  transport: Transport;
  admitVisit: (signal: AbortSignal) => Promise<void>;
  dispatch: (action: PassAction) => void;
  state: () => PassState;
  /** A session was opened, which ends any other one of this device. */
  onSession?: (code: string) => void;
}): SignInRunner {
  const { config, clock, browser, transport, dispatch } = deps;
  let running = new AbortController();
  let poller = new AbortController();
  let opened: SignInWindow | undefined;
  let redirectUrl = '';
  /** The latest look at a code: when it was sent, then when it was answered. */
  let asked = { code: '', at: 0, open: false };

  const end = (keepWindow: boolean): void => {
    running.abort();
    poller.abort();
    running = new AbortController();
    if (!keepWindow) opened?.close();
    opened = undefined;
    browser.clearMark();
  };

  const openSession = async (signIn: SignIn, signal: AbortSignal): Promise<SessionAnswer> => {
    const { serviceProvider, domainName } = config;
    const parameters = { mvpd: signIn.provider.id, domainName, redirectUrl };
    const answer = await transport(createSession(serviceProvider, parameters), readSession, { signal });
    deps.onSession?.(answer.code ?? '');
    // Everything was sent, so nothing can be missing; the service is given one more chance to agree.
    if (answer.actionName !== 'resume' || !answer.code) return answer;
    return transport(resumeSession(serviceProvider, answer.code, parameters), readSession, { signal });
  };

  const begin: SignInRunner['begin'] = (signIn, window, to) => {
    const { signal } = running;
    const { id } = signIn;
    opened = window;
    redirectUrl = to;
    if (signIn.mode === 'popup') watch(id, signal);
    openSession(signIn, signal)
      .then(async session => {
        const now = clock.elapsed();
        const url = session.actionName === 'authenticate' ? providerPage(session) : undefined;
        if (session.actionName !== 'authenticate' && session.actionName !== 'authorize') throw malformed('actionName');
        // A viewer who goes there too soon would be shown the service's refusal instead of the provider.
        if (url) await deps.admitVisit(signal);
        if (!signal.aborted) dispatch({ type: 'session', id, session, url, now });
      })
      .catch((error: unknown) => fail(id, error, signal));
  };

  const providerPage = ({ url }: SessionAnswer): string => {
    const address = parseAddress(url, config.baseUrl);
    if (!address) throw malformed('address of the sign-in page');
    return address.href;
  };

  const fail = (id: string, thrown: unknown, signal: AbortSignal): void => {
    if (signal.aborted) return;
    dispatch({ type: 'sign-in-failed', id, error: asPassError(thrown), now: clock.elapsed() });
  };

  const go = ({ id, url }: { id: string; url: string }): void => {
    const { signIn } = deps.state();
    if (!signIn?.code) return;
    const mark: ReturnMark = {
      id,
      scope: deps.scope,
      mode: opened ? signIn.mode : 'redirect',
      provider: signIn.provider,
      code: signIn.code,
      until: clock.now() + (signIn.deadline ?? 0) - clock.elapsed(),
      redirectUrl,
    };
    expireLater(signIn);
    if (opened) {
      opened.go(url, mark);
    } else {
      browser.writeMark(mark);
      browser.navigate(url);
    }
  };

  const expireLater = ({ id, deadline }: SignIn): void => {
    const { signal } = running;
    wait(clock, Math.max(0, (deadline ?? Infinity) - clock.elapsed()), signal).then(
      () => dispatch({ type: 'code-expired', id }),
      () => {},
    );
  };

  /** No event tells that a window was closed, and one behind a strict opener policy only looks so. */
  const watch = (id: string, signal: AbortSignal): void => {
    let doubtedFor = 0;
    const look = (): void => {
      if (signal.aborted) return;
      if (opened?.closed !== false) {
        if (browser.hasFocus() || doubtedFor >= DOUBT) {
          dispatch({ type: 'window-closed', id });
          return;
        }
        doubtedFor += WATCH_INTERVAL;
      }
      wait(clock, WATCH_INTERVAL, signal).then(look, () => {});
    };
    wait(clock, WATCH_INTERVAL, signal).then(look, () => {});
  };

  const poll = ({ id, code, after }: { id: string; code: string; after: number }): void => {
    poller.abort();
    poller = new AbortController();
    const { signal } = poller;
    if (asked.open) asked.at = clock.elapsed();
    const due = asked.code === code ? asked.at + SHORTEST - clock.elapsed() : 0;
    const look = async (): Promise<Profile[]> => {
      const mine = { code, at: clock.elapsed(), open: true };
      asked = mine;
      try {
        // The next poll is the repetition.
        const options = { signal, tries: { used: 0, most: 0 }, until: deps.state().signIn?.deadline };
        return await transport(getProfileByCode(config.serviceProvider, code), readProfiles, options);
      } finally {
        Object.assign(mine, { at: clock.elapsed(), open: false });
      }
    };
    wait(clock, Math.max(after, due), signal)
      .then(look)
      .then(profiles => dispatch({ type: 'polled', id, profiles, now: clock.elapsed() }))
      .catch((error: unknown) => fail(id, error, signal));
  };

  const confirm = ({ id, mvpd, reason }: { id: string; mvpd: string; reason: string }): void => {
    const { signal } = running;
    opened?.close();
    opened = undefined;
    transport(getProfile(config.serviceProvider, mvpd), readProfiles, { signal })
      .then(found => {
        // Free access begins with the first playback; until then the service has no profile of it.
        const profiles = found.length === 0 && reason === 'temporary' ? [temporary(mvpd, clock.now())] : found;
        if (profiles.length === 0) throw noProfile(mvpd);
        dispatch({ type: 'polled', id, profiles, now: clock.elapsed() });
      })
      .catch((error: unknown) => fail(id, error, signal));
  };

  return {
    begin,
    resume(signIn) {
      expireLater(signIn);
    },
    run(effect) {
      if (effect.type === 'poll') poll(effect);
      else if (effect.type === 'go') go(effect);
      else if (effect.type === 'confirm') confirm(effect);
      else if (effect.type === 'end') end(effect.keepWindow ?? false);
    },
    showWindow() {
      const { signIn } = deps.state();
      if (!signIn?.url) return;
      if (opened && !opened.closed) {
        opened.focus();
        return;
      }
      opened = browser.openWindow(WINDOW_NAME);
      if (opened) watch(signIn.id, running.signal);
      go({ id: signIn.id, url: signIn.url });
    },
  };
}

const temporary = (mvpd: string, now: number): Profile => ({
  mvpd,
  type: 'temporary',
  issuer: 'Adobe',
  notBefore: now,
  notAfter: now + 24 * 3600_000,
  attributes: {},
});

const noProfile = (mvpd: string): PassError =>
  new PassError({
    code: 'invalid-response',
    message: `There is no profile of ${mvpd}.`,
    retryable: true,
  });
