import type { Follow } from './adapter.ts';

type Type = 'video' | 'audio';

/** As version 5 has it, and as version 4. */
interface Representation {
  readonly bandwidth?: number;
  readonly bitrate?: number;
  readonly frameRate?: number | string;
}

interface Dash {
  getCurrentRepresentationForType?(type: Type): Representation | null;
  getBitrateInfoListFor?(type: Type): readonly Representation[];
  getQualityFor?(type: Type): number;
}

/** Its codes of failed requests; those below 10 are the media element's own, which tells of them itself. */
const NETWORK = /^(1[0-26-9]|2[5-9])$/;
const ENOUGH_DATA = 3;

/** A number, or a fraction such as `30000/1001`. */
const rate = (value: unknown): number => {
  const [frames, seconds = 1] = String(value).split('/').map(Number);
  return frames! / seconds;
};

/** dash.js 4 and 5: the representations shown, sound included, errors, and buffers that ran dry. */
export const follow: Follow<Dash> = (dash, { media, listen, quality, error, stall }) => {
  let shown: Partial<Record<Type, Representation | undefined>> = {};
  const of = (type: Type): Representation => {
    const first =
      dash.getCurrentRepresentationForType?.(type) ??
      dash.getBitrateInfoListFor?.(type)[dash.getQualityFor?.(type) ?? 0];
    return (shown[type] ??= first) ?? {};
  };
  const look = (): void => {
    const [video, audio] = [of('video'), of('audio')];
    const bits = [video, audio].map(({ bandwidth, bitrate = 0 }) => bandwidth ?? bitrate);
    quality(bits[0]! + bits[1]!, rate(video.frameRate));
  };
  interface Rendered {
    readonly mediaType: Type;
    readonly newRepresentation?: Representation;
  }
  listen(dash, 'qualityChangeRendered', ({ mediaType, newRepresentation }: Rendered) => {
    shown = { ...shown, [mediaType]: newRepresentation };
    look();
  });
  listen(dash, 'streamInitialized', () => (shown = {}));
  listen(dash, 'playbackPlaying playbackTimeUpdated', look);
  listen(dash, 'bufferStalled', () => media.readyState < ENOUGH_DATA && stall(true));
  listen(dash, 'error', ({ error: { code } }: { error: { code: number } }) => {
    if (code >= 10) error(`dash.${code}`, NETWORK.test(String(code)));
  });
  look();
};
