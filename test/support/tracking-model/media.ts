import type { Clock } from '../../../src/core/clock.ts';

/** A media element that behaves as browsers do: it plays, stalls, seeks, ends and fails by the model's time. */
export class ModelMedia extends EventTarget {
  readonly localName = 'video';
  readonly textTracks: TextTrack[] = [];
  paused = true;
  ended = false;
  seeking = false;
  loop = false;
  muted = false;
  volume = 1;
  playbackRate = 1;
  readyState = 4;
  error: { code: number } | null = null;
  duration: number;
  readonly #clock: Clock;
  #position = 0;
  /** Since when it moves. */
  #since: number | undefined;
  #cancel = (): void => {};

  constructor(clock: Clock, duration: number) {
    super();
    this.#clock = clock;
    this.duration = duration;
  }

  getRootNode(): Document {
    return document;
  }

  get currentTime(): number {
    if (this.#since === undefined) return this.#position;
    const moved = ((this.#clock.elapsed() - this.#since) / 1000) * this.playbackRate;
    return Math.min(this.duration, this.#position + moved);
  }

  get moving(): boolean {
    return this.#since !== undefined;
  }

  tell(...types: string[]): void {
    for (const type of types) this.dispatchEvent(new Event(type));
  }

  #after(ms: number, run: () => void): void {
    this.#cancel();
    this.#cancel = this.#clock.after(ms, run);
  }

  #stand(): void {
    this.#cancel();
    this.#position = this.currentTime;
    this.#since = undefined;
  }

  #move(): void {
    this.#since = this.#clock.elapsed();
    const left = ((this.duration - this.#position) / this.playbackRate) * 1000;
    if (left < Infinity && this.playbackRate > 0) this.#after(Math.max(0, left), () => this.#reachEnd());
  }

  #reachEnd(): void {
    this.#stand();
    this.#position = this.duration;
    this.tell('timeupdate');
    if (this.loop) return this.#jump(0, 20, false);
    this.ended = true;
    if (!this.paused) {
      this.paused = true;
      this.tell('pause');
    }
    this.tell('ended');
  }

  /** Seeks; browsers do not say `playing` after a loop. */
  #jump(to: number, ms: number, tellPlaying: boolean): void {
    this.#stand();
    this.#position = to;
    this.seeking = true;
    this.ended = false;
    this.tell('seeking');
    this.#after(ms, () => {
      this.seeking = false;
      this.tell('timeupdate', 'seeked');
      if (this.paused) return;
      if (to >= this.duration) return this.#reachEnd();
      if (tellPlaying) this.tell('playing');
      this.#move();
    });
  }

  play(startUp = 100): void {
    if (!this.paused || this.error) return;
    this.paused = false;
    if (this.ended) {
      this.#position = 0;
      this.ended = false;
    }
    if (!this.seeking) this.readyState = startUp % 3 === 0 ? 4 : 2;
    this.tell('play');
    if (this.seeking) return;
    const begin = (): void => {
      this.readyState = 4;
      this.tell('playing');
      this.#move();
    };
    // There is enough to play at once, or there is not yet.
    if (startUp % 3 === 0) return begin();
    this.tell('waiting');
    this.#after(startUp, begin);
  }

  pause(): void {
    if (this.paused) return;
    const { seeking } = this;
    if (!seeking) this.#stand();
    this.paused = true;
    this.tell('timeupdate', 'pause');
  }

  stall(ms: number): void {
    if (!this.moving) return;
    this.#stand();
    this.readyState = 2;
    this.tell('stalled', 'waiting');
    this.#after(ms, () => {
      this.readyState = 4;
      this.tell('playing');
      this.#move();
    });
  }

  seek(to: number, ms: number): void {
    if (this.error || this.readyState === 0) return;
    this.readyState = 4;
    this.#jump(Math.min(to, Number.isFinite(this.duration) ? this.duration : to), ms, true);
  }

  fail(code: number): void {
    if (this.error) return;
    this.#stand();
    this.seeking = false;
    this.error = { code };
    this.tell('error');
  }

  /** The same or another source is loaded. */
  load(duration = this.duration): void {
    this.#stand();
    Object.assign(this, { error: null, ended: false, seeking: false, paused: true, readyState: 0 });
    this.#position = 0;
    this.tell('abort', 'emptied', 'timeupdate', 'loadstart');
    this.duration = duration;
    this.readyState = 4;
    this.tell('durationchange', 'loadedmetadata', 'canplay');
  }

  setRate(rate: number): void {
    const { moving } = this;
    this.#stand();
    this.playbackRate = rate;
    this.tell('ratechange');
    if (moving) this.#move();
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.tell('volumechange');
  }
}
