/** XDM ExperienceEvents of media playback, as plain data: no effects, nothing of a page. */
import { randomId } from '../core/random.ts';

/** `media.play` and the like; the list is open. */
export type XdmEventType = string;

export interface MediaEventInit {
  eventType: XdmEventType;
  /** The same on every event of a playback; undefined where that is still to be told. */
  sessionId: string | undefined;
  playhead: number;
  /** Epoch milliseconds of the event, not of its sending. */
  time: number;
  /** `sessionDetails`, `advertisingDetails`, `qoeDataDetails` and so on. */
  details?: Record<string, unknown> | undefined;
  identityMap?: Record<string, { id: string; authenticatedState?: string; primary?: boolean }[]> | undefined;
  id?: string | undefined;
}

export interface XdmEvent {
  readonly _id: string;
  readonly timestamp: string;
  readonly eventType: string;
  readonly identityMap?: MediaEventInit['identityMap'];
  readonly mediaCollection: Record<string, unknown>;
}

/** Seconds in a day: what a live playhead stays below, and the length of a stream without an end (STREAM-R48). */
export const DAY = 86_400;

/** Figures that Adobe computes; a player that sent them would only be wrong about them (STREAM-R47). */
const QUALITY = ['bitrate', 'droppedFrames', 'framesPerSecond', 'timeToStart'];

/** STREAM-R25, STREAM-R26, STREAM-R42: fixed when it is made, so that a repetition is the same event. */
export function mediaEvent(init: MediaEventInit): XdmEvent {
  const { eventType, sessionId, playhead, time, details = {}, identityMap, id = randomId() } = init;
  const { mediaReporting: _computed, ...own } = details;
  const quality = own['qoeDataDetails'];
  return {
    _id: id,
    timestamp: new Date(time).toISOString(),
    eventType,
    ...(identityMap && { identityMap }),
    mediaCollection: {
      ...own,
      ...(quality !== undefined && { qoeDataDetails: pick(quality, QUALITY) }),
      playhead: Math.max(0, Math.floor(playhead) || 0),
      ...(sessionId !== undefined && { sessionID: sessionId }),
    },
  };
}

/**
 * The playhead as the schema wants it (STREAM-R43): whole seconds below the length, or the second of the day.
 * @param behind for a stream without an end, of which the position is the second of the day in UTC: the minutes that
 *   the wanted day is behind that, as `Date.prototype.getTimezoneOffset` counts
 */
export function xdmPlayhead(position: number, length: number, behind?: number): number {
  const whole = Math.max(0, Math.floor(position) || 0);
  if (behind !== undefined) return (((whole - behind * 60) % DAY) + DAY) % DAY;
  return length > 0 ? Math.min(whole, length - 1) : whole;
}

/** `length` of a session: undefined as long as the metadata is not there (STREAM-R48). */
export function xdmLength(duration: number): number | undefined {
  if (duration === Infinity) return DAY;
  return duration > 0 ? Math.max(1, Math.round(duration)) : undefined;
}

const pick = (value: unknown, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(Object(value) as object).filter(([name]) => names.includes(name)));
