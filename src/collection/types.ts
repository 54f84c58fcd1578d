/** The shapes that go over the wire, named as the API names them. */

export type PlaybackEventType = 'play' | 'pauseStart' | 'bufferStart';

/** MC-R60: nothing outside this list is ever sent. */
export type EventType =
  | PlaybackEventType
  | 'sessionStart'
  | 'sessionComplete'
  | 'sessionEnd'
  | 'ping'
  | 'bitrateChange'
  | 'error'
  | 'adBreakStart'
  | 'adBreakComplete'
  | 'adStart'
  | 'adComplete'
  | 'adSkip'
  | 'chapterStart'
  | 'chapterComplete'
  | 'chapterSkip'
  | 'stateStart'
  | 'stateEnd';

export type Params = Readonly<Record<string, unknown>>;
export type CustomMetadata = Readonly<Record<string, string>>;

export interface PlayerTime {
  /** Second of the main content, or second of the day (UTC) for live content. */
  readonly playhead: number;
  /** Epoch milliseconds at which the event happened. */
  readonly ts: number;
}

/** One event, in the very shape of a request body. */
export interface MediaEvent {
  readonly eventType: EventType;
  readonly playerTime: PlayerTime;
  readonly params?: Params | undefined;
  readonly customMetadata?: CustomMetadata | undefined;
  readonly qoeData?: Params | undefined;
}

/** A place that events go to. */
export interface Route {
  /** Address of the service, without a slash at its end; of an inlet, just as the connection has it. */
  readonly base: string;
  /** What is there; undefined for the Media Collection API. */
  readonly to?: 'edge' | 'inlet' | undefined;
  /** What that needs to know beside the events. */
  readonly target?: Readonly<Record<string, string | undefined>> | undefined;
}

/** What a session will report about itself, and where. */
export interface Content extends Route {
  /** A second place, which gets the same. */
  readonly beside?: Route | undefined;
  /** Of `sessionStart`, complete but for what only the media knows: length, content type. */
  readonly params: Params;
  readonly customMetadata?: CustomMetadata | undefined;
  /** Kept on the device and sent as one batch (MC-R114). */
  readonly downloaded: boolean;
  /** Milliseconds between pings in an ad break, 1,000 to 10,000 (MC-R62). */
  readonly adPing: number;
}

export type Delivery = 'queued' | 'sent' | 'dropped';
