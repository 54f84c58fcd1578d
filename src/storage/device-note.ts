/**
 * One value in the device's store, for scripts that cannot bring the whole store along. The store is made by those who
 * can: where it is not there, nothing can be kept on this device.
 */
import type { Key } from './key-value.ts';

const DATABASE = 'tve-elements';
const STORE = 'keyval';

function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE);
    const fail = (): void => reject(new Error('no store on this device'));
    opening.onerror = fail;
    // It would be an empty one, in which nobody could store anything.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = () => {
      const database = opening.result;
      try {
        const request = work(database.transaction(STORE, mode).objectStore(STORE));
        request.onsuccess = () => resolve(request.result);
        request.onerror = fail;
      } catch {
        fail();
      } finally {
        // Once that is done, so that nobody who wants to delete it has to wait.
        database.close();
      }
    };
  });
}

/** The value, or undefined; rejects where nothing can be stored. */
export const readNote = async (key: Key): Promise<unknown> =>
  inStore<unknown>('readonly', store => store.get([...key]));

/** Keeps the value, or forgets it when it is null; in vain where nothing can be stored. */
export const writeNote = async (key: Key, value: string | null): Promise<void> => {
  await inStore<unknown>('readwrite', store => {
    const request: IDBRequest = value === null ? store.delete([...key]) : store.put(value, [...key]);
    return request;
  }).catch(() => {});
};
