/** The seam between what keeps events and the services they go to. */
import type { MediaCollectionError } from './errors.ts';
import type { ContentSource } from './params.ts';
import type { SenderOptions } from './sender.ts';
import type { Queued, SessionRecord } from './session-record.ts';
import type { Route } from './types.ts';

/** An answer that is not acceptance. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
  /** What the destination makes of it, where the status alone does not say enough. */
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
  /** What becomes of each event of the request, where that differs; undefined may be tried again. */
  readonly items?: readonly ('sent' | 'dropped' | undefined)[];
  /** Nothing of this session will ever be taken. */
  readonly hopeless?: boolean;
  /** The service is busy, and nothing has failed. */
  readonly busy?: boolean;
}

/** What became of a request: without an answer or an error, the service has accepted it. */
export interface Outcome {
  /** What the record learns from acceptance. */
  readonly accepted?: Partial<SessionRecord>;
  readonly answer?: Answer;
  /** No answer came. */
  readonly error?: MediaCollectionError;
}

/**
 * Sends the first few of the queue in one request, at once, and says how many those are.
 * @param key of the session, known to this device alone
 * @param attempts how often the first of the queue has failed
 */
export type Destination = (
  options: SenderOptions,
  record: SessionRecord,
  queue: readonly Queued[],
  key: string,
  attempts: number,
) => readonly [count: number, sending: Promise<Outcome>];

/** What is fetched when a page, or a session of an earlier one, sends there. */
export interface OtherDestination {
  readonly destination: Destination;
  /** @throws MediaCollectionError `invalid-configuration`, naming element, attribute and expectation */
  readRoute(source: Pick<ContentSource, 'tag' | 'attribute'>): Route;
}

/** Where events go, if not to the Media Collection API, and where also. */
export interface Routes {
  readonly main?: Route | undefined;
  readonly beside?: Route | undefined;
}
