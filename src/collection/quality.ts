/** Quality of experience (section 5): integers, sent when changed, and always with `bitrateChange` and `error`. */
import type { Snapshot } from '../playback/snapshot.ts';
import type { Draft, TrackingState } from './session-state.ts';
import type { EventType, Params } from './types.ts';

export const DROPPED = 'media.qoe.droppedFrames';
const FRAME_RATE = 'media.qoe.framesPerSecond';
export const TIME_TO_START = 'media.qoe.timeToStart';

/** A shorter window would report the jitter of the counter. */
const FRAME_WINDOW = 2000;

/** MC-R104: the whole snapshot or nothing. */
export function nextQuality(s: TrackingState, eventType: EventType, error?: Params): Params | undefined {
  const text = JSON.stringify(s.quality);
  const always = eventType === 'bitrateChange' || error;
  if (!always && (text === s.sentQuality || text === '{}')) return undefined;
  s.sentQuality = text;
  return { ...s.quality, ...error };
}

export function without(quality: Params, ...names: string[]): Params {
  return Object.fromEntries(Object.entries(quality).filter(([name]) => !names.includes(name)));
}

/** Reads the frame counters. They start anew with every source, so only their growth is added up (MC-R101). */
export function sampleFrames(s: Draft, { frames, dropped, rate }: Snapshot): void {
  const { now, frames: before } = s;
  if (frames === undefined || dropped === undefined) return;
  const growth = dropped - (before?.dropped ?? dropped);
  const lost = growth < 0 ? dropped : growth;
  const total = ((s.quality[DROPPED] as number | undefined) ?? 0) + lost;
  const known = s.phase === 'open' && (s.started || total > 0);
  if (known && s.quality[DROPPED] !== total) s.quality = { ...s.quality, [DROPPED]: total };
  const steady = s.player === 'playing' && before && frames >= before.frames && rate > 0;
  const passed = now - (before?.at ?? now);
  if (steady && passed < FRAME_WINDOW) {
    s.frames = { ...before, dropped };
    return;
  }
  if (steady && passed < 2 * FRAME_WINDOW) {
    const value = Math.round(((frames - before.frames) * 1000) / passed / rate);
    if (value > 0 && s.quality[FRAME_RATE] !== value) s.quality = { ...s.quality, [FRAME_RATE]: value };
  }
  s.frames = { at: now, frames, dropped };
}
