import type { Key, KeyValueStore } from './key-value.ts';

/** The same promises as the durable store, for as long as the page lives. */
export function createMemoryStore(): KeyValueStore {
  const map = new Map<string, unknown>();
  const below = (prefix: Key, key: Key): boolean => prefix.every((part, index) => key[index] === part);
  const put = (key: Key, value: unknown): void => {
    if (value === undefined) map.delete(JSON.stringify(key));
    else map.set(JSON.stringify(key), value);
  };
  return {
    get: async <T>(key: Key) => map.get(JSON.stringify(key)) as T | undefined,
    set: async (key, value) => put(key, value),
    async update<T>(key: Key, change: (value: T | undefined) => T | undefined) {
      const value = change(map.get(JSON.stringify(key)) as T | undefined);
      put(key, value);
      return value;
    },
    delete: async (...keys) => keys.forEach(key => put(key, undefined)),
    write: async changes => changes.forEach(change => put(...change)),
    async entries<T>(prefix: Key, limit = Infinity) {
      const found = [...map].map(([text, value]): [Key, T] => [JSON.parse(text) as Key, value as T]);
      return found
        .filter(([key]) => below(prefix, key))
        .sort(([a], [b]) => compareKeys(a, b))
        .slice(0, limit);
    },
    async clear() {
      map.clear();
    },
  };
}

/** IndexedDB's own order: part by part, numbers before strings, a prefix before what it begins. */
function compareKeys(a: Key, b: Key): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const left = a[index]!;
    const right = b[index]!;
    if (left === right) continue;
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
