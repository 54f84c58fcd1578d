import type { Clock } from '../core/clock.ts';
import type { PassBrowser, ReturnMark } from './browser.ts';
import type { SignIn } from './pass-state.ts';

/** How this page came to be, when the viewer comes back from a provider's page. */
export interface Arrival {
  signIn: SignIn;
  /** The address where the sign-in was to end was reached; otherwise the viewer went back. */
  reached: boolean;
  /** This is the window that another page opened. */
  inWindow: boolean;
}

/** Reads the mark that was left in this tab, if it is ours and its code still lives. */
export function readArrival(browser: PassBrowser, scope: string, clock: Clock): Arrival | undefined {
  const mark = browser.readMark();
  if (!isMark(mark) || mark.until <= clock.now()) {
    // Worth nothing to any later page of this tab.
    browser.clearMark();
    return undefined;
  }
  if (mark.scope !== scope) return undefined;
  const { id, mode, provider, code, until } = mark;
  const reached = withoutHash(mark.redirectUrl) === withoutHash(browser.here());
  return {
    signIn: {
      id,
      mode,
      provider,
      code,
      phase: 'at-provider',
      empty: 0,
      deadline: clock.elapsed() + until - clock.now(),
    },
    reached,
    inWindow: mode === 'popup' && reached,
  };
}

/** Other scripts of the site can write there too. */
function isMark(mark: ReturnMark | undefined): mark is ReturnMark {
  return (
    typeof mark?.id === 'string' &&
    typeof mark.code === 'string' &&
    typeof mark.until === 'number' &&
    typeof mark.redirectUrl === 'string' &&
    typeof mark.provider?.id === 'string' &&
    typeof (mark.provider.displayName ?? '') === 'string'
  );
}

const withoutHash = (address: string): string => address.split('#')[0]!;
