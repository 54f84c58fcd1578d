/**
 * What we know of a media element, read once for each event; nothing further down ever sees the element. Each row of
 * the table says how a value is read and which events may have changed it.
 */
export interface Snapshot {
  /** Seconds. */
  readonly position: number;
  /** Seconds; NaN while unknown, Infinity for an endless stream. */
  readonly duration: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly loop: boolean;
  readonly rate: number;
  /** `readyState`: from 1 on the position means something, from 3 on playback can go on. */
  readonly ready: number;
  /** `MediaError.code`, 0 for none. */
  readonly error: number;
  /** Frames since the source was loaded, where the browser counts them. */
  readonly frames: number | undefined;
  readonly dropped: number | undefined;
}

/** The events that a consumer is told of, in the media element's own words. */
export type MediaSignal =
  | 'play'
  | 'playing'
  | 'pause'
  | 'waiting'
  | 'waitingforkey'
  | 'seeking'
  | 'seeked'
  | 'timeupdate'
  | 'durationchange'
  | 'ratechange'
  | 'ended'
  | 'emptied'
  | 'error';

type Row<Value> = readonly [read: (media: HTMLMediaElement) => Value, ...changedBy: MediaSignal[]];

const quality = (media: HTMLMediaElement): Partial<VideoPlaybackQuality> | undefined =>
  (media as Partial<HTMLVideoElement>).getVideoPlaybackQuality?.();

export const SNAPSHOT: { readonly [Name in keyof Snapshot]: Row<Snapshot[Name]> } = {
  position: [media => media.currentTime, 'timeupdate', 'seeking', 'seeked'],
  duration: [media => media.duration, 'durationchange'],
  paused: [media => media.paused, 'play', 'pause'],
  ended: [media => media.ended, 'ended'],
  seeking: [media => media.seeking, 'seeking', 'seeked'],
  loop: [media => media.loop, 'seeking'],
  rate: [media => media.playbackRate, 'ratechange'],
  ready: [media => media.readyState, 'playing', 'waiting', 'waitingforkey', 'emptied'],
  error: [media => media.error?.code ?? 0, 'error'],
  frames: [media => quality(media)?.totalVideoFrames, 'timeupdate'],
  dropped: [media => quality(media)?.droppedVideoFrames, 'timeupdate'],
};

export function readSnapshot(media: HTMLMediaElement): Snapshot {
  const snapshot: Record<string, unknown> = {};
  for (const [name, [read]] of Object.entries(SNAPSHOT)) snapshot[name] = read(media);
  return snapshot as unknown as Snapshot;
}
