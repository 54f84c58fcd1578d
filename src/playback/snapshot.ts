/** What we know of a media element, read once for each event; nothing further down ever sees the element. */
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

/** The events that a consumer may want to be told of, in the media element's own words. */
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

export function readSnapshot(media: HTMLMediaElement): Snapshot {
  const { duration, paused, ended, seeking, loop } = media;
  const counted: Partial<VideoPlaybackQuality> | undefined = (
    media as Partial<HTMLVideoElement>
  ).getVideoPlaybackQuality?.();
  return {
    position: media.currentTime,
    duration,
    paused,
    ended,
    seeking,
    loop,
    rate: media.playbackRate,
    ready: media.readyState,
    error: media.error?.code ?? 0,
    frames: counted?.totalVideoFrames,
    dropped: counted?.droppedVideoFrames,
  };
}
