/** What a sign-in needs of the browser: windows, this tab's own memory, and a line to the other tabs. */
import { parseAddress } from '../core/address.ts';
import { openChannel } from '../core/channel.ts';

/** What this tab leaves to itself before the viewer goes to the provider's page. */
export interface ReturnMark {
  /** The sign-in it belongs to. */
  id: string;
  /** Which service provider's; a page may have several. */
  scope: string;
  mode: 'popup' | 'redirect';
  provider: { id: string; displayName?: string | undefined; logoUrl?: string | undefined };
  code: string;
  /** When the code dies by this device's wall clock, which a reload of the page cannot avoid to trust. */
  until: number;
  redirectUrl: string;
}

export interface SignInWindow {
  readonly closed: boolean;
  /** Leaves the mark in that window and sends it to the provider's page. */
  go(url: string, mark: ReturnMark): void;
  focus(): void;
  close(): void;
}

export interface PassBrowser {
  /** Opens an empty window; inside a click or it is blocked, which gives undefined. */
  openWindow(name: string): SignInWindow | undefined;
  /** Leaves this page. */
  navigate(url: string): void;
  /** This page's address. */
  here(): string;
  readMark(): ReturnMark | undefined;
  writeMark(mark: ReturnMark): void;
  clearMark(): void;
  /** Leaves something to the next page of this tab; undefined takes it away. */
  leave(key: string, value: unknown): void;
  /** What an earlier page of this tab left. Other scripts of the site can write there too. */
  found(key: string): unknown;
  /** Whether an earlier page of this tab left for a provider's page, to sign in or out. */
  comesBack(): boolean;
  /** Visits the providers' own sign-out pages one after the other; each ends at this page again. */
  startLogout(pages: readonly string[]): void;
  /** Goes on with the next of them; tells whether there was one. */
  continueLogout(): boolean;
  /** Whether the viewer is looking at this page: a window that hides from its opener still has the focus. */
  hasFocus(): boolean;
  /** Closes this window, where the browser allows it. */
  closeSelf(): void;
  channel(name: string, onMessage: (message: unknown) => void): { post(message: unknown): void; close(): void };
}

/** The window of the present sign-in; a second one takes the first one's place. */
export const WINDOW_NAME = 'tve-pass';

const MARK = 'tve-pass-sign-in';
const LOGOUT = 'tve-pass-sign-out';
const FEATURES = 'popup=yes,width=620,height=760';

export const pageBrowser: PassBrowser = {
  openWindow(name) {
    const opened = window.open('', name, FEATURES);
    if (!opened) return undefined;
    return {
      get closed() {
        return opened.closed;
      },
      go(url, mark) {
        try {
          // Still an empty window of our own origin, whose memory survives the journey to the provider and back.
          opened.sessionStorage.setItem(MARK, JSON.stringify(mark));
        } catch {
          // Without it the window cannot tell that it is one; the page finds the profile when it is closed.
        }
        opened.location.replace(url);
      },
      focus: () => opened.focus(),
      close: () => opened.close(),
    };
  },
  navigate: url => location.assign(url),
  here: () => location.href,
  readMark: () => readSession(MARK) as ReturnMark | undefined,
  writeMark: mark => writeSession(MARK, mark),
  clearMark: () => writeSession(MARK, undefined),
  comesBack: () => (readSession(MARK) ?? readSession(LOGOUT)) !== undefined,
  leave: writeSession,
  found: readSession,
  startLogout(pages) {
    const [next, ...rest] = pages;
    if (!next) return;
    writeSession(LOGOUT, rest);
    location.assign(next);
  },
  continueLogout() {
    const pages = readSession(LOGOUT);
    const [next, ...rest] = Array.isArray(pages) ? (pages as unknown[]) : [];
    const address = parseAddress(typeof next === 'string' ? next : undefined);
    writeSession(LOGOUT, address && rest);
    if (!address) return false;
    location.assign(address.href);
    return true;
  },
  hasFocus: () => document.hasFocus(),
  closeSelf: () => window.close(),
  channel(name, onMessage) {
    const channel = openChannel(name);
    channel?.addEventListener('message', ({ data }) => onMessage(data));
    return { post: message => channel?.postMessage(message), close: () => channel?.close() };
  },
};

/** This tab's own memory outlives the journey to another site. Where it is forbidden, the page asks for all profiles. */
function readSession(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function writeSession(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Forbidden or full: see above.
  }
}
