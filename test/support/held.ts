/** Counts what a page holds on to: listeners, timers, locks and observers that were begun and not ended since. */
interface Held {
  listeners: number;
  timers: number;
  locks: number;
  observers: number;
}

export interface Watch {
  readonly held: Held;
  /** A moment of waiting that is not counted itself. */
  moment(): Promise<void>;
  stop(): void;
}

type Listener = EventListenerOrEventListenerObject | null;

export function watchHeld(): Watch {
  const held = { listeners: 0, timers: 0, locks: 0, observers: 0 };
  const listened = new Map<EventTarget, Map<string, Set<Listener>>>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const { setTimeout, clearTimeout } = globalThis;
  const { observe, disconnect } = MutationObserver.prototype;
  const request = navigator.locks.request.bind(navigator.locks) as (...args: unknown[]) => Promise<unknown>;
  const setOf = (target: EventTarget, key: string): Set<Listener> => {
    const keys = listened.get(target) ?? new Map<string, Set<Listener>>();
    listened.set(target, keys);
    const set = keys.get(key) ?? new Set<Listener>();
    keys.set(key, set);
    return set;
  };
  const forget = (target: EventTarget, key: string, listener: Listener): void => {
    if (setOf(target, key).delete(listener)) held.listeners--;
  };

  EventTarget.prototype.addEventListener = function (type: string, listener: Listener, given?: unknown): void {
    const target = this ?? globalThis;
    const options = (typeof given === 'object' ? given : {}) as AddEventListenerOptions | null;
    const { signal, once } = options ?? {};
    // A signal is its own end, and so is a request: they go with what they belong to.
    const own = target instanceof AbortSignal || target instanceof IDBRequest || target instanceof IDBTransaction;
    const key = `${type} ${String(given === true || !!options?.capture)}`;
    const set = setOf(target, key);
    if (!own && listener && !signal?.aborted && !set.has(listener)) {
      set.add(listener);
      held.listeners++;
      if (signal) addEventListener.call(signal, 'abort', () => forget(target, key, listener));
      if (once) addEventListener.call(target, type, () => forget(target, key, listener), { once: true });
    }
    addEventListener.call(target, type, listener, given as AddEventListenerOptions);
  };
  EventTarget.prototype.removeEventListener = function (type: string, listener: Listener, given?: unknown): void {
    const target = this ?? globalThis;
    const capture = given === true || !!(given as AddEventListenerOptions | undefined)?.capture;
    forget(target, `${type} ${String(capture)}`, listener);
    removeEventListener.call(target, type, listener, given as EventListenerOptions);
  };

  const timers = new Set<unknown>();
  const count = (): void => void (held.timers = timers.size);
  globalThis.setTimeout = ((run: () => void, ms?: number, ...args: unknown[]) => {
    const id: unknown = setTimeout(() => {
      timers.delete(id);
      count();
      (run as (...args: unknown[]) => void)(...args);
    }, ms);
    timers.add(id);
    count();
    return id;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((id?: number): void => {
    timers.delete(id);
    count();
    clearTimeout(id);
  }) as typeof clearTimeout;

  const observing = new Set<MutationObserver>();
  MutationObserver.prototype.observe = function (node, options) {
    observing.add(this);
    held.observers = observing.size;
    observe.call(this, node, options);
  };
  MutationObserver.prototype.disconnect = function () {
    observing.delete(this);
    held.observers = observing.size;
    disconnect.call(this);
  };

  Object.defineProperty(navigator.locks, 'request', {
    configurable: true,
    value: (...args: unknown[]) => {
      held.locks++;
      return request(...args).finally(() => held.locks--);
    },
  });

  return {
    held,
    moment: () => new Promise(resolve => setTimeout(resolve, 30)),
    stop() {
      Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Object.assign(MutationObserver.prototype, { observe, disconnect });
      delete (navigator.locks as { request?: unknown }).request;
    },
  };
}
