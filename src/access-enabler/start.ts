/** What a page finds when the script has run: the two names of the class, and a call of its `entitlementLoaded`. */
import type { AccessEnablerBase } from './access-enabler.ts';
import { callPage, say } from './handlers.ts';
import { parsed } from './page-parsed.ts';
import { models } from './preauthorize-request.ts';
import type { BridgeSource } from './bridge.ts';
import { SIGN_OUT_WINDOW } from './types.ts';

type AccessEnablerClass = new (softwareStatement?: string) => AccessEnablerBase;

interface Globals {
  AccessEnabler?: { AccessEnabler?: AccessEnablerClass; models?: typeof models };
  Adobe?: { AccessEnabler?: AccessEnablerClass };
}

/** How long a page may take to define it after everything is loaded. */
const PATIENCE = 10_000;
const LOOK = 50;

/**
 * Sets the globals and calls the page's `entitlementLoaded` once. Of several copies of the script, the first one's
 * class stays. Other members of the globals are the page's own.
 */
export function startPage(
  AccessEnabler: AccessEnablerClass,
  onDemand: BridgeSource['onDemand'],
  script: HTMLScriptElement | null = null,
): void {
  const globals = window as unknown as Globals;
  const present = globals.AccessEnabler?.AccessEnabler ?? AccessEnabler;
  globals.AccessEnabler = Object.assign(globals.AccessEnabler ?? {}, { AccessEnabler: present, models });
  globals.Adobe = Object.assign(globals.Adobe ?? {}, { AccessEnabler: present });
  void start(onDemand, script);
}

async function start(onDemand: BridgeSource['onDemand'], script: HTMLScriptElement | null): Promise<void> {
  // Some pages define it in the script's `load` handler, so that one has to run before.
  if (script && !(script.type === 'module')) await event(script, 'load');
  else await Promise.resolve();
  const isOrdinary = (): Promise<boolean> => onDemand().then(part => part.isOrdinary());
  if (mayBeReturning() && !(await isOrdinary().catch(() => true))) return;
  // Adobe's script took its time, so that pages count on their own markup when they are called. Nothing is lost by it:
  // the set-up waits for the page anyway.
  await parsed();
  await task();
  if (tell()) return;
  if (document.readyState !== 'complete') await event(window, 'load');
  for (const end = performance.now() + PATIENCE; performance.now() < end; await task(LOOK)) if (tell()) return;
  say('this page has no function entitlementLoaded(), where it would construct AccessEnabler.');
}

/** Hardly any window was sent to a provider; whether this one was is looked at closely where that is known. */
function mayBeReturning(): boolean {
  try {
    return window.name === SIGN_OUT_WINDOW || sessionStorage.getItem('tve-pass-sign-in')?.includes('"popup"') === true;
  } catch {
    return false;
  }
}

const tell = (): boolean => callPage('entitlementLoaded', []);

const task = (ms = 0): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

const event = (target: EventTarget, type: string): Promise<void> =>
  new Promise(resolve => target.addEventListener(type, () => resolve(), { once: true }));
