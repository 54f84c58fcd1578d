/**
 * Ties one media element to the session machine and the machine to the client. Everything it starts ends with its
 * connection, and nothing it does throws into the page (MC-R18).
 */
import { createCollectionClient, type CollectionClient } from '../collection/collection-client.ts';
import { toldAs, unloadable } from '../collection/errors.ts';
import { MEDIA_SIGNALS, mediaSignal, park } from '../collection/playback-state.ts';
import { finish } from '../collection/session.ts';
import { initialState, sessionKey, type TrackingState } from '../collection/session-state.ts';
import * as machine from '../collection/session-machine.ts';
import { setPlayerState } from '../collection/states.ts';
import { createTimeline } from '../collection/timestamps.ts';
import { findMedia, type Search } from '../playback/find-media.ts';
import { isFollowed, observePlayerStates, type Followed } from '../playback/player-states.ts';
import { readSnapshot, type MediaSignal } from '../playback/snapshot.ts';
import { createConfiguration, type Configuration } from './measurement-configuration.ts';
import { createConsent, type Consent } from './measurement-consent.ts';
import type { FollowLink, Method } from './measurement-extras.ts';
import { createParts, type Parts } from './measurement-parts.ts';
import { createPlatform, type MeasurementPlatform } from './measurement-platform.ts';
import { createRouteReader, type RouteReader } from './measurement-routes.ts';
import { trackerState, type TrackerHost } from './measurement-host.ts';
import { createWaitingLine, type WaitingLine } from './waiting-line.ts';

type Happening = readonly [deed: machine.Deed, moment: machine.Moment];

export class MeasurementController {
  #host: TrackerHost;
  #platform: MeasurementPlatform;
  #now: () => number;
  #client!: CollectionClient;
  #state!: TrackingState;
  #connection: AbortController | undefined;
  #search!: Search;
  #media: HTMLMediaElement | null = null;
  #observation = new AbortController();
  #cancelWake = (): void => {};
  #configuration: Configuration;
  #lost = false;
  #consent: Consent;
  #parts: Parts;
  #routes: RouteReader;
  #link: FollowLink;
  /** What happens while the extras are being fetched is settled in order, each at its own time. */
  #line: WaitingLine<Happening>;

  constructor(host: TrackerHost, services: MeasurementPlatform = createPlatform()) {
    this.#host = host;
    this.#platform = services;
    this.#consent = createConsent(host);
    this.#parts = createParts(services, error => host.onError(error));
    this.#routes = createRouteReader(host, services);
    this.#configuration = createConfiguration(host, this.#consent, this.#routes);
    this.#link = { host, dispatch: deed => this.dispatch(deed), signal: type => this.#signal(type), times: of => of };
    this.#now = createTimeline(services.clock);
    this.#line = createWaitingLine(services.clock, (happening, late) => this.#take(happening, late));
  }

  connect(): void {
    if (this.#connection) return;
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    const seed = this.#platform.id();
    const current = (key: string): boolean => key === sessionKey(this.#state);
    this.#state = initialState(seed);
    this.#client = createCollectionClient({
      ...this.#platform,
      open: () => this.#consent.now === 'granted' && this.#platform.online(),
      permitted: () => this.#consent.permitted(),
      // What other pages left, or goes to a second place, is delivered without a word, but not lost without one.
      delivered: (key, event, delivery) =>
        (delivery === 'dropped' || (key.startsWith(seed) && !key.endsWith('/'))) &&
        this.#host.onDelivery(event, delivery),
      failed: error => this.#host.onError(error),
      restarted: (key, ts) => current(key) && this.dispatch(s => machine.restarted(s, ts)),
      lost: key => {
        if (!current(key) || this.#state.phase !== 'open') return;
        this.#lost = true;
        this.dispatch(s => machine.abort(s));
      },
    });
    const shadows = new MutationObserver(() => this.look());
    signal.addEventListener('abort', () => shadows.disconnect());
    const watch = (root: Node): void => shadows.observe(root, { childList: true, subtree: true });
    this.#search = { again: () => this.refresh(), watch };
    const { page } = this.#platform;
    page.addEventListener('pagehide', ({ persisted }) => this.#hide(persisted), { signal });
    page.addEventListener('pageshow', ({ persisted }) => persisted && void this.#show(), { signal });
    page.addEventListener('online', () => void this.flush(), { signal });
    document.addEventListener('DOMContentLoaded', () => this.refresh(), { signal });
    // A page that is hidden may never be seen again.
    document.addEventListener('visibilitychange', () => document.hidden && void this.flush(), { signal });
    this.#consent.reset();
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
    this.#heed();
    this.look();
  }

  #heed(): void {
    if (!this.#consent.changed()) return;
    if (this.#consent.now === 'denied') {
      this.#line.proceed();
      this.dispatch(s => machine.abort(s));
      void this.#client.forget().catch(() => {});
    } else {
      void this.#client.adopt();
      void this.#client.flush();
    }
  }

  /** What the page says by a method. A wrong argument is told to the page and changes nothing. */
  tell(method: Method | 'endSession', ...args: unknown[]): void {
    if (!this.#connection) return;
    if (method === 'endSession') return this.dispatch(s => finish(s));
    if (method === 'adBreakStart') this.#configure(true);
    if (!this.#parts.extras && (!this.#line.moving || this.#routes.fetching)) this.#line.holdUp(this.#parts.fetch());
    this.dispatch(s => {
      const { extras } = this.#parts;
      if (!extras) throw unloadable(`What ${method}() needs`);
      extras.call(s, method, ...args);
    });
  }

  /** Few media have chapters, or a library that plays them. */
  #follow(what: Followed, media: HTMLMediaElement, signal: AbortSignal): void {
    this.#parts.follow(what, ({ followers }) => followers[what](media, this.#link, signal), signal);
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
    const snapshot = this.#media ? this.#link.times(readSnapshot(this.#media)) : undefined;
    this.#line.add([deed, { now: this.#now(), snapshot }]);
  }

  #take([deed, moment]: Happening, late = false): void {
    // What had become due while the line was held up comes first.
    for (let at: number; late && (at = machine.wakeAt(this.#state)) < moment.now;) {
      this.#step(machine.tick, { ...moment, now: at });
    }
    this.#step(deed, moment);
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
      this.#host.onError(toldAs(error));
    }
    this.#cancelWake();
    const at = machine.wakeAt(this.#state);
    if (at < Infinity) {
      const ms = Math.max(0, at - this.#now());
      this.#cancelWake = this.#platform.clock.after(ms, () => this.dispatch(machine.tick));
    }
    this.#host.onState(trackerState(this.#state, this.#lost, this.#configuration.wrong));
  }

  /** Reads the configuration as soon as it can be read; `final` when nothing of it can still be on its way. */
  #configure(final: boolean): void {
    const fetched = this.#consent.now === 'denied' ? undefined : this.#routes.fetch();
    if (fetched) this.#line.holdUp(fetched);
    this.dispatch(s => machine.configure(s, this.#configuration.read(this.#media, final)));
  }

  /** Which media element is it now? */
  look(): void {
    if (!this.#connection) return;
    const media = this.#consent.now === 'denied' ? null : findMedia(this.#host, this.#host.media, this.#search);
    if (media !== this.#media) this.#attach(media);
    if (this.#media && this.#host.player) this.#follow('players', this.#media, this.#observation.signal);
  }

  #attach(media: HTMLMediaElement | null): void {
    this.#detach();
    if (!media) return;
    this.#media = media;
    this.#observation = new AbortController();
    const { signal } = this.#observation;
    Object.assign(this.#link, { times: <Of>(of: Of) => of, captions: false });
    // States and chapters first: what plays already begins its session as soon as it is configured (MC-R108).
    const tell = (name: string, active: boolean): void => {
      const shown = active || (name === 'closedCaptioning' && !!this.#link.captions);
      if (!isFollowed(name)) this.dispatch(s => setPlayerState(s, name, shown));
      else if (active) this.#follow(name, media, signal);
    };
    observePlayerStates(media, tell, signal);
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
    this.dispatch(machine.detach);
    this.#observation.abort();
    this.#media = null;
  }

  #hide(persisted: boolean): void {
    this.#line.proceed();
    // Before the last event, so that this is sent and stored at once: there may be no later.
    if (!persisted) this.#client.leave();
    this.dispatch(persisted ? park : s => finish(s, true));
    if (persisted) void this.#client.park(true);
  }

  async #show(): Promise<void> {
    if (!(await this.#client.park(false))) this.dispatch(s => machine.abort(s, true));
    if (this.#media && !this.#media.paused) this.#signal('playing');
  }
}
