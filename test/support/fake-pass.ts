/**
 * One device for tests of the Adobe Pass client: its storage, its tabs and windows, and a strict service in the same
 * page. Time is a fake clock that both sides share, and stands still until everything that was asked is answered.
 */
import { SERVICE_PROVIDER, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { createWorld, type JournalEntry, type ServedWorld, type WorldOptions } from '../../demo/services/world.ts';
// What is fetched on demand is here already, so that waiting for the network waits for everything.
import '../../src/pass/credentials.ts';
import '../../src/pass/preauthorization.ts';
import '../../src/pass/service-token.ts';
import '../../src/pass/signing.ts';
import '../../src/pass/temp-pass.ts';
import type { WithLock } from '../../src/core/locks.ts';
import type { PassBrowser, ReturnMark, SignInWindow } from '../../src/pass/browser.ts';
import type { PlatformDeps } from '../../src/pass/connection.ts';
import { createPassClient, type PassClient } from '../../src/pass/pass-client.ts';
import type { PassConfig } from '../../src/pass/types.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import type { KeyValueStore } from '../../src/storage/key-value.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { readAlready } from './read-already.ts';

export const BASE = 'http://localhost:8787';
export const HERE = 'http://localhost:8000/watch?show=1';

export interface Network {
  fetch: typeof fetch;
  /** Resolves when no request is under way and nobody has anything left to do at this moment. */
  idle(): Promise<void>;
}

/** One task of the page: every promise that can settle does so before the next one. */
const task = (): Promise<void> =>
  new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Hashes are made outside of the page's tasks. */
let hashing = 0;
const digest = crypto.subtle.digest.bind(crypto.subtle);
crypto.subtle.digest = (...input) => {
  hashing++;
  return digest(...input).finally(() => hashing--);
};

/** Turns a function into a `fetch` that can be aborted and whose end can be waited for. */
export function createNetwork(answer: (url: string, init: RequestInit) => Promise<Response>): Network {
  let busy = 0;
  let moments = 0;
  const during = async <T>(work: Promise<T>): Promise<T> => {
    busy++;
    return work.finally(() => busy--);
  };
  return {
    fetch: (input, init = {}) =>
      new Promise((resolve, reject) => {
        const abort = (): void => reject(new DOMException('aborted', 'AbortError'));
        if (init.signal?.aborted) return abort();
        init.signal?.addEventListener('abort', abort);
        during(answer(String(input), init).then(readAlready)).then(resolve, reject);
      }),
    async idle() {
      for (let quiet = 0; quiet < 3; quiet = busy + hashing > 0 ? 0 : quiet + 1) {
        await task();
        // Modules come in the order in which they were asked for, so whoever waits for one has it after this. Who has
        // been here for long has them all, and an hour of small steps must not take one.
        if (quiet === 0 && moments++ < 400) await import('../../src/pass/signing.ts');
      }
    },
  };
}

/** One at a time per name, as the browser does it for all tabs of an origin. */
export function createFakeLocks(): WithLock {
  const queues = new Map<string, Promise<unknown>>();
  return (name, run) => {
    const turn = (queues.get(name) ?? Promise.resolve()).then(run);
    queues.set(
      name,
      turn.catch(() => {}),
    );
    return turn;
  };
}

export class FakeWindow implements SignInWindow {
  closed = false;
  url = '';
  mark: ReturnMark | undefined;
  focused = 0;
  go(url: string, mark: ReturnMark): void {
    this.url = url;
    this.mark = mark;
  }
  focus(): void {
    this.focused++;
  }
  close(): void {
    this.closed = true;
  }
}

/** What a tab shows and remembers; the line to the other tabs is the device's. */
export class FakeTab implements PassBrowser {
  windows: FakeWindow[] = [];
  blocked = false;
  focused = true;
  closedItself = false;
  left: string[] = [];
  logoutPages: string[] = [];
  mark: ReturnMark | undefined;
  address: string;
  readonly #lines: Map<string, Set<(message: unknown) => void>>;

  constructor(lines: Map<string, Set<(message: unknown) => void>>, address: string, mark?: ReturnMark) {
    this.#lines = lines;
    this.address = address;
    this.mark = mark;
  }
  get window(): FakeWindow {
    return this.windows[this.windows.length - 1]!;
  }
  openWindow(): FakeWindow | undefined {
    if (this.blocked) return undefined;
    this.windows.push(new FakeWindow());
    return this.window;
  }
  navigate = (url: string): void => void this.left.push(url);
  here = (): string => this.address;
  readMark = (): ReturnMark | undefined => this.mark;
  writeMark = (mark: ReturnMark): void => void (this.mark = mark);
  clearMark = (): void => void (this.mark = undefined);
  comesBack = (): boolean => this.mark !== undefined || this.logoutPages.length > 0;
  readonly memory = new Map<string, unknown>();
  leave = (key: string, value: unknown): void => void this.memory.set(key, value);
  found = (key: string): unknown => this.memory.get(key);
  startLogout = (pages: readonly string[]): void => void this.logoutPages.push(...pages);
  continueLogout = (): boolean => {
    const next = this.logoutPages.shift();
    if (next) this.navigate(next);
    return next !== undefined;
  };
  hasFocus = (): boolean => this.focused;
  closeSelf = (): void => void (this.closedItself = true);
  channel(name: string, listener: (message: unknown) => void): { post(message: unknown): void; close(): void } {
    const line = this.#lines.get(name) ?? new Set();
    this.#lines.set(name, line.add(listener));
    return {
      post(message) {
        for (const other of line) if (other !== listener) queueMicrotask(() => line.has(other) && other(message));
      },
      close: () => line.delete(listener),
    };
  }
}

export interface OpenTab {
  client: PassClient;
  browser: FakeTab;
}

export interface PageOptions {
  address?: string;
  /** What the former page of this tab left to it. */
  mark?: ReturnMark | undefined;
  config?: Partial<PassConfig>;
  /** No other page of the device is open any more. */
  alone?: boolean;
}

export interface PassDevice extends PlatformDeps {
  world: ServedWorld;
  clock: FakeClock;
  network: Network;
  storage: KeyValueStore;
  logged: string[];
  config: PassConfig;
  /** Opens a page with a client that has just started. */
  launch(options?: PageOptions): OpenTab;
  /** The same, and waits until it is quiet. */
  open(options?: PageOptions): Promise<OpenTab>;
  /** The journal so far: `METHOD /path` below the service provider's, in order. */
  requests(): string[];
  entries(path: RegExp): JournalEntry[];
  control(path: string, body?: unknown): Promise<void>;
  /** The viewer signs in on the provider's page, which then leads back. */
  approve(code: string): Promise<void>;
  /** What the client did that the service's rules forbid. */
  complaints(): string[];
}

export function createDevice(options: WorldOptions & { storage?: KeyValueStore } = {}): PassDevice {
  const { storage = createMemoryStore(), ...worldOptions } = options;
  const network = createNetwork((url, init) => world.fetch(url, init));
  const clock = createFakeClock(1_800_000_000_000, network.idle);
  const world = createWorld({ now: clock.now(), clockSource: clock.elapsed, seed: 7, ...worldOptions });
  const lines = new Map<string, Set<(message: unknown) => void>>();
  const logged: string[] = [];
  const device: PassDevice = {
    ...{ world, clock, network, storage, logged },
    fetch: network.fetch,
    random: () => 0,
    withLock: createFakeLocks(),
    log: text => void logged.push(text),
    config: {
      serviceProvider: SERVICE_PROVIDER,
      softwareStatement: SOFTWARE_STATEMENT,
      baseUrl: BASE,
      redirectUrl: () => HERE,
      domainName: 'localhost',
    },
    launch({ address = HERE, mark, config, alone = false } = {}) {
      const browser = new FakeTab(alone ? new Map() : lines, address, mark);
      const client = createPassClient({ ...device, config: { ...device.config, ...config }, browser });
      client.start();
      return { client, browser };
    },
    async open(options) {
      const tab = device.launch(options);
      await network.idle();
      return tab;
    },
    requests: () => world.journal.entries().map(({ method, path }) => `${method} ${path.replace('/api/v2/demo', '')}`),
    entries: path => world.journal.entries().filter(entry => path.test(entry.path)),
    async control(path, body = {}) {
      const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const response = await world.fetch(`${BASE}/control/${path}`, init);
      if (!response.ok) throw new Error(await response.text());
    },
    approve: code => device.control('pass/approve', { code }),
    complaints: () => world.journal.complaints().map(({ rule, text }) => `${rule} ${text}`),
  };
  return device;
}

/** The whole way by popup: choose, sign in at the provider, come back. */
export async function signInByPopup(device: PassDevice, tab: OpenTab, mvpd = 'acmeCable'): Promise<void> {
  const profile = tab.client.signIn(mvpd);
  await device.network.idle();
  const { mark } = tab.browser.window;
  await device.approve(mark!.code);
  await device.open({ mark });
  tab.browser.window.closed = true;
  await device.network.idle();
  await device.clock.advance(0);
  await profile;
  await device.network.idle();
}
