import { unloadable, type MediaCollectionError } from '../../collection/errors.ts';
import type { Delivery, MediaEvent } from '../../collection/types.ts';
import type { MeasurementController } from '../../controllers/measurement-controller.ts';
import { observeTree } from '../../controllers/observe-tree.ts';
import type { TrackerHost, TrackerState } from '../../controllers/measurement-host.ts';
import { define } from '../../core/define.ts';
import { VERSION } from '../../core/version.ts';
import { MediaTrackerErrorEvent } from '../../events/media-tracker-error.ts';
import { MediaTrackerEvent } from '../../events/media-tracker-event.ts';
import { OBSERVED, reflect, ReflectingElement, replay } from './media-tracker-attributes.ts';
import type * as Log from './media-tracker-log.ts';
import type { AdBreakInfo, AdInfo, ChapterInfo, QualityInfo, TrackerMetadata } from './media-tracker-types.ts';

/**
 * Measures what a viewer watches, and loses no event of it: tells the Adobe Media Collection API of the media element
 * inside it, of the one named by `for`, or of the one in `media`.
 *
 * @element media-tracker
 * @slot - the media element, and optionally a `<script type="application/json">` with `params` and `customMetadata`
 *
 * @attr {string} for - id of the media element, in the same root or in the document
 * @attr {string} collection-api - address of the Media Collection API; https, or http on a loopback host. Required
 *   unless there is a `datastream` or an `inlet-url`
 * @attr {string} tracking-server - required with `collection-api`: `analytics.trackingServer`
 * @attr {string} report-suite - required with `collection-api`: `analytics.reportSuite`
 * @attr {string} org-id - required with `collection-api`: `visitor.marketingCloudOrgId`; organization of an inlet
 * @attr {string} datastream - sends to the Media Edge API, to this datastream, instead of the Media Collection API
 * @attr {string} edge-domain - where that API is, by default `edge.adobedc.net`
 * @attr {string} inlet-url - streams each event as XDM to this inlet of Experience Platform, also or only
 * @attr {string} inlet-schema - required with `inlet-url`: the `$id` of the schema
 * @attr {string} inlet-dataset - required with `inlet-url`: the id of the dataset
 * @attr {string} inlet-flow - the id of the dataflow
 * @attr {'local' | 'utc'} inlet-day - whose day it is that live playheads are seconds of: the viewer's (default) or UTC
 * @attr {string} media-id - required: `media.id`; another id ends the session
 * @attr {string} player-name - `media.playerName`, by default `unknown`
 * @attr {string} channel - `media.channel`, by default the page's host name
 * @attr {string} media-name - `media.name`, by default the id
 * @attr {number} media-length - seconds, `media.length`, by default the duration
 * @attr {string} content-type - `media.contentType`, by default VOD, or Live for endless streams
 * @attr {string} stream-type - `media.streamType`, by default after the media element
 * @attr {string} visitor-id - `analytics.visitorId`
 * @attr {string} ecid - `visitor.marketingCloudUserId`
 * @attr {string} app-version - `media.sdkVersion`
 * @attr {boolean} resume - `media.resume`: continues from a stored position
 * @attr {boolean} downloaded - offline content: kept on the device, sent as one batch when online
 * @attr {'granted' | 'pending' | 'denied'} consent - send (default); record in memory only, until it is granted; or drop
 *   everything and send nothing
 * @attr {boolean | 'opt-out'} respect-gpc - with the browser's Global Privacy Control, consent counts as denied; `opt-out`:
 *   sends, with the flags `analytics.optOutServerSideForwarding` and `analytics.optOutShare`
 * @attr {number} ad-ping-interval - seconds between pings in ads, 1 (default) to 10
 * @attr {string} service - id of the `<pass-service>` that knows the viewer's TV provider
 * @attr {boolean} debug - logs each step to the console
 * @attr {'idle' | 'tracking' | 'paused' | 'ended' | 'error'} state - read only
 *
 * @fires {MediaTrackerEvent} media-tracker-event - `{ eventType, playerTime, params, qoeData, delivery }`
 * @fires {MediaTrackerErrorEvent} media-tracker-error - `{ error }`
 */
export class MediaTrackerElement extends ReflectingElement implements TrackerHost {
  static readonly version = VERSION;
  static readonly observedAttributes = OBSERVED;

  static define(tag = 'media-tracker', registry: CustomElementRegistry = customElements): void {
    define(tag, this, registry);
  }

  #media: HTMLMediaElement | null = null;
  #player: unknown = null;
  #metadata: TrackerMetadata | null = null;
  #connection: AbortController | undefined;
  #scheduled = false;
  /** What does the work; fetched when the first tracker of a page is connected. */
  #controller: MeasurementController | undefined;
  /** What was told to the element before that. */
  #told: Parameters<MeasurementController['tell']>[] = [];

  constructor() {
    super();
    replay(this, 'media', 'player', 'metadata');
  }

  connectedCallback(): void {
    if (this.#connection) return;
    this.#connection = new AbortController();
    this.#observe();
    // Attributes, children and properties of the same task belong together.
    this.#schedule();
  }

  /** A move within the task is no end: only who is still away after it is gone (row M50). */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) {
        // Maybe in another root, where the one named by `for` may still come.
        this.#observe();
        return this.#schedule();
      }
      this.#connection?.abort();
      this.#connection = undefined;
      this.#controller?.disconnect();
    });
  }

  /** Where the platform can move an element without removing it, nothing is to be done. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string): void {
    if (name === 'for') this.#observe();
    this.#schedule();
  }

  /** The media element to track when none is named by `for` and none stands inside. */
  get media(): HTMLMediaElement | null {
    return this.#media;
  }
  set media(media: HTMLMediaElement | null) {
    this.#media = media;
    this.#schedule();
  }

  /**
   * The library that plays, where it does not stand on the media element: an hls.js, dash.js, Shaka or video.js player;
   * IMA's `AdsManager` or `StreamManager`; or a list of them. May be replaced at any time.
   */
  get player(): unknown {
    return this.#player;
  }
  set player(player: unknown) {
    this.#player = player;
    this.#schedule();
  }

  /** `{ params, customMetadata }` for the next session; replaces the child script. */
  get metadata(): TrackerMetadata | null {
    return this.#metadata;
  }
  set metadata(metadata: TrackerMetadata | null) {
    this.#metadata = metadata;
    this.#schedule();
  }

  get state(): TrackerState {
    return (this.getAttribute('state') ?? 'idle') as TrackerState;
  }

  /** How many events on this device the service has not accepted yet. */
  get pending(): Promise<number> {
    return this.#loaded().then(controller => controller?.pending() ?? 0);
  }

  adBreakStart(info?: AdBreakInfo): void {
    this.#tell('adBreakStart', info);
  }
  adBreakComplete(): void {
    this.#tell('adBreakComplete');
  }
  adStart(info?: AdInfo): void {
    this.#tell('adStart', info);
  }
  /** The report follows with the next ad or the end of the break, so that no gap counts as content. */
  adComplete(): void {
    this.#tell('adComplete');
  }
  adSkip(): void {
    this.#tell('adSkip');
  }
  chapterStart(info?: ChapterInfo): void {
    this.#tell('chapterStart', info);
  }
  chapterComplete(): void {
    this.#tell('chapterComplete');
  }
  chapterSkip(): void {
    this.#tell('chapterSkip');
  }
  /** @param name 1 to 64 of `a-z A-Z 0-9 _ .` */
  stateStart(name: string): void {
    this.#tell('stateStart', name);
  }
  stateEnd(name: string): void {
    this.#tell('stateEnd', name);
  }
  setQuality(info: QualityInfo): void {
    this.#tell('setQuality', info);
  }
  trackError(id: string, source: 'player' | 'external' = 'external'): void {
    this.#tell('trackError', id, source);
  }
  /** Ends the session here; the next play begins another one. */
  endSession(): void {
    this.#tell('endSession');
  }

  /** Sends what waits, at once; resolves when nothing is left or nothing can be done now. */
  flush(): Promise<void> {
    return this.#loaded().then(controller => controller?.flush());
  }

  /** @internal */
  onState(state: TrackerState): void {
    if (this.state !== state) this.setAttribute('state', state);
  }

  /** @internal */
  onDelivery(event: MediaEvent, delivery: Delivery): void {
    this.#log(log => log.logDelivery(this, event, delivery));
    const { eventType, playerTime, params = {}, qoeData } = event;
    this.dispatchEvent(new MediaTrackerEvent({ eventType, playerTime, params, ...(qoeData && { qoeData }), delivery }));
  }

  /** @internal */
  onError(error: MediaCollectionError): void {
    this.#log(log => log.logError(this, error));
    this.dispatchEvent(new MediaTrackerErrorEvent(error));
  }

  #log(write: (log: typeof Log) => void): void {
    if (this.debug) void import('./media-tracker-log.ts').then(write, () => {});
  }

  #observe(): void {
    if (!this.#connection) return;
    this.#connection.abort();
    this.#connection = new AbortController();
    observeTree(this, inside => (inside ? this.#schedule() : this.#controller?.look()), this.#connection.signal);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#update();
    });
  }

  #update(): void {
    if (!this.#connection || !this.isConnected) return;
    const controller = this.#controller;
    if (!controller) return void this.#load();
    controller.connect();
    controller.refresh();
    for (const call of this.#told.splice(0)) controller.tell(...call);
  }

  async #load(): Promise<void> {
    try {
      const { MeasurementController } = await import('../../controllers/measurement-controller.ts');
      this.#controller ??= new MeasurementController(this);
      this.#update();
    } catch (cause) {
      // A page without it plays as well; the next change of the element tries again.
      this.onState('error');
      this.onError(unloadable('The tracker', cause));
    }
  }

  async #loaded(): Promise<MeasurementController | undefined> {
    if (this.#connection && !this.#controller) await this.#load();
    else this.#update();
    return this.#controller;
  }

  /** What was set in this task counts before what is told in it; who is not there yet is told later. */
  #tell(...call: Parameters<MeasurementController['tell']>): void {
    if (!this.#connection) return;
    this.#told.push(call);
    this.#update();
  }
}

reflect(MediaTrackerElement.prototype);
