/** A page of the AccessEnabler JavaScript SDK: its callbacks, and everything they were told. */
import { AccessEnabler, type AeErrorEvent, type AeOptions } from '../../src/access-enabler/index.ts';
import { SERVICE_PROVIDER, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import type { PassPage } from './pass-fixtures.ts';
import { until } from './pass-page-reading.ts';

/** The functions an old page defines, in the order of the SDK's reference. */
const CALLBACKS = [
  'setConfig',
  'displayProviderDialog',
  'createIFrame',
  'destroyIFrame',
  'setAuthenticationStatus',
  'selectedProvider',
  'setToken',
  'tokenRequestFailed',
  'preauthorizedResources',
  'setMetadataStatus',
  'sendTrackingData',
] as const;

export type CallbackName = (typeof CALLBACKS)[number];
export type Told = readonly [name: string, ...args: any[]];

export const page = window as unknown as Record<string, unknown>;

export interface OldPage {
  /** Everything that was told, in order; error events under the name of their id. */
  readonly told: Told[];
  /** The same, one word each: a callback's first argument stands behind its name where it says what happened. */
  words(): string[];
  /** What one callback was told, without its name. */
  all(name: string): any[][];
  /** Waits for the nth time (the first unless said otherwise) that a callback was called. */
  called(name: string, times?: number): Promise<any[]>;
  /** Runs when a callback is called, after it was noted. */
  on(name: CallbackName, run: (...args: any[]) => void): void;
  /** The page has no such function. */
  without(...names: CallbackName[]): void;
  /** Constructs, binds, and names the requestor, as pages do in `entitlementLoaded`. */
  start(options?: AeOptions, more?: { statement?: string; requestor?: string; baseUrl?: string }): AccessEnabler;
  /** Until nothing more is told for a while. */
  quiet(ms?: number): Promise<void>;
}

/** Registers the hooks; the functions stand on `window` during each test. */
export function oldPage(pass: PassPage): OldPage {
  let told: Told[] = [];

  before(() => import('../../src/access-enabler/on-demand.ts'));
  beforeEach(() => {
    told = [];
    for (const name of CALLBACKS) page[name] = (...args: unknown[]) => void told.push([name, ...args]);
    page['onErrorEvent'] = (event: AeErrorEvent) => void told.push([event.errorId, event]);
    // Without one, no page asks for a configuration that few look at.
    delete page['setConfig'];
    const { open } = window;
    const named = new Map<string, Window>();
    window.open = (url, name = '', features) => {
      const present = named.get(name);
      if (present && !present.closed) return present;
      const opened = open.call(window, url, name, features);
      if (opened) named.set(name, opened);
      return opened;
    };
  });
  afterEach(() => {
    for (const name of [...CALLBACKS, 'onErrorEvent']) delete page[name];
    for (const service of document.querySelectorAll('body > pass-service')) service.remove();
  });

  const all = (name: string): any[][] => told.filter(([first]) => first === name).map(([, ...args]) => args);
  return {
    get told() {
      return told;
    },
    words: () => told.map(([name, first]) => (/^(set|send|sel)/.test(name) ? `${name} ${text(first)}` : name)),
    all,
    async called(name, times = 1) {
      await until(() => all(name).length >= times, `${name} (told: ${told.map(([first]) => first).join(', ')})`);
      // A viewer takes a moment to act on what was told; what an action needs is there by then.
      await new Promise(resolve => setTimeout(resolve, 20));
      return all(name)[times - 1]!;
    },
    on(name, run) {
      page[name] = (...args: unknown[]) => {
        told.push([name, ...args]);
        run(...args);
      };
    },
    without: (...names) => names.forEach(name => void delete page[name]),
    start(options = {}, { statement = SOFTWARE_STATEMENT, requestor = SERVICE_PROVIDER, baseUrl } = {}) {
      const enabler = new AccessEnabler(statement, { baseUrl: baseUrl ?? pass.world.origin });
      enabler.bind('errorEvent', 'onErrorEvent');
      enabler.setRequestor(requestor, null, options);
      return enabler;
    },
    async quiet(ms = 300) {
      for (let seen = -1; seen !== told.length;) {
        seen = told.length;
        await new Promise(resolve => setTimeout(resolve, ms));
      }
    },
  };
}

const text = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
