/** Everything in which a page could leave a secret, read from inside it. Runs in the page: no import, no closure. */
export async function readPlaces(): Promise<Record<'stored' | 'markup' | 'addresses' | 'events', string>> {
  const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  const databases = (await indexedDB.databases?.()) ?? [{ name: 'tve-elements' }];
  for (const { name = '' } of databases) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(name));
    });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      await new Promise(resolve => (all.onsuccess = all.onerror = resolve));
      texts.push(JSON.stringify(all.result));
    }
    database.close();
  }
  const marks: string[] = [];
  const roots: ParentNode[] = [document];
  for (let root = roots.pop(); root; root = roots.pop()) {
    for (const node of root.querySelectorAll('*')) {
      marks.push(node.outerHTML, (node as HTMLInputElement).value ?? '');
      if (node.shadowRoot) roots.push(node.shadowRoot);
    }
  }
  const addresses = performance.getEntriesByType('resource').map(({ name }) => name);
  const { events = [] } = window as unknown as { events?: string[] };
  return {
    stored: texts.join('\n'),
    markup: marks.join('\n'),
    addresses: [location.href, ...addresses].join('\n'),
    events: events.join('\n'),
  };
}

/** Begins to write down what the page's own events tell; runs before anything else in the page. */
export function hearEvents(): void {
  const events: string[] = [];
  (window as unknown as { events: string[] }).events = events;
  for (const name of ['streaming-change', 'watermark-change', 'watermark-phase', 'error', 'unhandledrejection']) {
    addEventListener(
      name,
      event => events.push(`${name} ${JSON.stringify((event as CustomEvent).detail ?? '')}`),
      true,
    );
  }
}
