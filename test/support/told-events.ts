/** What a tracker tells, in short: `tell('play', 3)` is a play three seconds into the test. */
import type { EventType, Params } from '../../src/collection/types.ts';
import { logEvent, logProblem, type Log, type ToldEvent } from '../../src/elements/media-inspector/event-log.ts';

export const START = 1_767_222_000_000;
/** Epoch milliseconds of a second of the test. */
export const at = (second: number): number => START + second * 1000;

export const tell = (
  eventType: EventType,
  second: number,
  params: Params = {},
  delivery: ToldEvent['delivery'] = 'sent',
): ToldEvent => ({ eventType, playerTime: { playhead: second, ts: at(second) }, params, delivery });

/** A log of what is told by one tracker, each thing when it happens. */
export const logOf = (...told: ToldEvent[]): Log =>
  told.reduce<Log>((log, event) => logEvent(log, event, 0, event.playerTime.ts), []);

export const problemAt = (log: Log, second: number, code = 'network'): Log =>
  logProblem(log, { ts: at(second), code, message: '' });

/** A session with everything a line has a lane for. */
export const WHOLE_SESSION: readonly ToldEvent[] = [
  tell('sessionStart', 0, { 'media.id': 'film-1', 'media.name': 'A film' }),
  tell('stateStart', 0.001, { 'media.state.name': 'mute' }),
  tell('adBreakStart', 0.5, { 'media.ad.podFriendlyName': 'Pre-roll', 'media.ad.podIndex': 1 }),
  tell('adStart', 0.501, { 'media.ad.id': 'a1', 'media.ad.name': 'Boots', 'media.ad.podPosition': 1 }),
  tell('ping', 2),
  tell('adSkip', 5),
  tell('adStart', 5.001, { 'media.ad.id': 'a2', 'media.ad.podPosition': 2 }),
  tell('adComplete', 10),
  tell('adBreakComplete', 10.001),
  tell('play', 10.002),
  tell('chapterStart', 10.003, { 'media.chapter.friendlyName': 'Dusk', 'media.chapter.index': 1 }),
  tell('bufferStart', 14),
  tell('play', 16),
  { ...tell('bitrateChange', 17), qoeData: { 'media.qoe.bitrate': 2_400_000 } },
  tell('stateStart', 18, { 'media.state.name': 'fullScreen' }),
  tell('error', 19),
  tell('stateEnd', 20, { 'media.state.name': 'fullScreen' }),
  tell('pauseStart', 22),
  tell('play', 25),
  tell('chapterComplete', 30),
  tell('sessionComplete', 30.001),
];
