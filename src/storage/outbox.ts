import type { Key, KeyValueStore } from './key-value.ts';

/**
 * Events wait here until the service has accepted them: one record each, under `['outbox', session, sequence]`, beside
 * one record for each session. An event is read without being taken and deleted by its own key, never by position.
 */
const EVENTS = 'outbox';
const SESSIONS = 'outbox-session';

export interface Outbox<Session, Event> {
  /**
   * Stores events, or deletes those that are `undefined`, together with the session's record: `undefined` leaves that
   * as it is, `null` deletes it. Durable when the promise resolves, all of it or nothing.
   */
  write(
    session: string,
    events: readonly (readonly [sequence: number, event: Event | undefined])[],
    record?: Session | null,
  ): Promise<void>;
  /** A session's events in the order in which they happened. */
  peek(session: string): Promise<[sequence: number, event: Event][]>;
  session(session: string): Promise<Session | undefined>;
  /** Every session there is a record or an event of. */
  sessions(): Promise<string[]>;
  /** How many events wait, of all sessions on this device. */
  count(): Promise<number>;
  /** The events of all sessions, each with its session's key. */
  waiting(): Promise<[session: string, event: Event][]>;
  clear(): Promise<void>;
}

export function createOutbox<Session extends object, Event>(storage: KeyValueStore): Outbox<Session, Event> {
  const keys = async (...kinds: string[]): Promise<Key[]> => {
    const entries = await Promise.all(kinds.map(kind => storage.entries([kind])));
    return entries.flat().map(([key]) => key);
  };
  return {
    write: (session, events, record) =>
      storage.write([
        ...events.map(([sequence, event]): [Key, unknown] => [[EVENTS, session, sequence], event]),
        ...(record === undefined ? [] : [[[SESSIONS, session], record ?? undefined] as const]),
      ]),
    async peek(session) {
      const entries = await storage.entries<Event>([EVENTS, session]);
      return entries.map(([key, event]) => [key[2] as number, event]);
    },
    session: session => storage.get([SESSIONS, session]),
    sessions: async () => [...new Set((await keys(SESSIONS, EVENTS)).map(key => key[1] as string))],
    count: async () => (await keys(EVENTS)).length,
    waiting: async () => (await storage.entries<Event>([EVENTS])).map(([key, event]) => [key[1] as string, event]),
    clear: async () => storage.delete(...(await keys(EVENTS, SESSIONS))),
  };
}
