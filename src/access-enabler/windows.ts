/** Windows for a provider's page: the one the page opened under the name the old SDK gave it, or one of our own. */
import { parseAddress } from '../core/address.ts';
import { type AeOptions, SIGN_OUT_PAGES, SIGN_OUT_WINDOW } from './types.ts';

/** Pages open a window of this name in the viewer's click. */
export const SIGN_IN_WINDOW = 'mvpdwindow';

const LOOK = 250;

/** A window for the sign-in, if the browser gives one: it does while it handles a click, or when it is open anyway. */
export function openSignInWindow(mvpd: string, { mvpdConfig }: AeOptions): Window | null {
  const { iFrameWidth: width = 620, iFrameHeight: height = 760 } = mvpdConfig?.[mvpd] ?? {};
  // Empty again: whatever page stood in it until now belongs to somebody else.
  return window.open('about:blank', SIGN_IN_WINDOW, features(Number(width), Number(height)));
}

/** The same for signing out; null where there is no click to open it in. */
export function openSignOutWindow(): Window | null {
  return isOutsideClick() ? null : window.open('about:blank', SIGN_OUT_WINDOW, features(620, 480));
}

/** As far as the browser tells. */
export const isOutsideClick = (): boolean =>
  (navigator as Navigator & { userActivation?: { isActive: boolean } }).userActivation?.isActive === false;

const features = (width: number, height: number): string => `popup=yes,width=${width || 620},height=${height || 760}`;

/**
 * Visits the providers' sign-out pages one after the other, and waits until the window is closed, or until nobody waits
 * any more. From page to page the window finds its way by itself.
 */
export async function visit(opened: Window, urls: readonly string[], base: string, until: number): Promise<void> {
  const [first, ...others] = urls.flatMap(url => parseAddress(url, base)?.href ?? []);
  try {
    // Still an empty window of our own origin, whose memory survives the journey.
    if (others.length > 0) opened.sessionStorage.setItem(SIGN_OUT_PAGES, JSON.stringify(others));
  } catch {
    // Then it visits the first one only.
  }
  if (first) opened.location.replace(first);
  while (first && !opened.closed && performance.now() < until) {
    await new Promise(resolve => setTimeout(resolve, LOOK));
  }
  opened.close();
}
