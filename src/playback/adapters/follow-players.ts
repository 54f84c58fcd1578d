/** Follows what a media element alone does not tell: the libraries that play it and their figures, and its ads. */
import type { Snapshot } from '../snapshot.ts';
import type { Adapted, Follow } from './adapter.ts';
import { attempt, findPlayers } from './find-players.ts';

type Times = Pick<Snapshot, 'position' | 'duration'>;

/** Where it is told. */
export interface Told {
  /** What the page handed over. */
  player(): unknown;
  method(name: string, ...args: unknown[]): void;
  signal(type: 'waiting' | 'playing'): void;
  /** How times are read from now on. */
  times(change: <Some extends Times>(of: Some) => Some): void;
  captions(shown: boolean): void;
  failed(cause: unknown): void;
}

/** The same error again within this time is the same error: libraries try again and again. */
const SAME_ERROR = 10_000;
/** Seconds of progress that end a stall. */
const MOVING = 0.1;
const LOOK_ON = 'loadstart loadedmetadata emptied play playing timeupdate';

/** Begins at once; the answer looks again, for when the page handed over something else. */
export function followPlayers(media: HTMLMediaElement, told: Told, signal: AbortSignal): () => void {
  const followed = new Map<object, AbortController>();
  const report = createReports(media, told, signal);

  const look = (): void => {
    if (signal.aborted) return;
    const found = findPlayers(media, told.player());
    for (const [player, stop] of followed) {
      if (found.has(player)) continue;
      stop.abort();
      followed.delete(player);
    }
    for (const [player, { load }] of found) {
      if (followed.has(player)) continue;
      const stop = new AbortController();
      followed.set(player, stop);
      load().then(
        ({ follow }) =>
          stop.signal.aborted ||
          attempt(() => (follow as Follow<object>)(player, { ...report, ...bound(told, stop.signal) })),
        told.failed,
      );
    }
  };
  for (const type of LOOK_ON.split(' ')) media.addEventListener(type, look, { signal });
  signal.addEventListener('abort', () => followed.forEach(stop => stop.abort()));
  look();
  return look;
}

type Listening = Record<string, (type: string, hear: (...args: unknown[]) => void) => void>;

/** What ends with the object it is about. */
function bound(told: Told, signal: AbortSignal): Pick<Adapted, 'listen' | 'contentTime'> {
  return {
    contentTime(map) {
      if (signal.aborted) return;
      // Milliseconds, so that what was computed lies nowhere beyond the end.
      const time = (second: number): number => Math.round(map(second) * 1000) / 1000;
      told.times(of => ({ ...of, position: time(of.position), duration: time(of.duration) }));
      signal.addEventListener('abort', () => told.times(of => of));
    },
    listen(target, types, hear) {
      const listening = target as Listening;
      // hls.js hands the name of the event over first.
      const safe = (...args: unknown[]): void => void attempt(() => hear(args[args.length - 1] as never));
      const [add, remove] = 'addEventListener' in target ? ['addEventListener', 'removeEventListener'] : ['on', 'off'];
      for (const type of types.split(' ')) {
        listening[add!]!(type, safe);
        signal.addEventListener('abort', () => attempt(() => listening[remove!]!(type, safe)));
      }
    },
  };
}

/** What adapters tell, in the words of the tracker. */
function createReports(
  media: HTMLMediaElement,
  told: Told,
  signal: AbortSignal,
): Omit<Adapted, 'listen' | 'contentTime'> {
  const errors = new Map<string, number>();
  let figures = '';
  let stoodAt: number | undefined;
  const goOn = (): void => {
    stoodAt = undefined;
    if (!media.paused && !media.seeking && media.readyState > 2) told.signal('playing');
  };
  media.addEventListener(
    'timeupdate',
    () => stoodAt !== undefined && Math.abs(media.currentTime - stoodAt) > MOVING && goOn(),
    { signal },
  );
  return {
    media,
    quality(bitrate, framesPerSecond) {
      const info: Record<string, number> = {};
      for (const [name, value] of Object.entries({ bitrate, framesPerSecond })) {
        if (Number(value) > 0 && Number.isFinite(Number(value))) info[name] = Number(value);
      }
      const text = JSON.stringify(info);
      if (text !== '{}' && text !== figures) told.method('setQuality', info);
      figures = text;
    },
    error(id, external) {
      const now = performance.now();
      if (now - (errors.get(id) ?? -Infinity) > SAME_ERROR) {
        told.method('trackError', id, external ? 'external' : 'player');
      }
      errors.set(id, now);
    },
    stall(standing) {
      if (!standing) return stoodAt === undefined ? undefined : goOn();
      stoodAt ??= media.currentTime;
      told.signal('waiting');
    },
    captions: told.captions,
    tell: (method, info) => told.method(method, info),
  };
}
