import type { Key, KeyValueStore } from './key-value.ts';

/** The same promises as the durable store, for as long as the page lives. */
export function createMemoryStore(): KeyValueStore {
  const map = new Map<string, readonly [Key, unknown]>();
  const read = <T>(key: Key): T | undefined => map.get(JSON.stringify(key))?.[1] as T | undefined;
  const write = async (changes: readonly (readonly [Key, unknown])[]): Promise<void> => {
    for (const [key, value] of changes) {
      if (value === undefined) map.delete(JSON.stringify(key));
      else map.set(JSON.stringify(key), [key, value]);
    }
  };
  return {
    write,
    get: async key => read(key),
    set: (key, value) => write([[key, value]]),
    delete: (...keys) => write(keys.map(key => [key, undefined])),
    async update<T>(key: Key, next: (value: T | undefined) => T | undefined) {
      const value = next(read<T>(key));
      await write([[key, value]]);
      return value;
    },
    entries: async <T>(prefix: Key, limit = Infinity) =>
      [...map.values()]
        .filter(([key]) => prefix.every((part, index) => key[index] === part))
        .sort(([a], [b]) => compare(a, b))
        .slice(0, limit)
        .map(([key, value]): [Key, T] => [key, value as T]),
    clear: async () => map.clear(),
  };
}

/** IndexedDB's own order: part by part, numbers before strings, a prefix before what it begins. */
function compare(a: Key, b: Key): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  const [left, right] = [a[index], b[index]];
  if (left === undefined || right === undefined) return a.length - b.length;
  if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
  return left < right ? -1 : 1;
}
