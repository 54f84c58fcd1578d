import { onAbort } from '../core/signals.ts';
import { aborted, wait } from '../core/wait.ts';
import type { PassContext } from './context.ts';
import { asPassError, isDeadCode, PassError } from './errors.ts';
import { getProfile } from './requests.ts';
import { malformed, readProfiles } from './responses.ts';
import { createSession, getProfileByCode, type SessionParameters } from './sign-in-requests.ts';
import { readSession } from './sign-in-responses.ts';
import type { Profile, SecondScreen } from './types.ts';

/** The service asks for 3 to 5 s between polls, never less. */
const POLL_INTERVAL = 4000;
const SHORTEST = 3000;
/** A tab that has not polled for this long is gone or asleep, and its code is not worth showing. */
const ALIVE = 10_000;
/** Nobody can type a code that ends sooner. */
const WORTH_SHOWING = 60_000;

/** The code that this device shows at present, for all its tabs. Moments are those of its wall clock; 0 is never. */
interface KeptCode {
  code: string;
  until: number;
  provider: string;
  asked: number;
  /** Whoever showed it has no use for it any more; a tab that still shows it goes on. */
  ended?: boolean;
}

/** Shows a code to be typed on another screen and polls until somebody has signed in there. */
export async function startSecondScreen(
  context: PassContext,
  { providerId = '', signals }: { providerId?: string | undefined; signals: readonly (AbortSignal | undefined)[] },
): Promise<SecondScreen> {
  const { config, clock, storage, transport, dispatch, store, withLock } = context;
  const { serviceProvider } = config;
  const key = context.key('code');
  const lock = [`tve-elements`, ...key].join(':');
  /** A sign-in of this page gets a session of its own, which ends this one. */
  let isReplaced = false;
  const ending = new AbortController();
  const { signal: ended } = ending;
  const releases = signals.map(signal => onAbort(signal, () => ending.abort()));
  releases.push(
    store.subscribe(({ signIn }) => {
      if (!signIn || ended.aborted) return;
      isReplaced = true;
      ending.abort();
    }),
  );
  const release = (): void => releases.forEach(stop => stop());
  const known = new Map(store.getState().profiles.map(({ mvpd, notAfter }) => [mvpd, notAfter]));

  const found = (profiles: readonly Profile[]): void => {
    const { mvpd } = profiles[0]!;
    dispatch({ type: 'checked', profiles, asked: mvpd });
    dispatch({ type: 'select', mvpd });
  };

  const open = async (): Promise<KeptCode> => {
    // Domain and address are the other screen's to give: the viewer's sign-in begins and ends there.
    const form: SessionParameters = providerId ? { mvpd: providerId } : {};
    const answer = await transport(createSession(serviceProvider, form), readSession, { signal: ended });
    if (answer.actionName === 'authorize') {
      const mvpd = answer.mvpd ?? providerId;
      const profiles = await transport(getProfile(serviceProvider, mvpd), readProfiles, { signal: ended });
      if (profiles.length === 0) throw malformed(`profile of ${mvpd}`);
      found(profiles);
      return { code: '', until: Infinity, provider: providerId, asked: 0 };
    }
    if (!answer.code) throw malformed('code');
    const until = clock.now() + (answer.life ?? 30 * 60_000);
    const kept = { code: answer.code, until, provider: providerId, asked: clock.now() };
    await storage.set(key, kept).catch(() => {}); // Then other tabs get codes of their own.
    return { ...kept, asked: 0 };
  };

  const { code, until, asked } = await withLock(
    lock,
    async () => {
      const kept = await storage.get<KeptCode>(key);
      const now = clock.now();
      const good =
        kept?.provider === providerId && !kept.ended && kept.until > now + WORTH_SHOWING && kept.asked > now - ALIVE;
      return good ? kept : open();
    },
    ended,
  ).catch((error: unknown) => {
    release();
    throw isReplaced ? expired(error) : error;
  });

  /** Ends everything: polls, timers, subscriptions. */
  const over = new AbortController();
  const deadline = clock.elapsed() + until - clock.now();
  /** A moment of the wall clock, which somebody may have set back since. */
  const ago = (moment: number): number => clock.elapsed() + Math.min(0, moment - clock.now());
  /** When this code was last asked about, on the clock that never jumps; never, if it is new. */
  let last = asked ? ago(asked) : -Infinity;
  let hurried = false;
  let wake = (): void => {};
  let shift: AbortController | undefined;

  const nap = (ms: number, stop: AbortSignal): Promise<void> => {
    const awake = new AbortController();
    wake = () => awake.abort();
    const stopListening = onAbort(stop, wake);
    return wait(clock, ms, awake.signal)
      .catch((error: unknown) => {
        if (stop.aborted) throw error;
      })
      .finally(stopListening);
  };

  const look = async (stop: AbortSignal): Promise<boolean> => {
    // A newer session of this device, here or in another tab, has ended this code.
    const kept = await storage.get<KeptCode>(key).catch(() => undefined);
    if (kept && kept.code !== code) throw expired();
    last = clock.elapsed();
    let profiles: Profile[];
    try {
      // The next poll is the repetition.
      const options = { signal: stop, tries: { used: 0, most: 0 }, until: deadline };
      profiles = await transport(getProfileByCode(serviceProvider, code), readProfiles, options);
    } finally {
      last = clock.elapsed();
      const mine = { code, until, provider: providerId, asked: clock.now() };
      await storage.update<KeptCode>(key, other => (other && other.code !== code ? other : mine)).catch(() => {});
    }
    if (profiles.length > 0) found(profiles);
    return profiles.length > 0;
  };

  /** Polls while it is this tab's turn: others that show the same code wait for theirs. */
  const poll = (stop: AbortSignal): Promise<void> =>
    withLock(
      `${lock}:${code}`,
      async () => {
        const kept = await storage.get<KeptCode>(key).catch(() => undefined);
        if (kept?.code === code && last > -Infinity) last = Math.max(last, ago(kept.asked));
        for (let interval = POLL_INTERVAL; ;) {
          const due = (): number => last + (hurried ? SHORTEST : interval) - clock.elapsed();
          while (due() > 0) await nap(due(), stop);
          hurried = false;
          if (stop.aborted) return;
          try {
            if (await look(stop)) return;
            interval = POLL_INTERVAL;
          } catch (thrown) {
            const error = asPassError(thrown);
            if (stop.aborted || !error.retryable || error.code === EXPIRED) throw error;
            interval = 2 * POLL_INTERVAL;
          }
        }
      },
      stop,
    );

  let settle: { resolve: (profile: Profile) => void; reject: (error: PassError) => void } | undefined;
  const profile = new Promise<Profile>((resolve, reject) => (settle = { resolve, reject }));
  profile.catch(() => {}); // Whoever shows the code need not wait for its end.

  const finish = (result: { found: Profile } | { error: unknown }): void => {
    if (over.signal.aborted) return;
    over.abort();
    shift?.abort();
    storage.update<KeptCode>(key, kept => (kept?.code === code ? { ...kept, ended: true } : kept)).catch(() => {});
    if ('found' in result) settle!.resolve(result.found);
    else settle!.reject(asPassError(result.error));
  };

  const begin = (): void => {
    const { signal: stop } = (shift = new AbortController());
    poll(stop).catch((thrown: unknown) => {
      if (!stop.aborted) finish({ error: isDeadCode(asPassError(thrown)) ? expired(thrown) : thrown });
    });
  };

  if (code) {
    wait(clock, Math.max(0, deadline - clock.elapsed()), over.signal).then(
      () => finish({ error: expired() }),
      () => {},
    );
    begin();
  }
  // Whichever way somebody got signed in, here or in another tab: nobody needs the code any more.
  const unfollow = store.subscribe(({ profiles }) => {
    const fresh = profiles.find(({ mvpd, notAfter }) => !code || known.get(mvpd) !== notAfter);
    if (fresh) finish({ found: fresh });
  });
  onAbort(over.signal, () => {
    release();
    unfollow();
  });
  const cancel = (): void => finish({ error: aborted() });
  onAbort(ended, () => finish({ error: isReplaced ? expired() : aborted() }));
  return {
    code,
    expiresAt: until,
    profile,
    cancel,
    check() {
      hurried = true;
      wake();
    },
    pause(paused) {
      if (over.signal.aborted || !code || paused === !shift) return;
      shift?.abort();
      shift = undefined;
      if (paused) return;
      hurried = true;
      begin();
    },
  };
}

const EXPIRED = 'code-expired';

const expired = (cause?: unknown): PassError =>
  new PassError({ code: EXPIRED, message: 'The code has ended without being used.', retryable: true, cause });
