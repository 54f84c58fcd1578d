import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Key, KeyValueStore } from './key-value.ts';

/** The one database of this library on the device, shared by all tabs of the origin. */
export const DATABASE = 'tve-elements';

/** Some browsers leave an open request unanswered for ever; after this long the page goes on in memory. */
const OPEN_TIMEOUT = 3000;

/** Everything below a prefix: arrays sort after numbers and strings, so an empty array is past every continuation. */
const below = (prefix: Key): IDBKeyRange => IDBKeyRange.bound([...prefix], [...prefix, []]);

function createIndexedStore(use: UseStore): KeyValueStore {
  const mutable = (key: Key): IDBValidKey => [...key];
  const write = (change: (store: IDBObjectStore) => void): Promise<void> =>
    use('readwrite', store => {
      try {
        change(store);
      } catch (error) {
        store.transaction.abort();
        throw error;
      }
      // A page that is being left may not live to see the transaction commit by itself.
      store.transaction.commit?.();
      return promisifyRequest(store.transaction);
    });
  return {
    get: key => use('readonly', store => promisifyRequest(store.get(mutable(key)))),
    set: (key, value) => write(store => store.put(value, mutable(key))),
    update: <T>(key: Key, change: (value: T | undefined) => T | undefined) =>
      use('readwrite', store => {
        let result: T | undefined;
        const request = store.get(mutable(key)) as IDBRequest<T | undefined>;
        return new Promise<T | undefined>((resolve, reject) => {
          request.onsuccess = () => {
            try {
              result = change(request.result);
              if (result === undefined) store.delete(mutable(key));
              else store.put(result, mutable(key));
            } catch (error) {
              store.transaction.abort();
              reject(error as Error);
            }
          };
          promisifyRequest(store.transaction).then(() => resolve(result), reject);
        });
      }),
    delete: (...keys) => write(store => keys.forEach(key => store.delete(mutable(key)))),
    write: changes =>
      write(store => {
        for (const [key, value] of changes) {
          if (value === undefined) store.delete(mutable(key));
          else store.put(value, mutable(key));
        }
      }),
    entries: <T>(prefix: Key, limit?: number) =>
      use('readonly', async store => {
        const range = below(prefix);
        const [keys, values] = await Promise.all([
          promisifyRequest(store.getAllKeys(range, limit)),
          promisifyRequest(store.getAll(range, limit)),
        ]);
        return keys.map((key, index): [Key, T] => [key as unknown as Key, values[index] as T]);
      }),
    clear: () => write(store => store.clear()),
  };
}

/**
 * Opens the device's store on first use. Where IndexedDB is missing, blocked or broken, everything goes on in memory
 * and the console is told once. A connection that the browser closed under a sleeping page is tried once more.
 */
export function openDeviceStore(warn: (text: string) => void = text => console.warn(text)): KeyValueStore {
  let memory: Promise<KeyValueStore> | undefined;
  let opening: Promise<KeyValueStore> | undefined;

  const degrade = (): Promise<KeyValueStore> => {
    if (!memory) {
      warn('tve-elements: no storage here; nothing is kept beyond this page.');
      memory = import('./memory-store.ts').then(({ createMemoryStore }) => createMemoryStore());
      // Without it, the next one who wants to store something tries again.
      memory.catch(() => (memory = undefined));
    }
    return memory;
  };

  const open = async (): Promise<KeyValueStore> => {
    const use = createStore(DATABASE, 'keyval');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('IndexedDB did not answer')), OPEN_TIMEOUT);
    });
    const probe = use('readonly', store => promisifyRequest(store.count()));
    await Promise.race([probe, late]).finally(() => clearTimeout(timer));
    return createIndexedStore(use);
  };

  const run = async <T>(work: (store: KeyValueStore) => Promise<T>): Promise<T> => {
    if (memory) return work(await memory);
    let store: KeyValueStore;
    try {
      store = await (opening ??= open());
    } catch {
      return work(await degrade());
    }
    try {
      return await work(store);
    } catch (error) {
      if ((error as Error)?.name !== 'InvalidStateError') throw error;
      return work(store);
    }
  };

  return {
    get: key => run(store => store.get(key)),
    set: (key, value) => run(store => store.set(key, value)),
    update: (key, change) => run(store => store.update(key, change)),
    delete: (...keys) => run(store => store.delete(...keys)),
    write: changes => run(store => store.write(changes)),
    entries: (prefix, limit) => run(store => store.entries(prefix, limit)),
    clear: () => run(store => store.clear()),
  };
}

let shared: KeyValueStore | undefined;

/** The page's one handle on the device's store. */
export const deviceStore = (): KeyValueStore => (shared ??= openDeviceStore());
