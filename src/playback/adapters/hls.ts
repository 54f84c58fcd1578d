import type { Follow } from './adapter.ts';

interface Hls {
  readonly currentLevel: number;
  readonly levels?: readonly { readonly bitrate?: number; readonly frameRate?: number }[];
}

interface HlsError {
  readonly type: string;
  readonly details: string;
  readonly fatal: boolean;
}

/** hls.js: the level shown, fatal errors, and stalls that the media element does not tell of. */
export const follow: Follow<Hls> = (hls, { listen, quality, error, stall }) => {
  const look = (): void => {
    const level = hls.levels?.[hls.currentLevel];
    quality(level?.bitrate, level?.frameRate);
  };
  listen(hls, 'hlsLevelSwitched hlsLevelsUpdated', look);
  listen(hls, 'hlsError', ({ type, details, fatal }: HlsError) => {
    // What is not fatal the library mends by itself.
    if (fatal) error(`hls.${details}`, type === 'networkError');
    else if (details === 'bufferStalledError') stall(true);
  });
  listen(hls, 'hlsStallResolved', () => stall(false));
  look();
};
