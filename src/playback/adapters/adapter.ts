/** What an adapter is given and what it may tell. It imports nothing but these types, so that its file stands alone. */

export interface Adapted {
  readonly media: HTMLMediaElement;
  /** Hears a library's events, by `addEventListener` or by `on`, until its object is gone; never throws into it. */
  listen<Event>(target: object, types: string, hear: (event: Event) => void): void;
  /** Bits per second of what is shown, and its frames per second; what is no number is left out. */
  quality(bitrate: unknown, framesPerSecond?: unknown): void;
  /** Table 8.3; `external`: a failure outside of the player, of the network or of a third party. */
  error(id: string, external: boolean): void;
  /** Playback stands still for want of data, or goes on. */
  stall(standing: boolean): void;
  /** A player draws captions by itself, or stops. */
  captions(shown: boolean): void;
  /** A method of the tracker, or `adPause` with whether the viewer paused the ad. */
  tell(method: string, info?: object | boolean): void;
  /** The stream holds ads: how content time is told from stream time, in seconds. */
  contentTime(map: (streamTime: number) => number): void;
}

/**
 * What every adapter's module exports. Of a library's object each knows as much of the public interface as it uses, and
 * nothing of that is certain. All it begins ends with what `listen` hears.
 */
export type Follow<Player = never> = (player: Player, adapted: Adapted) => void;
