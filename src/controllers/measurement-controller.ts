/**
 * Ties one media element to the session machine and the machine to the client. Everything it starts ends with its
 * connection, and nothing it does throws into the page (MC-R18).
 */
import { createCollectionClient, type CollectionClient } from '../collection/collection-client.ts';
import { failure, MediaCollectionError, unloadable } from '../collection/errors.ts';
import { readContent } from '../collection/params.ts';
import { MEDIA_SIGNALS, mediaSignal, park } from '../collection/playback-state.ts';
import { finish } from '../collection/session.ts';
import { initialState, sessionKey, type TrackingState } from '../collection/session-state.ts';
import * as machine from '../collection/session-machine.ts';
import { setPlayerState } from '../collection/states.ts';
import { createTimeline } from '../collection/timestamps.ts';
import type { Content, Delivery, MediaEvent } from '../collection/types.ts';
import { findMedia } from '../playback/find-media.ts';
import { observePlayerStates } from '../playback/player-states.ts';
import { readSnapshot, type MediaSignal } from '../playback/snapshot.ts';
import { awaitChapters } from './measurement-chapters.ts';
import type { Method } from './measurement-extras.ts';
import { createPlatform, type MeasurementPlatform } from './measurement-platform.ts';
import { readSource, type SourceElement } from './measurement-source.ts';
import { createWaitingLine } from './waiting-line.ts';

export type TrackerState = 'idle' | 'tracking' | 'paused' | 'ended' | 'error';

/** What the controller tells its element, beside what it reads from it. */
export interface TrackerHost extends SourceElement {
  media: HTMLMediaElement | null;
  readonly consent: string;
  onState(state: TrackerState): void;
  onDelivery(event: MediaEvent, delivery: Delivery): void;
  onError(error: MediaCollectionError): void;
}

/** So long what happens is held up at most for the extras that one of the page's calls needs. */
const EXTRAS_WAIT = 5000;

type Extras = Awaited<ReturnType<MeasurementPlatform['extras']>>;
type Happening = readonly [deed: machine.Deed, moment: machine.Moment];

export class MeasurementController {
  #host: TrackerHost;
  #platform: MeasurementPlatform;
  #now: () => number;
  #client!: CollectionClient;
  #state!: TrackingState;
  #connection: AbortController | undefined;
  #media: HTMLMediaElement | null = null;
  #observation = new AbortController();
  #cancelWake = (): void => {};
  #awaited = new Set<string>();
  #complaint = '';
  #lost = false;
  #consent: string | undefined;
  #extras: Extras | undefined;
  /** What happens while the extras are being fetched is settled in order, each at its own time. */
  #line = createWaitingLine<Happening>(happening => this.#step(...happening));

  constructor(host: TrackerHost, services: MeasurementPlatform = createPlatform()) {
    this.#host = host;
    this.#platform = services;
    this.#now = createTimeline(services.clock);
  }

  connect(): void {
    if (this.#connection) return;
    this.#connection = new AbortController();
    this.#awaited.clear();
    const { signal } = this.#connection;
    const seed = this.#platform.id();
    const current = (key: string): boolean => key === sessionKey(this.#state);
    this.#state = initialState(seed);
    this.#client = createCollectionClient({
      ...this.#platform,
      open: () => this.#host.consent === 'granted' && this.#platform.online(),
      // What other pages left is delivered without a word.
      delivered: (key, event, delivery) => key.startsWith(seed) && this.#host.onDelivery(event, delivery),
      failed: error => this.#host.onError(error),
      restarted: (key, ts) => current(key) && this.dispatch(s => machine.restarted(s, ts)),
      lost: key => {
        if (!current(key) || this.#state.phase !== 'open') return;
        this.#lost = true;
        this.dispatch(s => machine.abort(s));
      },
    });
    addEventListener('pagehide', ({ persisted }) => this.#hide(persisted), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && void this.#show(), { signal });
    addEventListener('online', () => void this.flush(), { signal });
    document.addEventListener('DOMContentLoaded', () => this.refresh(), { signal });
    this.#consent = undefined;
  }

  disconnect(): void {
    if (!this.#connection) return;
    this.#detach();
    this.#line.proceed();
    this.#connection.abort();
    this.#connection = undefined;
    this.#cancelWake();
    this.#client.stop();
  }

  /** Attributes, metadata, children or the page around may have changed. */
  refresh(): void {
    if (!this.#connection) return;
    this.#configure(document.readyState !== 'loading');
    this.#heed(this.#host.consent);
    this.look();
  }

  #heed(consent: string): void {
    const before = this.#consent ?? 'denied';
    if (consent === this.#consent) return;
    this.#consent = consent;
    if (consent === 'denied') {
      this.#line.proceed();
      this.dispatch(s => machine.abort(s));
      void this.#client.forget().catch(() => {});
    } else {
      if (before === 'denied') void this.#client.adopt();
      void this.#client.flush();
    }
  }

  /** What the page says by a method. A wrong argument is told to the page and changes nothing. */
  tell(method: Method | 'endSession', ...args: unknown[]): void {
    if (!this.#connection) return;
    if (method === 'endSession') return this.dispatch(s => finish(s, 'sessionEnd'));
    if (method === 'adBreakStart') this.#configure(true);
    if (!this.#extras && !this.#line.moving) {
      const { clock, extras: fetchExtras } = this.#platform;
      const late = new Promise<void>(resolve => clock.after(EXTRAS_WAIT, resolve));
      this.#line.holdUp(Promise.race([fetchExtras().then(fetched => (this.#extras = fetched)), late]));
    }
    this.dispatch(s => {
      if (!this.#extras) throw unloadable(`What ${method}() needs`);
      this.#extras.call(s, method, ...args);
    });
  }

  async pending(): Promise<number> {
    await this.#line.moving;
    if (!this.#connection) return 0;
    return (await this.#client.pending()) + (this.#state.hold?.events.length ?? 0);
  }

  async flush(): Promise<void> {
    await this.#line.moving;
    if (!this.#connection) return;
    void this.#client.adopt();
    await this.#client.flush();
  }

  dispatch(deed: machine.Deed): void {
    const moment = { now: this.#now(), snapshot: this.#media ? readSnapshot(this.#media) : undefined };
    this.#line.add([deed, moment]);
  }

  #step(deed: machine.Deed, moment: machine.Moment): void {
    try {
      const { state, effects } = machine.step(this.#state, deed, moment);
      this.#state = state;
      for (const { key, content, event } of effects) {
        if (event.eventType === 'sessionStart') this.#lost = false;
        this.#client.record(key, content, event);
      }
    } catch (error) {
      this.#report(error);
    }
    this.#cancelWake();
    const at = machine.wakeAt(this.#state);
    if (at < Infinity) {
      const ms = Math.max(0, at - this.#now());
      this.#cancelWake = this.#platform.clock.after(ms, () => this.dispatch(machine.tick));
    }
    this.#host.onState(this.#current());
  }

  #current(): TrackerState {
    const { phase, player, hold } = this.#state;
    if (this.#lost || (this.#complaint && phase !== 'open')) return 'error';
    if (phase === 'idle') return 'idle';
    if (phase === 'ended' || hold?.kind === 'complete') return 'ended';
    return phase === 'expired' || player === 'paused' ? 'paused' : 'tracking';
  }

  /** Reads the configuration; `final` when nothing of it can still be on its way. */
  #configure(final: boolean): void {
    let content: Content | undefined;
    try {
      if (this.#host.consent !== 'denied') content = readContent(readSource(this.#host, this.#media));
      this.#complaint = '';
    } catch (error) {
      const { message } = error as Error;
      const known = message === this.#complaint;
      if (final) this.#complaint = message;
      if (final && !known) this.#report(error);
    }
    this.dispatch(s => machine.configure(s, content));
  }

  /** Which media element is it now? */
  look(): void {
    if (!this.#connection) return;
    const media = this.#consent === 'denied' ? null : findMedia(this.#host, this.#host.media, tag => this.#await(tag));
    if (media === this.#media) return;
    this.#detach();
    if (!media) return;
    this.#media = media;
    this.#observation = new AbortController();
    const { signal } = this.#observation;
    // States and chapters first: what plays already begins its session as soon as it is configured (MC-R108).
    observePlayerStates(media, (name, active) => this.dispatch(s => setPlayerState(s, name, active)), signal);
    const follow = ({ observeChapters, setCue }: Extras): void =>
      observeChapters(media, cue => this.dispatch(s => setCue(s, cue)), signal);
    awaitChapters(media, this.#platform.extras, follow, error => this.#report(error), signal);
    this.#configure(false);
    for (const type of MEDIA_SIGNALS) media.addEventListener(type, () => this.#signal(type), { signal });
    this.dispatch(machine.attach);
  }

  #signal(type: MediaSignal): void {
    // What the viewer's sign-in says is read at the latest moment.
    if (/^play/.test(type) && this.#state.phase !== 'open') this.#configure(true);
    this.dispatch(s => mediaSignal(s, type));
  }

  #detach(): void {
    if (!this.#media) return;
    this.dispatch(s => finish(s, 'sessionEnd'));
    this.#observation.abort();
    this.#media = null;
  }

  /** A custom media element means nothing before it is defined. */
  #await(tag: string): void {
    if (this.#awaited.has(tag)) return;
    this.#awaited.add(tag);
    void customElements.whenDefined(tag).then(() => this.refresh());
  }

  #hide(persisted: boolean): void {
    this.#line.proceed();
    // Before the last event, so that this is sent and stored at once: there may be no later.
    if (!persisted) this.#client.leave();
    this.dispatch(persisted ? park : s => finish(s, 'sessionEnd', true));
    if (persisted) void this.#client.park(true);
  }

  async #show(): Promise<void> {
    if (!(await this.#client.park(false))) this.dispatch(s => machine.abort(s, true));
    if (this.#media && !this.#media.paused) this.#signal('playing');
  }

  #report(error: unknown): void {
    const known = error instanceof MediaCollectionError;
    this.#host.onError(
      known
        ? error
        : failure('invalid-response', 'The tracker failed; the player is not affected.', { cause: error }),
    );
  }
}
