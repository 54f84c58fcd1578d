/** A session machine under a hand-driven media element: for rules that real video cannot show on demand. */
import { call, setCue, type Method } from '../../src/collection/extras.ts';
import { mediaSignal } from '../../src/collection/playback-state.ts';
import { configure, step, tick, wakeAt, type Deed } from '../../src/collection/session-machine.ts';
import { finish } from '../../src/collection/session.ts';
import { setPlayerState } from '../../src/collection/states.ts';
import { initialState, type TrackingState } from '../../src/collection/session-state.ts';
import type { Content, MediaEvent } from '../../src/collection/types.ts';
import type { ChapterCue } from '../../src/playback/chapters.ts';
import type { MediaSignal, Snapshot } from '../../src/playback/snapshot.ts';

export const START = Date.UTC(2026, 0, 1, 12);

export const content = (params: Record<string, unknown> = {}, more: Partial<Content> = {}): Content => ({
  base: 'https://collect.example',
  downloaded: false,
  adPing: 1000,
  params: { 'media.id': 'a', 'media.playerName': 'player', 'media.resume': false, ...params },
  ...more,
});

export const stillMedia = (changes: Partial<Snapshot> = {}): Snapshot => ({
  position: 0,
  duration: 600,
  paused: true,
  ended: false,
  seeking: false,
  loop: false,
  rate: 1,
  ready: 4,
  error: 0,
  frames: undefined,
  dropped: undefined,
  ...changes,
});

export class Drive {
  state: TrackingState = initialState('seed');
  media: Snapshot;
  now = START;
  events: MediaEvent[] = [];
  keys: string[] = [];

  constructor(given: Content | undefined = content(), media: Partial<Snapshot> = {}) {
    this.media = stillMedia(media);
    this.tell(s => configure(s, given));
  }

  tell(deed: Deed): this {
    const { state, effects } = step(this.state, deed, { now: this.now, snapshot: this.media });
    this.state = state;
    for (const { key, event } of effects) {
      this.events.push(event);
      this.keys.push(key);
    }
    return this;
  }

  signal(signal: MediaSignal, changes: Partial<Snapshot> = {}): this {
    this.media = { ...this.media, ...changes };
    return this.tell(s => mediaSignal(s, signal));
  }

  /** Time passes with the machine's own wakes, and the position moves while playing. */
  pass(ms: number, { still = false } = {}): this {
    const end = this.now + ms;
    for (let at = wakeAt(this.state); at <= end; at = wakeAt(this.state)) {
      this.move(Math.max(at, this.now), still);
      this.tell(tick);
    }
    this.move(end, still);
    return this;
  }

  move(to: number, still: boolean): void {
    const { paused, seeking, position, rate } = this.media;
    const runs = !paused && !seeking && !still && this.state.player === 'playing' && !this.state.brk;
    if (runs) this.media = { ...this.media, position: position + ((to - this.now) / 1000) * rate };
    this.now = to;
  }

  /** Past the hold of the first `play`. */
  play(): this {
    this.signal('play', { paused: false, ended: false }).pass(20, { still: true });
    return this.signal('playing').pass(300);
  }

  pause(): this {
    return this.signal('pause', { paused: true });
  }

  seek(to: number): this {
    return this.signal('seeking', { seeking: true, position: to }).signal('seeked', { seeking: false });
  }

  finish(): this {
    const end = { position: this.media.duration, ended: true, paused: true };
    return this.signal('timeupdate', end).signal('pause').signal('ended').pass(300);
  }

  /** A method of the tracker. */
  call(method: Method, ...args: unknown[]): this {
    return this.tell(s => call(s, method, ...args));
  }

  cue(cue: ChapterCue | undefined): this {
    return this.tell(s => setCue(s, cue));
  }

  /** A player state of the browser's own. */
  mark(name: string, active: boolean): this {
    return this.tell(s => setPlayerState(s, name, active));
  }

  end(abrupt = false): this {
    return this.tell(s => finish(s, abrupt));
  }

  get types(): string[] {
    return this.events.map(({ eventType }) => eventType);
  }

  /** All but pings, as one line. */
  get story(): string {
    return this.types.filter(type => type !== 'ping').join(' ');
  }

  get last(): MediaEvent {
    return this.events[this.events.length - 1]!;
  }

  of(type: string): MediaEvent[] {
    return this.events.filter(({ eventType }) => eventType === type);
  }
}
