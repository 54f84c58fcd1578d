import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Key, KeyValueStore } from './key-value.ts';

/** The one database of this library on the device, shared by all tabs of the origin. */
export const DATABASE = 'tve-elements';

/** Some browsers leave an open request unanswered for ever; after this long the page goes on in memory. */
const OPEN_TIMEOUT = 3000;

const valid = (key: Key): IDBValidKey => key as unknown as IDBValidKey;

function put(store: IDBObjectStore, key: Key, value: unknown): void {
  if (value === undefined) store.delete(valid(key));
  else store.put(value, valid(key));
}

function createIndexedStore(use: UseStore): KeyValueStore {
  const change = (work: (store: IDBObjectStore) => void): Promise<void> =>
    use('readwrite', store => {
      const { transaction } = store;
      try {
        work(store);
      } catch (error) {
        transaction.abort();
        throw error;
      }
      // A page that is being left may not live to see the transaction commit by itself.
      transaction.commit();
      return promisifyRequest(transaction);
    });
  const write: KeyValueStore['write'] = changes =>
    change(store => {
      for (const [key, value] of changes) put(store, key, value);
    });
  return {
    write,
    get: key => use('readonly', store => promisifyRequest(store.get(valid(key)))),
    set: (key, value) => write([[key, value]]),
    delete: (...keys) => write(keys.map(key => [key, undefined])),
    update: <T>(key: Key, next: (value: T | undefined) => T | undefined) =>
      use('readwrite', async store => {
        const value = next(await promisifyRequest<T | undefined>(store.get(valid(key))));
        put(store, key, value);
        await promisifyRequest(store.transaction);
        return value;
      }),
    entries: <T>(prefix: Key, limit?: number) =>
      use('readonly', async store => {
        // Arrays sort after numbers and strings, so an empty array is past every continuation of the prefix.
        const below = IDBKeyRange.bound(valid(prefix), [...prefix, []]);
        const [keys, values] = await Promise.all([
          promisifyRequest(store.getAllKeys(below, limit)),
          promisifyRequest(store.getAll(below, limit)),
        ]);
        return keys.map((key, index): [Key, T] => [key as unknown as Key, values[index] as T]);
      }),
    clear: () => change(store => store.clear()),
  };
}

async function openIndexedStore(): Promise<KeyValueStore> {
  const connect = createStore(DATABASE, 'keyval');
  // A connection that the browser closed under a sleeping page is tried once more.
  const use: UseStore = (mode, work) =>
    connect(mode, work).catch((error: unknown) => {
      if ((error as Error | null)?.name === 'InvalidStateError') return connect(mode, work);
      throw error;
    });
  // What is thrown at once, as by a browser that blocks storage, rejects as well.
  await new Promise((resolve, reject) => {
    setTimeout(reject, OPEN_TIMEOUT);
    use('readonly', store => promisifyRequest(store.count())).then(resolve, reject);
  });
  return createIndexedStore(use);
}

const METHODS = ['get', 'set', 'update', 'delete', 'write', 'entries', 'clear'] as const;

/**
 * Opens the device's store on first use. Where IndexedDB is missing, blocked or broken, everything goes on in memory
 * and the console is told once.
 */
export function openDeviceStore(warn: (text: string) => void = text => console.warn(text)): KeyValueStore {
  let opened: Promise<KeyValueStore> | undefined;
  const openMemory = async (): Promise<KeyValueStore> => {
    const { createMemoryStore } = await import('./memory-store.ts');
    warn('tve-elements: no storage here; nothing is kept beyond this page.');
    return createMemoryStore();
  };
  const open = (): Promise<KeyValueStore> =>
    (opened ??= openIndexedStore()
      .catch(openMemory)
      .catch((error: unknown) => {
        // Not even that could be fetched; the next one who needs it tries again.
        opened = undefined;
        throw error;
      }));
  const run = async (name: keyof KeyValueStore, call: unknown[]): Promise<unknown> => {
    const store = (await open()) as unknown as Record<string, (...call: unknown[]) => unknown>;
    return store[name]!(...call);
  };
  return Object.fromEntries(METHODS.map(name => [name, (...call: unknown[]) => run(name, call)])) as never;
}

let shared: KeyValueStore | undefined;

/** The page's one handle on the device's store. */
export const deviceStore = (): KeyValueStore => (shared ??= openDeviceStore());
