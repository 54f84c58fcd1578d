/**
 * Calls back when something in the page changed that a tracker may depend on: its own children (`inside`), or the tree
 * in which the element named by `for` may come, go or be replaced. Ends with the signal.
 */
export function observeTree(host: Element, changed: (inside: boolean) => void, signal: AbortSignal): void {
  const observer = new MutationObserver(records => changed(records.some(({ target }) => host.contains(target))));
  observer.observe(host, { childList: true, subtree: true, characterData: true });
  if (host.hasAttribute('for')) {
    const ids = { childList: true, subtree: true, attributes: true, attributeFilter: ['id'] };
    const root = host.getRootNode();
    if (root !== document) observer.observe(root, ids);
    observer.observe(document, ids);
  }
  signal.addEventListener('abort', () => observer.disconnect());
}
