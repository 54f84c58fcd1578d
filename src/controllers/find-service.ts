/**
 * How an element finds its `<pass-service>`: the nearest ancestor through shadow roots; else the element whose id
 * stands in `service="…"`; else the first one in the document. Plain DOM, so that it works across bundles and in
 * any order of parsing and upgrading.
 */

import { onAbort } from '../core/signals.ts';

export const SERVICE_TAG = 'pass-service';

/** Told on `document` whenever a `<pass-service>` came or went; whoever looks for one looks again. */
export const SERVICE_CHANGED = 'pass-service-changed';

export function findService(host: Element): Element | null {
  for (let node: Element | null = host; node;) {
    const found: Element | null = node.closest(SERVICE_TAG);
    if (found) return found;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  const id = host.getAttribute('service');
  if (id !== null) {
    const root = host.getRootNode() as Partial<DocumentOrShadowRoot & NonElementParentNode>;
    const named = root.getElementById?.(id) ?? document.getElementById(id);
    return named?.localName === SERVICE_TAG ? named : null;
  }
  return document.querySelector(SERVICE_TAG);
}

/**
 * Calls back with the host's service now and whenever it becomes another one, until the signal is aborted. An element
 * that is not upgraded yet counts as found: it announces itself once it is, and is then told again.
 */
export function watchService(host: Element, found: (service: Element | null) => void, signal: AbortSignal): void {
  const look = (): void => found(findService(host));
  document.addEventListener(SERVICE_CHANGED, look, { signal });
  const named = new MutationObserver(look);
  named.observe(host, { attributeFilter: ['service'] });
  onAbort(signal, () => named.disconnect());
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', look, { once: true, signal });
  look();
}
