/**
 * Pages for the tests of the sign-in elements: a world of the local services of their own, markup as a publisher types
 * it, a viewer who is signed in already, and windows that only look like windows.
 */
import '../../src/elements/pass-service/pass-service.define.ts';
import '../../src/elements/pass-provider-picker/pass-provider-picker.define.ts';
import '../../src/elements/pass-gate/pass-gate.define.ts';
import '../../src/elements/pass-account/pass-account.define.ts';
import { expect } from '@open-wc/testing';
import { SERVICE_PROVIDER, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { forget } from '../../src/controllers/page-client.ts';
import type { PassGateElement } from '../../src/elements/pass-gate/pass-gate.ts';
import type { PassServiceElement } from '../../src/elements/pass-service/pass-service.ts';
import { pageBrowser, type ReturnMark } from '../../src/pass/browser.ts';
import { openWorld, type JournalEntry, type TestWorld, type WorldOptions } from './world.ts';

export interface PassPage {
  /** The world of the present test. */
  readonly world: TestWorld;
  /** Windows that were opened in this test. */
  readonly windows: FakeWindow[];
  /** Addresses this page would have gone to. */
  readonly left: string[];
  /** The browser blocks windows from now on. */
  blockWindows(): void;
  /** The service may complain of this in the present test; anything else it complains of fails the test. */
  forgive(complaint: RegExp): void;
  /** Attributes of a `<pass-service>` of this world. */
  attributes(changes?: Record<string, string | null>): string;
  /** Puts markup into the document as a page would. */
  put(markup: string): HTMLElement;
  /** A `<pass-service>` of this world around the markup. */
  open(inner?: string, changes?: Record<string, string | null>): PassServiceElement;
  /** From now on this device is signed in with that provider, as after an earlier visit. */
  signedIn(...mvpds: string[]): Promise<void>;
  /** The same, once it has signed in by itself with the list of providers seen: the device knows name and logo. */
  visitedBefore(mvpd: string): Promise<void>;
  /** Requests so far, by the end of their path. */
  requests(path: RegExp): Promise<JournalEntry[]>;
}

/** A window as the page that opened it sees it. */
export class FakeWindow {
  closed = false;
  /** Where it was sent. */
  address = '';
  focused = 0;
  mark: ReturnMark | undefined;
  readonly name: string;
  readonly sessionStorage = {
    setItem: (_key: string, value: string): void => void (this.mark = JSON.parse(value) as ReturnMark),
  };
  readonly location = { replace: (url: string): void => void (this.address = url) };

  constructor(name: string) {
    this.name = name;
  }
  focus(): void {
    this.focused++;
  }
  close(): void {
    this.closed = true;
  }
}

/** Registers the hooks; what it returns belongs to whichever test runs. */
export function passPage(options: WorldOptions = {}): PassPage {
  let world: TestWorld;
  let windows: FakeWindow[] = [];
  let left: string[] = [];
  let blocked = false;
  let forgiven: RegExp[] = [];
  const { navigate, startLogout, hasFocus } = pageBrowser;
  const { open } = window;

  beforeEach(async () => {
    world = await openWorld(options);
    windows = [];
    left = [];
    blocked = false;
    forgiven = [];
    pageBrowser.navigate = url => void left.push(url);
    pageBrowser.startLogout = pages => void left.push(...pages);
    pageBrowser.hasFocus = () => true;
    window.open = (_url, name) => {
      if (blocked) return null;
      windows.push(new FakeWindow(name ?? ''));
      return windows.at(-1) as unknown as Window;
    };
  });

  afterEach(async () => {
    Object.assign(pageBrowser, { navigate, startLogout, hasFocus });
    window.open = open;
    for (const element of document.querySelectorAll('[data-page]')) element.remove();
    const complaints = (await world.complaints()).map(({ rule, text }) => `${rule}: ${text}`);
    await forget();
    sessionStorage.clear();
    await world.close();
    const unexpected = complaints.filter(text => !forgiven.some(pattern => pattern.test(text)));
    expect(unexpected, 'complaints of the service').to.deep.equal([]);
  });

  const page: PassPage = {
    get world() {
      return world;
    },
    get windows() {
      return windows;
    },
    get left() {
      return left;
    },
    blockWindows: () => void (blocked = true),
    forgive: complaint => void forgiven.push(complaint),
    attributes(changes = {}) {
      const all: Record<string, string | null> = {
        'service-provider': SERVICE_PROVIDER,
        'software-statement': SOFTWARE_STATEMENT,
        'base-url': world.origin,
        ...changes,
      };
      return Object.entries(all)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `${name}="${value}"`)
        .join(' ');
    },
    put(markup) {
      const main = document.createElement('main');
      main.dataset['page'] = '';
      main.innerHTML = markup;
      document.body.append(main);
      return main;
    },
    open: (inner = '', changes = {}) =>
      page.put(`<pass-service ${page.attributes(changes)}>${inner}</pass-service>`).querySelector('pass-service')!,
    async signedIn(...mvpds) {
      const service = page.open();
      await inState(service, 'signed-out');
      const [registration] = await page.requests(/\/register$/);
      const [profiles] = await page.requests(/\/profiles$/);
      const { client_id: client } = registration!.response as { client_id: string };
      const device = atob(profiles!.headers['ap-device-identifier']!.split(' ')[1]!);
      for (const mvpd of mvpds) await world.signIn({ client, device, mvpd });
      service.parentElement!.remove();
      await Promise.resolve();
      await world.clearJournal();
    },
    async visitedBefore(mvpd) {
      const service = page.open();
      await inState(service, 'signed-out');
      await service.providers();
      const signedIn = service.signIn(mvpd);
      await comeBack(page);
      await signedIn;
      await inStorage(page, 'profiles');
      service.parentElement!.remove();
      await Promise.resolve();
      windows = [];
      await world.clock.advance(10 * 60_000);
      await world.clearJournal();
    },
    requests: async path => (await world.journal()).filter(entry => path.test(entry.path)),
  };
  return page;
}

/** The viewer signs in at the provider, and the window comes back as a return window does. */
export async function comeBack({ windows, world }: PassPage): Promise<void> {
  await until(() => windows.at(-1)?.mark !== undefined, 'a window at the provider');
  const { mark } = windows.at(-1)!;
  await world.approve(mark!.code);
  const channel = new BroadcastChannel(`tve-elements ${mark!.scope}`);
  channel.postMessage({ type: 'returned', id: mark!.id });
  // Some engines drop what a closed channel has not delivered yet.
  await until(() => windows.at(-1)!.closed, 'the window closed');
  channel.close();
}

/** Waits until something is stored for this world's service. */
export const inStorage = (page: PassPage, name: string): Promise<void> =>
  until(async () => (await stored(page)).some(key => key.includes(name)), `${name} on the device`);

/** Keys of everything stored for this world's service. */
export async function stored({ world }: PassPage): Promise<string[]> {
  return (await storedEntries()).map(([key]) => key).filter(key => key.includes(world.origin));
}

/** Everything on the device, keys and values as text. */
export function storedEntries(): Promise<[string, string][]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('tve-elements');
    opening.onerror = () => reject(new Error('no database'));
    opening.onsuccess = () => {
      const database = opening.result;
      const store = database.transaction('keyval').objectStore('keyval');
      const keys = store.getAllKeys();
      const values = store.getAll();
      store.transaction.oncomplete = () => {
        database.close();
        resolve(keys.result.map((key, index) => [JSON.stringify(key), JSON.stringify(values.result[index])]));
      };
    };
  });
}

const LONG = 12_000;

/** Waits until an element's reflected `state` is this. */
export function inState(element: Element, state: string): Promise<void> {
  if (element.getAttribute('state') === state) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const seen = [element.getAttribute('state')];
    const observer = new MutationObserver(() => {
      seen.push(element.getAttribute('state'));
      if (seen.at(-1) !== state) return;
      stop();
      resolve();
    });
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`<${element.localName}> became ${seen.join(', ')}, never ${state}`));
    }, LONG);
    const stop = (): void => {
      observer.disconnect();
      clearTimeout(timer);
    };
    observer.observe(element, { attributeFilter: ['state'] });
  });
}

/** Waits until something is so. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = performance.now() + LONG; !(await condition());) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** All events of these types that reach the document from now on. */
export function record(...types: (keyof HTMLElementEventMap)[]): CustomEvent[] {
  const events: CustomEvent[] = [];
  const controller = new AbortController();
  for (const type of types)
    document.addEventListener(type, event => void events.push(event as CustomEvent), { signal: controller.signal });
  recordings.push(controller);
  return events;
}
const recordings: AbortController[] = [];
afterEach(() => recordings.splice(0).forEach(controller => controller.abort()));

/** What is drawn in an element's shadow tree, as text. */
export const textOf = (element: Element): string => (element.shadowRoot!.textContent ?? '').replace(/\s+/g, ' ').trim();

/** What its permanent live region says. */
export const announced = (element: Element): string =>
  (element.shadowRoot!.querySelector('.status[role=status]')!.textContent ?? '').trim();

/** The first control in a shadow tree whose text is this. */
export function control(element: Element, text: string): HTMLElement {
  const controls = [...element.shadowRoot!.querySelectorAll<HTMLElement>('button, a, select, input')];
  const found = controls.find(candidate => candidate.textContent!.trim() === text);
  if (!found) throw new Error(`<${element.localName}> has no “${text}” but: ${textOf(element)}`);
  return found;
}

export function press(target: Element, key: string): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

export function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** A gate with a film in its template. */
export const gateMarkup = (attributes = 'resource="news"', more = ''): string =>
  `<pass-gate ${attributes}><template><p class="film">The film</p></template>${more}</pass-gate>`;

export const gateOf = (root: ParentNode): PassGateElement => root.querySelector('pass-gate')!;

/** Nothing of what a gate protects is in the document. */
export function expectClosed(gate: Element): void {
  expect(gate.querySelectorAll('.film').length, 'protected content in the document').to.equal(0);
  expect(gate.shadowRoot!.querySelectorAll('slot:not([name])').length, 'the slot of the content').to.equal(0);
  const kept = gate.querySelector('template')!.content.querySelectorAll('.film');
  expect(kept.length, 'content in the template').to.equal(1);
}

export function expectOpen(gate: Element): void {
  expect(gate.querySelectorAll(':scope > .film').length, 'content in the document').to.equal(1);
  expect(gate.shadowRoot!.querySelectorAll('slot:not([name])').length).to.equal(1);
}
