/**
 * What the rest of the library knows of storage. Keys are arrays, and arrays sort: all entries below a prefix can be
 * read in the order of their keys. A write is done when its promise resolves, not before.
 */
export type Key = readonly (string | number)[];

export interface KeyValueStore {
  get<T>(key: Key): Promise<T | undefined>;
  set(key: Key, value: unknown): Promise<void>;
  /** Changes one entry in one transaction; no other tab writes in between. `undefined` deletes it. */
  update<T>(key: Key, change: (value: T | undefined) => T | undefined): Promise<T | undefined>;
  delete(...keys: Key[]): Promise<void>;
  /** Sets several entries in one transaction, all of them or none; a value of `undefined` deletes the entry. */
  write(changes: readonly (readonly [Key, unknown])[]): Promise<void>;
  /** Entries whose key starts with the prefix, in key order. */
  entries<T>(prefix: Key, limit?: number): Promise<[Key, T][]>;
  clear(): Promise<void>;
}
