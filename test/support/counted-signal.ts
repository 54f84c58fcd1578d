/** A signal that counts who listens to it: one that lives long must not remember everything that once waited with it. */
export class CountedSignal {
  listeners = 0;
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;

  constructor() {
    this.#count('addEventListener', 1);
    this.#count('removeEventListener', -1);
  }

  abort(): void {
    this.#controller.abort();
  }

  #count(method: 'addEventListener' | 'removeEventListener', change: number): void {
    const { signal } = this;
    Object.assign(signal, {
      [method]: (...args: Parameters<AbortSignal['addEventListener']>) => {
        this.listeners += change;
        AbortSignal.prototype[method].apply(signal, args);
      },
    });
  }
}
