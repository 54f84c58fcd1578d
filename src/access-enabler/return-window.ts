/**
 * A window that comes back from a provider shows the publisher's page once more. It has only to tell the page that
 * opened it, and to go; nothing of the page is to start in it.
 */
import { parseAddress } from '../core/address.ts';
import { parsed } from './page-parsed.ts';
import { SIGN_OUT_PAGES, SIGN_OUT_WINDOW } from './types.ts';

/** What `<pass-service>` leaves in the window it sends to a provider. */
const MARK = 'tve-pass-sign-in';
/** The page that waits answers within this. */
const PATIENCE = 1500;
const LOOK = 50;

interface Mark {
  id: string;
  scope: string;
  mode: string;
  until: number;
  redirectUrl: string;
}

/** Resolves with whether this window is an ordinary one. */
export async function isOrdinary(): Promise<boolean> {
  if (window.name === SIGN_OUT_WINDOW && window.opener) return nextSignOut() ? false : leave();
  const mark = readMark();
  if (!mark) return true;
  await parsed();
  const service = document.querySelector('pass-service');
  if (!service) return (await announce(mark)) ? leave() : true;
  // The page's own element says so itself, and closes the window; it is waited for a little longer than it waits.
  const end = performance.now() + 2 * PATIENCE;
  while (performance.now() < end && service.client?.isReturnWindow !== false) await pause(LOOK);
  return service.client?.isReturnWindow !== true;
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

function leave(): false {
  window.close();
  return false;
}

/** Goes on to the next provider; tells whether there was one. */
function nextSignOut(): boolean {
  try {
    const [next, ...others] = JSON.parse(sessionStorage.getItem(SIGN_OUT_PAGES) ?? '[]') as string[];
    const address = parseAddress(next);
    sessionStorage.setItem(SIGN_OUT_PAGES, JSON.stringify(others));
    if (address) location.replace(address.href);
    return address !== undefined;
  } catch {
    return false;
  }
}

function readMark(): Mark | undefined {
  try {
    const mark = JSON.parse(sessionStorage.getItem(MARK) ?? 'null') as Partial<Mark> | null;
    if (mark?.mode !== 'popup' || !(mark.until! > Date.now()) || typeof mark.scope !== 'string') return undefined;
    return withoutHash(String(mark.redirectUrl)) === withoutHash(location.href) ? (mark as Mark) : undefined;
  } catch {
    return undefined;
  }
}

const withoutHash = (address: string): string => address.split('#')[0]!;

/** Tells the page that waits; resolves with whether it heard. */
function announce({ id, scope }: Mark): Promise<boolean> {
  if (typeof BroadcastChannel !== 'function') return Promise.resolve(false);
  const channel = new BroadcastChannel(`tve-elements ${scope}`);
  return new Promise<boolean>(resolve => {
    setTimeout(() => resolve(false), PATIENCE);
    channel.onmessage = ({ data }: MessageEvent<{ type?: unknown; id?: unknown } | null>) => {
      if (data?.type === 'welcome' && data.id === id) resolve(true);
    };
    channel.postMessage({ type: 'returned', id });
  }).finally(() => channel.close());
}
