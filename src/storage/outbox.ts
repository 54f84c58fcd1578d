import type { Key, KeyValueStore } from './key-value.ts';

/**
 * Events wait here until the service has accepted them: one record each, under `['outbox', session, sequence]`, beside
 * one record for each session. An event is read without being taken and deleted by its own key, never by position.
 */
const EVENTS = 'outbox';
const SESSIONS = 'outbox-session';

/** `undefined` leaves the session's record as it is, `null` deletes it. */
type SessionChange<Session> = Session | null | undefined;

export interface Outbox<Session, Event> {
  /** Durable when the promise resolves. */
  append(
    session: string,
    events: readonly (readonly [sequence: number, event: Event])[],
    record?: Session,
  ): Promise<void>;
  /** Forgets delivered events and changes the session's record, in one transaction. */
  delete(session: string, sequences: readonly number[], record?: SessionChange<Session>): Promise<void>;
  /** A session's events in the order in which they happened. */
  peek(session: string): Promise<[sequence: number, event: Event][]>;
  session(session: string): Promise<Session | undefined>;
  /** Every session there is a record or an event of. */
  sessions(): Promise<string[]>;
  /** How many events wait, of all sessions on this device. */
  count(): Promise<number>;
  clear(): Promise<void>;
}

export function createOutbox<Session extends object, Event>(storage: KeyValueStore): Outbox<Session, Event> {
  const change = (session: string, record: SessionChange<Session>): [Key, unknown][] =>
    record === undefined ? [] : [[[SESSIONS, session], record ?? undefined]];
  return {
    append: (session, events, record) =>
      storage.write([
        ...change(session, record),
        ...events.map(([sequence, event]): [Key, Event] => [[EVENTS, session, sequence], event]),
      ]),
    delete: (session, sequences, record) =>
      storage.write([
        ...sequences.map((sequence): [Key, undefined] => [[EVENTS, session, sequence], undefined]),
        ...change(session, record),
      ]),
    async peek(session) {
      const entries = await storage.entries<Event>([EVENTS, session]);
      return entries.map(([key, event]) => [key[2] as number, event]);
    },
    session: session => storage.get([SESSIONS, session]),
    async sessions() {
      const entries = [...(await storage.entries([SESSIONS])), ...(await storage.entries([EVENTS]))];
      return [...new Set(entries.map(([key]) => key[1] as string))];
    },
    count: async () => (await storage.entries([EVENTS])).length,
    async clear() {
      const all = [...(await storage.entries([EVENTS])), ...(await storage.entries([SESSIONS]))];
      await storage.delete(...all.map(([key]) => key));
    },
  };
}
