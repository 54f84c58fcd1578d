/**
 * Pages for the tests of the sign-in elements: a world of the local services of their own, markup as a publisher types
 * it, a viewer who is signed in already, and windows that only look like windows.
 */
import '../../src/elements/pass-service/pass-service.define.ts';
import '../../src/elements/pass-provider-picker/pass-provider-picker.define.ts';
import '../../src/elements/pass-gate/pass-gate.define.ts';
import '../../src/elements/pass-account/pass-account.define.ts';
import '../../src/elements/pass-auth-code/pass-auth-code.define.ts';
import '../../src/elements/pass-activate/pass-activate.define.ts';
import '../../src/elements/pass-catalog/pass-catalog.define.ts';
import { expect } from '@open-wc/testing';
import { SERVICE_PROVIDER, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { forget } from '../../src/controllers/page-client.ts';
import type { PassServiceElement } from '../../src/elements/pass-service/pass-service.ts';
import { pageBrowser, type ReturnMark } from '../../src/pass/browser.ts';
import { inState, inStorage, until } from './pass-page-reading.ts';
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

  // What is drawn is here from the beginning, as on a page that was open for a moment; how it comes has its own tests.
  before(async () => {
    await Promise.all([
      import('../../src/elements/pass-account/account-view.ts'),
      import('../../src/elements/pass-activate/activate-view.ts'),
      import('../../src/elements/pass-auth-code/code-view.ts'),
      import('../../src/elements/pass-catalog/catalog-marks.ts'),
      import('../../src/elements/pass-gate/gate-view.ts'),
      import('../../src/elements/pass-provider-picker/picker-view.ts'),
    ]);
  });
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
    expect(unexpected.join('; '), 'complaints of the service').to.equal('');
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

export * from './pass-page-reading.ts';
