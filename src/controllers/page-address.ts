import { pageBrowser } from '../pass/browser.ts';

/** Takes a value out of this page's address, so that neither a reload nor a bookmark has it again. */
export function takeParameter(name: string): string | null {
  const url = new URL(location.href);
  const value = url.searchParams.get(name);
  if (value === null) return null;
  url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  return value;
}

/** Leaves this page. */
export const leaveFor = (address: string): void => pageBrowser.navigate(address);
