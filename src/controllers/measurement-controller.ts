/**
 * Ties one media element to the session machine and the machine to the client. Everything it starts ends with its
 * connection, and nothing it does throws into the page (MC-R18).
 */
import { readCall, type Method } from '../collection/calls.ts';
import { createCollectionClient, type CollectionClient } from '../collection/collection-client.ts';
import { MediaCollectionError } from '../collection/errors.ts';
import { readContent } from '../collection/params.ts';
import { step, wakeAt, type Deed } from '../collection/session-machine.ts';
import { createTimeline } from '../collection/timestamps.ts';
import { initialState, sessionKey, type TrackingState } from '../collection/session-state.ts';
import type { Content, Delivery, MediaEvent } from '../collection/types.ts';
import { observeChapters } from '../playback/chapters.ts';
import { findMedia } from '../playback/find-media.ts';
import { observeMedia } from '../playback/observe-media.ts';
import { observePlayerStates } from '../playback/player-states.ts';
import { readSnapshot } from '../playback/snapshot.ts';
import { platform, type MeasurementPlatform } from './measurement-platform.ts';
import { readSource, type SourceElement } from './measurement-source.ts';

export type TrackerState = 'idle' | 'tracking' | 'paused' | 'ended' | 'error';

/** What the controller tells its element, beside what it reads from it. */
export interface TrackerHost extends SourceElement {
  media: HTMLMediaElement | null;
  readonly consent: string;
  onState(state: TrackerState): void;
  onDelivery(event: MediaEvent, delivery: Delivery): void;
  onError(error: MediaCollectionError): void;
}

export class MeasurementController {
  #host: TrackerHost;
  #platform: MeasurementPlatform;
  #now: () => number;
  #client!: CollectionClient;
  #state!: TrackingState;
  #connection: AbortController | undefined;
  #media: HTMLMediaElement | undefined;
  #observation: AbortController | undefined;
  #cancelWake = (): void => {};
  #awaited = new Set<string>();
  #complaint = '';
  #lost = false;
  #consent: string | undefined;

  constructor(host: TrackerHost, services: MeasurementPlatform = platform) {
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
    this.#state = initialState(seed);
    this.#client = createCollectionClient({
      ...this.#platform,
      open: () => this.#host.consent === 'granted' && this.#platform.online(),
      // What other pages left is delivered without a word.
      delivered: (key, event, delivery) => key.startsWith(seed) && this.#host.onDelivery(event, delivery),
      failed: error => this.#host.onError(error),
      restarted: (key, ts) => key === sessionKey(this.#state) && this.dispatch({ type: 'restarted', ts }),
      lost: key => {
        if (key !== sessionKey(this.#state) || this.#state.phase !== 'open') return;
        this.#lost = true;
        this.dispatch({ type: 'abort' });
      },
    });
    addEventListener('pagehide', ({ persisted }) => this.#hide(persisted), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && void this.#show(), { signal });
    addEventListener('online', () => void this.flush(), { signal });
    document.addEventListener('DOMContentLoaded', () => this.refresh(), { once: true, signal });
    this.#consent = undefined;
  }

  disconnect(): void {
    if (!this.#connection) return;
    this.#detach();
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
    const before = this.#consent;
    if (consent === before) return;
    this.#consent = consent;
    if (consent === 'denied') {
      this.dispatch({ type: 'abort' });
      void this.#client.forget().catch(() => {});
    } else {
      if (before !== 'pending' && before !== 'granted') void this.#client.adopt();
      void this.#client.flush();
    }
  }

  /** What the page says by a method. A wrong argument is told to the page and changes nothing. */
  tell(method: Method, ...args: unknown[]): void {
    if (!this.#connection) return;
    if (method === 'adBreakStart') this.#configure(true);
    try {
      this.dispatch(readCall(method, ...args));
    } catch (error) {
      this.#report(error);
    }
  }

  async pending(): Promise<number> {
    if (!this.#connection) return 0;
    return (await this.#client.pending()) + (this.#state.hold?.events.length ?? 0);
  }

  async flush(): Promise<void> {
    if (!this.#connection) return;
    void this.#client.adopt();
    await this.#client.flush();
  }

  dispatch(deed: Deed): void {
    try {
      const snapshot = this.#media && readSnapshot(this.#media);
      const { state, effects } = step(this.#state, { ...deed, now: this.#now(), snapshot });
      this.#state = state;
      for (const { key, content, event } of effects) {
        if (event.eventType === 'sessionStart') this.#lost = false;
        this.#client.record(key, content, event);
      }
    } catch (error) {
      this.#report(error);
    }
    this.#wake();
    this.#host.onState(this.#current());
  }

  #wake(): void {
    this.#cancelWake();
    const at = wakeAt(this.#state);
    if (at === Infinity || !this.#connection) return;
    this.#cancelWake = this.#platform.clock.after(Math.max(0, at - this.#now()), () => this.dispatch({ type: 'tick' }));
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
    this.dispatch({ type: 'content', content });
  }

  /** Which media element is it now? */
  look(): void {
    if (!this.#connection) return;
    const media = this.#consent === 'denied' ? null : findMedia(this.#host, this.#host.media, tag => this.#await(tag));
    if (media === (this.#media ?? null)) return;
    this.#detach();
    if (!media) return;
    this.#media = media;
    this.#observation = new AbortController();
    const { signal } = this.#observation;
    // States and chapters first: what plays already begins its session as soon as it is configured (MC-R108).
    observePlayerStates(media, (name, active) => this.dispatch({ type: 'state', name, active }), signal);
    observeChapters(media, cue => this.dispatch({ type: 'cue', cue }), signal);
    this.#configure(false);
    const intent = (type: string): boolean => type === 'play' || type === 'playing';
    observeMedia(
      media,
      ({ type }) => {
        // What the viewer's sign-in says is read at the latest moment.
        if (intent(type) && this.#state.phase !== 'open') this.#configure(true);
        this.dispatch({ type: 'media', signal: type });
      },
      signal,
    );
    this.dispatch({ type: 'attach' });
  }

  #detach(): void {
    if (!this.#media) return;
    this.dispatch({ type: 'end' });
    this.#observation?.abort();
    this.#media = undefined;
  }

  /** A custom media element means nothing before it is defined. */
  #await(tag: string): void {
    if (this.#awaited.has(tag)) return;
    this.#awaited.add(tag);
    void customElements.whenDefined(tag).then(() => this.refresh());
  }

  #hide(persisted: boolean): void {
    // Before the last event, so that this is sent and stored at once: there may be no later.
    if (!persisted) this.#client.leave();
    this.dispatch(persisted ? { type: 'park' } : { type: 'end', abrupt: true });
    if (persisted) void this.#client.park(true);
  }

  async #show(): Promise<void> {
    if (!(await this.#client.park(false))) this.dispatch({ type: 'abort', resume: true });
    if (this.#media && !this.#media.paused) this.dispatch({ type: 'media', signal: 'playing' });
  }

  #report(error: unknown): void {
    const known = error instanceof MediaCollectionError;
    const message = 'The tracker failed; the player is not affected.';
    this.#host.onError(known ? error : new MediaCollectionError({ code: 'invalid-response', message, cause: error }));
  }
}
