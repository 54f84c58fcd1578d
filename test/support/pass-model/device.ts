import '../../../src/pass/credentials.ts';
import '../../../src/pass/preauthorization.ts';
import '../../../src/pass/signing.ts';
import '../../../src/pass/temp-pass.ts';
import type { WithLock } from '../../../src/core/locks.ts';
import { aborted } from '../../../src/core/wait.ts';
import { GateDecision } from '../../../src/elements/pass-gate/gate-decision.ts';
import type { PassServiceLike } from '../../../src/controllers/pass-controller.ts';
import type { PassBrowser, ReturnMark, SignInWindow } from '../../../src/pass/browser.ts';
import { createPassClient, type PassClient } from '../../../src/pass/pass-client.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import type { KeyValueStore } from '../../../src/storage/key-value.ts';
import { FREE, ModelService, type Page } from './service.ts';
import { ModelTime } from './time.ts';

export const HERE = 'http://localhost:8000/watch';

/** A window that a page opened: empty at first, then at the provider's. */
export class ModelWindow implements SignInWindow {
  closed = false;
  code: string | undefined;
  mark: ReturnMark | undefined;
  readonly #visited: (url: string) => string | undefined;
  constructor(visited: (url: string) => string | undefined) {
    this.#visited = visited;
  }
  go(url: string, mark: ReturnMark): void {
    this.code = this.#visited(url);
    this.mark = mark;
  }
  focus(): void {}
  close(): void {
    this.closed = true;
  }
}

export interface Gate {
  resource: string;
  decision: GateDecision;
}

export interface Tab extends Page {
  client: PassClient;
  windows: ModelWindow[];
  gates: Gate[];
  stopped: boolean;
  /** The code of the provider's page this tab has gone to. */
  away: string | undefined;
  mark: ReturnMark | undefined;
  /** The window this page lives in, when another page opened it. */
  inside: ModelWindow | undefined;
}

interface Turn {
  page: Page;
  start: () => void;
  started: boolean;
}

/** A device with several pages of one origin, as far as the client can tell. */
export class ModelDevice {
  readonly time = new ModelTime();
  readonly service = new ModelService(this.time);
  readonly tabs: Tab[] = [];
  storage = createMemoryStore();
  /** What pages wait for: settled or not, and by which page. */
  readonly promises: { page: Page; what: string; settled: boolean }[] = [];
  blockedPopups = false;
  #ids = 0;
  /** How many pages there have been. */
  get opened(): number {
    return this.#ids;
  }
  readonly #lines = new Map<string, Map<(message: unknown) => void, Page>>();
  readonly #locks = new Map<string, Turn[]>();

  open({ mark, inside, address = HERE }: { mark?: ReturnMark; inside?: ModelWindow; address?: string } = {}): Tab {
    const page: Page = { id: (this.#ids += 1), gone: false, frozen: false };
    const tab: Tab = Object.assign(page, {
      ...{ windows: [], gates: [], stopped: false, away: undefined, mark, inside },
      client: undefined as unknown as PassClient,
    });
    const client = createPassClient({
      storage: this.#storageFor(page),
      fetch: this.service.fetchFor(page),
      clock: this.time.view(page),
      random: () => 0,
      withLock: this.#lockFor(page),
      log: () => {},
      browser: this.#browserFor(tab, address),
      config: {
        ...{ serviceProvider: 'demo', softwareStatement: 'statement', baseUrl: 'http://localhost:8787' },
        ...{ redirectUrl: () => HERE, domainName: 'localhost', tempPass: FREE },
      },
    });
    tab.client = client;
    let { revision } = client.store.getState();
    client.store.subscribe(state => {
      if (state.revision !== revision) for (const { decision } of tab.gates) decision.withdraw();
      revision = state.revision;
    });
    this.tabs.push(tab);
    client.start();
    return tab;
  }

  /** The page is gone without a word: closed, or left for another site. */
  kill(tab: Page): void {
    tab.gone = true;
    this.tabs.splice(this.tabs.indexOf(tab as Tab), 1);
    for (const line of this.#lines.values()) for (const [hear, page] of line) if (page === tab) line.delete(hear);
    for (const [name, turns] of this.#locks) {
      this.#locks.set(
        name,
        turns.filter(({ page }) => page !== tab),
      );
      this.#next(name);
    }
  }

  gate(tab: Tab, resource: string): Gate {
    const verify = (): Promise<unknown> => Promise.resolve(undefined);
    const gate = { resource, decision: new GateDecision(() => {}, verify) };
    tab.gates.push(gate);
    return gate;
  }

  play(tab: Tab, { resource, decision }: Gate, providerId?: string): void {
    const service = { authorize: tab.client.authorize.bind(tab.client) };
    this.watch(tab, `gate ${resource}`, decision.request(service as unknown as PassServiceLike, resource, providerId));
  }

  watch(page: Page, what: string, promise: Promise<unknown>): void {
    const entry = { page, what, settled: false };
    this.promises.push(entry);
    const settle = (): void => void (entry.settled = true);
    promise.then(settle, settle);
  }

  #visit = (url: string): string | undefined => {
    const name = /\/authenticate\/demo\/(\w+)$/.exec(url)?.[1];
    const code = name === undefined ? undefined : this.service.codes.get(name);
    if (code) code.openings += 1;
    return name;
  };

  #browserFor(tab: Tab, address: string): PassBrowser {
    const memory = new Map<string, unknown>();
    return {
      openWindow: () => {
        if (this.blockedPopups) return undefined;
        // A second one takes the first one's place.
        for (const window of tab.windows) window.closed = true;
        tab.windows = [new ModelWindow(this.#visit)];
        return tab.windows[0];
      },
      navigate: url => {
        tab.away = this.#visit(url);
        tab.frozen = tab.away !== undefined;
      },
      here: () => address,
      readMark: () => tab.mark,
      writeMark: mark => void (tab.mark = mark),
      clearMark: () => void (tab.mark = undefined),
      comesBack: () => tab.mark !== undefined,
      leave: (key, value) => void memory.set(key, value),
      found: key => memory.get(key),
      startLogout: () => {},
      continueLogout: () => false,
      hasFocus: () => true,
      closeSelf: () => {
        if (tab.inside) tab.inside.closed = true;
        this.kill(tab);
      },
      channel: (name, hear) => {
        const line = this.#lines.get(name) ?? new Map<(message: unknown) => void, Page>();
        this.#lines.set(name, line.set(hear, tab));
        return {
          post: message => {
            this.time.activity += 1;
            for (const [other, page] of line) {
              if (other === hear) continue;
              queueMicrotask(() => {
                if (!page.gone && !page.frozen && line.has(other)) other(message);
              });
            }
          },
          close: () => line.delete(hear),
        };
      },
    };
  }

  /** What a page that is gone had asked for never comes. */
  #storageFor(page: Page): KeyValueStore {
    const late = <Args extends unknown[], T>(run: (...args: Args) => Promise<T>) => {
      return (...args: Args): Promise<T> => {
        this.time.activity += 1;
        if (page.gone) return new Promise(() => {});
        return run(...args).then(value => (page.gone ? new Promise<T>(() => {}) : value));
      };
    };
    const store = this.storage;
    return {
      get: late(store.get) as KeyValueStore['get'],
      set: late(store.set),
      update: late(store.update) as KeyValueStore['update'],
      delete: late(store.delete),
      write: late(store.write),
      entries: late(store.entries) as KeyValueStore['entries'],
      clear: late(store.clear),
    };
  }

  #lockFor(page: Page): WithLock {
    return (name, run, signal) =>
      new Promise((resolve, reject) => {
        this.time.activity += 1;
        const turns = this.#locks.get(name) ?? [];
        this.#locks.set(name, turns);
        const leave = (): void => {
          this.#locks.set(
            name,
            (this.#locks.get(name) ?? []).filter(other => other !== turn),
          );
          this.#next(name);
        };
        const giveUp = (): void => {
          leave();
          reject(aborted());
        };
        const turn: Turn = {
          page,
          started: false,
          start: () => {
            signal?.removeEventListener('abort', giveUp);
            run().then(resolve, reject).finally(leave);
          },
        };
        if (signal?.aborted) return reject(aborted());
        signal?.addEventListener('abort', giveUp);
        turns.push(turn);
        this.#next(name);
      });
  }

  #next(name: string): void {
    const [first] = this.#locks.get(name) ?? [];
    if (!first || first.started) return;
    first.started = true;
    this.time.activity += 1;
    queueMicrotask(first.start);
  }
}
