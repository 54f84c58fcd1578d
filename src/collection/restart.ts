/**
 * Continuing a session that the service no longer knows (3.11.4). Nothing that waits is given up: the new session
 * begins just before the oldest waiting event, tells again what was open then, and takes all of it over with the
 * times at which it happened.
 */
import type { EventType, MediaEvent, Params, PlayerTime } from './types.ts';

/** What the service had been told when it accepted an event. */
export interface Context {
  readonly start?: MediaEvent;
  readonly chapter?: MediaEvent | undefined;
  readonly brk?: MediaEvent | undefined;
  readonly ad?: MediaEvent | undefined;
  readonly states?: readonly MediaEvent[];
  readonly playback?: MediaEvent;
  readonly quality?: Params;
  readonly time?: PlayerTime;
  readonly complete?: boolean;
}

const PLAYBACK: readonly EventType[] = ['play', 'pauseStart', 'bufferStart'];
const isPlayback = ({ eventType }: MediaEvent): boolean => PLAYBACK.includes(eventType);
const stateName = ({ params }: MediaEvent): unknown => params?.['media.state.name'];

/** The context after one more accepted event. */
export function follow(context: Context, event: MediaEvent): Context {
  const quality = event.eventType === 'error' ? undefined : event.qoeData;
  return { ...context, time: event.playerTime, ...(quality && { quality }), ...change(context.states ?? [], event) };
}

function change(states: readonly MediaEvent[], event: MediaEvent): Context {
  if (isPlayback(event)) return { playback: event };
  const others = states.filter(state => stateName(state) !== stateName(event));
  switch (event.eventType) {
    case 'sessionStart':
      return { start: event };
    case 'sessionComplete':
      return { complete: true };
    case 'chapterStart':
      return { chapter: event };
    case 'chapterComplete':
    case 'chapterSkip':
      return { chapter: undefined };
    case 'adBreakStart':
      return { brk: event, ad: undefined };
    case 'adStart':
      return { ad: event };
    case 'adComplete':
    case 'adSkip':
      return { ad: undefined };
    case 'adBreakComplete':
      return { brk: undefined, ad: undefined };
    case 'stateStart':
      return { states: [...others, event] };
    case 'stateEnd':
      return { states: others };
    default:
      return {};
  }
}

/**
 * The events that open the continuation of a session, to be sent before `next`: start, chapter, break, ad, states and
 * the playback state, unless `next` is about to tell a newer one.
 */
export function restartEvents(context: Context, next: MediaEvent): MediaEvent[] {
  const { start, chapter, brk, ad, states = [], playback, quality } = context;
  if (!start) return [];
  const { qoeData: _old, ...opening } = start;
  const told: (MediaEvent | undefined)[] = [
    { ...opening, params: { ...start.params, 'media.resume': true }, ...(quality && { qoeData: quality }) },
    chapter,
    brk,
    ad,
    ...states,
    isPlayback(next) || brk ? undefined : playback,
  ];
  const events = told.filter((event): event is MediaEvent => event !== undefined);
  const { playhead, ts } = next.playerTime;
  return events.map((event, index) => {
    const { qoeData: _qoe, ...rest } = event;
    return { ...(index ? rest : event), playerTime: { playhead, ts: ts - events.length + index } };
  });
}
