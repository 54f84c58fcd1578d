import type { ReactiveController } from 'lit';
import type { ToldEvent, ToldProblem } from './event-log.ts';
import type { MediaInspectorElement } from './media-inspector.ts';
import { readEvent, readProblem } from './recording.ts';

/** What an inspector is told of its tracker. */
export interface Listener {
  event(told: ToldEvent, source: number): void;
  problem(told: ToldProblem): void;
  /** Another tracker was asked for: what was told before is not about it. */
  reset(): void;
}

/** An event that came before there was anybody to listen, and where it came from. */
export type Early = readonly [tracker: EventTarget | undefined, event: Event];

/**
 * Finds the tracker named by `for` (same root, then the document), else the first one there is, and listens to it;
 * also to one that comes late or takes its place. Of one that was removed it hears the end.
 */
export class TrackerLink implements ReactiveController {
  readonly #host: MediaInspectorElement;
  readonly #listener: Listener;
  readonly #now: () => number;
  /** Trackers of this line, each by its number. */
  readonly #sources = new Map<EventTarget, number>();
  #early: readonly Early[];
  #connection: AbortController | undefined;
  #listening = new Map<EventTarget, AbortController>();
  #tracker: Element | undefined;
  #for: string | null | undefined;

  constructor(host: MediaInspectorElement, listener: Listener, early: readonly Early[], now: () => number) {
    this.#host = host;
    this.#listener = listener;
    this.#early = early;
    this.#now = now;
    host.addController(this);
  }

  get tracker(): Element | undefined {
    return this.#tracker;
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    const observer = new MutationObserver(() => this.#look());
    const options = { childList: true, subtree: true, attributes: true, attributeFilter: ['id', 'state'] };
    const root = this.#host.getRootNode();
    for (const tree of new Set([root, document])) observer.observe(tree, options);
    this.#connection.signal.addEventListener('abort', () => observer.disconnect());
    this.#look();
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    this.#connection = undefined;
    for (const listening of this.#listening.values()) listening.abort();
    this.#listening.clear();
    this.#tracker = undefined;
  }

  hostUpdate(): void {
    this.#look();
  }

  #look(): void {
    if (!this.#connection) return;
    const { for: id } = this.#host;
    if (id !== this.#for && this.#for !== undefined) {
      for (const listening of this.#listening.values()) listening.abort();
      this.#listening.clear();
      this.#tracker = undefined;
      this.#listener.reset();
    }
    this.#for = id;
    const tracker = this.#find(id);
    const before = this.#tracker;
    if (tracker === before) return;
    this.#tracker = tracker;
    // One that is still on the page lives on as somebody else's.
    if (before?.isConnected) this.#listening.get(before)?.abort();
    if (tracker) this.#listen(tracker);
    this.#host.requestUpdate();
  }

  #find(id: string | null): Element | undefined {
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    const selector = 'media-tracker';
    if (id) return root.getElementById(id) ?? document.getElementById(id) ?? undefined;
    return root.querySelector(selector) ?? document.querySelector(selector) ?? undefined;
  }

  #listen(tracker: Element): void {
    const source = this.#sources.get(tracker) ?? this.#sources.size;
    this.#sources.set(tracker, source);
    this.#listening.get(tracker)?.abort();
    const listening = new AbortController();
    this.#listening.set(tracker, listening);
    const { signal } = listening;
    const hear = (event: Event): void => this.#hear(event, source);
    tracker.addEventListener('media-tracker-event', hear, { signal });
    tracker.addEventListener('media-tracker-error', hear, { signal });
    for (const [from, event] of this.#early) if (from === tracker) hear(event);
    this.#early = [];
  }

  #hear(event: Event, source: number): void {
    const { detail } = event as CustomEvent<unknown>;
    if (event.type === 'media-tracker-event') {
      const told = readEvent(detail);
      if (told) this.#listener.event(told, source);
    } else {
      const { code, message, status } = ((detail ?? {}) as { error?: Partial<ToldProblem> }).error ?? {};
      // The service's own words may contain a session's id; ours do not.
      const words = status === undefined ? message : '';
      const told = readProblem({ ts: this.#now(), code, message: words, status });
      if (told) this.#listener.problem(told);
    }
  }
}
