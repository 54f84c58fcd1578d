import type { MediaCollectionError } from './errors.ts';
import type { MediaEvent, Target } from './types.ts';

/** What a service made of a request. */
export type Outcome =
  /** `session` is the id the service gave, when the request opened a session. */
  | { readonly type: 'accepted'; readonly session?: string }
  /** The service does not know the session (any longer). */
  | { readonly type: 'gone' }
  /** Repeating the same body cannot help. */
  | { readonly type: 'refused'; readonly error: MediaCollectionError }
  /**
   * `final`: the service spoke and failed, so that attempts are counted; otherwise it was not reached, or was busy and
   * may have said when to come back (`after`, milliseconds).
   */
  | { readonly type: 'failed'; readonly error: MediaCollectionError; readonly final: boolean; readonly after?: number };

export interface OutgoingRequest {
  /** Opens a session, tells one event of it, or hands over a whole one. */
  readonly kind: 'session' | 'event' | 'batch';
  readonly url: string;
  readonly body: string;
}

/**
 * Where events can go. The Media Collection API is one destination; another (Media Edge API, streaming inlet) is
 * another object of this shape, chosen by the `kind` of a session's target.
 */
export interface Destination {
  /** One event of a session; `session` is undefined for the one that opens it. */
  event(target: Target, event: MediaEvent, session: string | undefined): OutgoingRequest;
  /** A whole session of downloaded content. */
  batch(target: Target, events: readonly MediaEvent[]): OutgoingRequest;
  /** Reads an answer; always consumes its body. */
  outcome(response: Response, request: OutgoingRequest, now: number): Promise<Outcome>;
}
