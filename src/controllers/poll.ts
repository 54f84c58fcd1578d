import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { systemClock, type Clock } from '../core/clock.ts';

export interface PollOptions {
  /** Looks again; true when something had changed. */
  look: () => Promise<boolean>;
  /** Whether there is anything worth looking at. */
  wanted: () => boolean;
  /** Milliseconds until the next look. */
  pause: (previous: number | undefined, changed: boolean) => number;
  /** Milliseconds after which nobody is thought to be watching any more. */
  limit?: () => number;
  clock?: Clock;
  /** Nobody sees the page, or nothing can be reached. */
  away?: () => boolean;
}

const isAway = (): boolean => document.visibilityState === 'hidden' || navigator.onLine === false;

/** Looks at something again and again: never while the page is hidden or offline, and not for ever. */
export class Poll implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: PollOptions;
  readonly #clock: Clock;
  #connection: AbortController | undefined;
  #cancel: (() => void) | undefined;
  #pause: number | undefined;
  #started: number | undefined;
  #looking = false;

  /** It has gone on for longer than the limit. */
  over = false;

  constructor(host: ReactiveControllerHost, options: PollOptions) {
    this.#host = host;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    document.addEventListener('visibilitychange', this.#onReturn, { signal });
    globalThis.addEventListener?.('online', this.#onReturn, { signal });
    globalThis.addEventListener?.('offline', this.#onReturn, { signal });
    this.restart();
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    this.#stop();
  }

  /** From the shortest pause on; also after the limit. */
  restart(): void {
    // What is drawn may say that it is over.
    if (this.over) this.#host.requestUpdate();
    this.over = false;
    this.#pause = undefined;
    this.#started = this.#clock.elapsed();
    this.#schedule(false);
  }

  readonly #onReturn = (): void => {
    this.#stop();
    this.#pause = undefined;
    this.#schedule(false);
  };

  #stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #schedule(changed: boolean): void {
    this.#stop();
    const { wanted, away = isAway, pause, limit } = this.#options;
    if (this.over || this.#looking || this.#connection?.signal.aborted !== false || away() || !wanted()) return;
    if (this.#clock.elapsed() - this.#started! > (limit?.() ?? Infinity)) {
      this.over = true;
      this.#host.requestUpdate();
      return;
    }
    this.#pause = pause(this.#pause, changed);
    this.#cancel = this.#clock.after(this.#pause, () => void this.#look());
  }

  async #look(): Promise<void> {
    this.#cancel = undefined;
    if (!this.#options.wanted()) return;
    this.#looking = true;
    // A look that fails has seen nothing new; what went wrong is shown by whoever looked.
    const changed = await this.#options.look().catch(() => false);
    this.#looking = false;
    this.#schedule(changed);
  }
}
