/**
 * In the place of Adobe's script: a classic script (or a module), which fetches `tve-elements.js` from beside itself
 * where the page has not loaded the elements already.
 */
import { AccessEnablerBase } from '../access-enabler/access-enabler.ts';
import type { OnDemand } from '../access-enabler/bridge.ts';
import { startPage } from '../access-enabler/start.ts';

const NAME = 'tve-access-enabler.js';

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>(`script[src*="${NAME}"]`);
const { softwareStatement, baseUrl } = script?.dataset ?? {};
// Seen from this script, not from the page; a script of another origin has no address to import from by itself.
const beside = <T>(name: string): Promise<T> => {
  const address = new URL(name, script?.src || location.href).href;
  return import(address) as Promise<T>;
};

const onDemand = (): Promise<OnDemand> => beside('tve-bridge.js');

class AccessEnabler extends AccessEnablerBase {
  constructor(statement?: string) {
    super(statement, {
      statement: softwareStatement,
      baseUrl: baseUrl || undefined,
      load: () => beside('tve-elements.js'),
      onDemand,
    });
  }
}

startPage(AccessEnabler, onDemand, document.currentScript as HTMLScriptElement | null);
