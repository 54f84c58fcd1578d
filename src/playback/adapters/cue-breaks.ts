/**
 * Ads in the stream, marked by cues of a text track of kind `metadata`: `{ "adBreak": { … } }` for a break and
 * `{ "ad": { … } }` for an ad in it, with the keys of `adBreakStart()` and `adStart()`. Other cues are left alone.
 */
import type { Follow } from './adapter.ts';

interface Marked {
  readonly from: number;
  readonly to: number;
  readonly info: object;
}

interface Marks {
  readonly breaks: readonly Marked[];
  readonly ads: readonly Marked[];
}

/** Seconds before its end at which an ad counts as watched: cues are told late. */
const END = 0.5;

/** What the cues mark, in order of time. An ad without a break around it is one of its own. */
export function readMarks(tracks: Iterable<TextTrack>): Marks {
  const breaks: Marked[] = [];
  const ads: Marked[] = [];
  for (const track of tracks) {
    if (track.kind !== 'metadata') continue;
    // A disabled track does not load its cues.
    if (track.mode === 'disabled') track.mode = 'hidden';
    for (const cue of Array.from(track.cues ?? [])) {
      const { adBreak, ad } = parse((cue as VTTCue).text);
      const [from, to] = [cue.startTime, cue.endTime];
      if (!(to > from && to < Infinity)) continue;
      if (isRecord(adBreak)) breaks.push({ from, to, info: adBreak });
      if (isRecord(ad)) ads.push({ from, to, info: ad });
    }
  }
  const alone = ads.filter(({ from }) => !breaks.some(brk => brk.from <= from && from < brk.to));
  const byTime = (a: Marked, b: Marked): number => a.from - b.from;
  return { breaks: [...breaks, ...alone.map(ad => ({ ...ad, info: {} }))].sort(byTime), ads: ads.sort(byTime) };
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: unknown): { adBreak?: unknown; ad?: unknown } {
  try {
    const value: unknown = JSON.parse(String(text));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Seconds of content that precede a second of the stream. */
export function contentBefore(breaks: readonly Marked[], streamTime: number): number {
  let time = streamTime;
  let counted = 0;
  for (const { from, to } of breaks) {
    const begin = Math.max(from, counted);
    if (streamTime > begin) time -= Math.max(0, Math.min(to, streamTime) - begin);
    counted = Math.max(counted, to);
  }
  return time;
}

export const follow: Follow<TextTrackList> = (tracks, { media, listen, tell, contentTime }) => {
  let marks: Marks = { breaks: [], ads: [] };
  let text = '';
  let brk: string | undefined;
  let ad: Marked | undefined;

  const read = (): void => {
    const found = readMarks(Array.from(tracks));
    const now = JSON.stringify(found);
    if (now === text) return;
    text = now;
    marks = found;
    const { breaks } = found;
    if (breaks.length > 0) contentTime(time => contentBefore(breaks, time));
  };

  const look = (): void => {
    read();
    // Where a viewer looks around, nothing plays.
    if (media.seeking || (media.paused && !media.ended)) return;
    const { currentTime: time, ended } = media;
    const at = (list: readonly Marked[]): Marked | undefined =>
      ended ? undefined : list.find(({ from, to }) => from <= time && time < to);
    const [nextBreak, nextAd] = [at(marks.breaks), at(marks.ads)];
    const same = brk === (nextBreak && JSON.stringify(nextBreak));
    if (ad && (nextAd?.from !== ad.from || !same)) {
      tell(ended || (time >= ad.to - END && time < ad.to + END) ? 'adComplete' : 'adSkip');
      ad = undefined;
    }
    if (!same) {
      if (brk !== undefined) tell('adBreakComplete');
      brk = nextBreak && JSON.stringify(nextBreak);
      if (nextBreak)
        tell('adBreakStart', { startTime: contentBefore(marks.breaks, nextBreak.from), ...nextBreak.info });
    }
    if (nextAd && !ad) {
      ad = nextAd;
      tell('adStart', { length: ad.to - ad.from, ...ad.info });
    }
  };
  listen(media, 'play playing timeupdate ended', look);
  listen(tracks, 'addtrack removetrack change', look);
  // Cues are told of by their track; it says so between two positions.
  for (const track of Array.from(tracks)) if (track.kind === 'metadata') listen(track, 'cuechange', look);
  look();
};
