/** What was asked and answered, in order of arrival (SBX-18). */
export interface JournalEntry {
  seq: number;
  /** World clock, epoch milliseconds. */
  time: number;
  /** Real monotonic milliseconds: for the spacing of requests. */
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  /** The query as it was sent, `?` included: parameters may repeat, and their encoding matters. */
  search: string;
  headers: Record<string, string>;
  /** Parsed JSON or form; the plain text otherwise; null without a body. */
  body: unknown;
  /** 0 while unanswered, and for a dropped connection. */
  status: number;
  response: unknown;
  responseHeaders: Record<string, string>;
  /** `accepted`, `refused: …`, `preflight`, `throttled`, `fault: …`, `dropped`, or `pending`. */
  verdict: string;
  /** Remarks that are no complaint. */
  warnings: string[];
  complaints: Complaint[];
}

/** Something a client did that the real service would refuse, or that the rules forbid. */
export interface Complaint {
  seq?: number;
  /** The requirement it breaks, such as `PASS-R39`. */
  rule: string;
  text: string;
  kind: ComplaintKind;
}

export type ComplaintKind =
  | 'refused'
  | 'header'
  | 'parameter'
  | 'polling'
  | 'throttle'
  | 'configuration'
  | 'registration'
  | 'device'
  | 'token'
  | 'sequence';

export interface Journal {
  entries(): JournalEntry[];
  complaints(): Complaint[];
  open(entry: Omit<JournalEntry, 'seq'>): JournalEntry;
  finish(entry: JournalEntry): void;
  complain(complaint: Complaint, entry?: JournalEntry): void;
  subscribe(listener: (entry: JournalEntry) => void): () => void;
  clear(): void;
}

/** Old entries go when this many are kept: the main world of a demo may run for days. */
const KEPT = 10_000;

export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  let complaints: Complaint[] = [];
  let seq = 0;
  const listeners = new Set<(entry: JournalEntry) => void>();
  return {
    entries: () => entries,
    complaints: () => complaints,
    open(values) {
      seq += 1;
      const entry = { ...values, seq };
      entries.push(entry);
      if (entries.length > KEPT) entries = entries.slice(-KEPT / 2);
      return entry;
    },
    finish(entry) {
      for (const listener of [...listeners]) listener(entry);
    },
    complain(complaint, entry) {
      const numbered = entry ? { seq: entry.seq, ...complaint } : complaint;
      complaints.push(numbered);
      entry?.complaints.push(numbered);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      entries = [];
      complaints = [];
    },
  };
}
