import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { TveError } from '../core/errors.ts';

/**
 * Work of which only the latest counts: each run aborts the one before, and leaving the document aborts all
 * (DWM-R22).
 */
export class ConsoleLoad implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #current: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get pending(): boolean {
    return this.#current !== undefined;
  }

  /** The value, or undefined when it is no longer wanted. Rejects with whatever else went wrong. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.abort();
    const own = new AbortController();
    this.#current = own;
    this.#host.requestUpdate();
    try {
      const value = await work(own.signal);
      return own.signal.aborted ? undefined : value;
    } catch (error) {
      if (own.signal.aborted || (error instanceof TveError && error.code === 'aborted')) return undefined;
      throw error;
    } finally {
      if (this.#current === own) {
        this.#current = undefined;
        this.#host.requestUpdate();
      }
    }
  }

  abort(): void {
    this.#current?.abort();
    this.#current = undefined;
  }

  hostDisconnected(): void {
    this.abort();
  }
}
