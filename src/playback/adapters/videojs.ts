import type { Follow } from './adapter.ts';

interface Levels {
  readonly selectedIndex: number;
  readonly [index: number]: { readonly bitrate?: number; readonly frameRate?: number };
}

interface VideoJs {
  qualityLevels(): Levels;
  error(): { readonly code?: number } | null;
  textTracks(): ArrayLike<TextTrack>;
}

const NETWORK = 2;

/** video.js with its own streaming: the level selected, and errors and captions that the media element knows nothing of. */
export const follow: Follow<VideoJs> = (player, { media, listen, quality, error, captions }) => {
  const levels = player.qualityLevels();
  const look = (): void => {
    const level = levels[levels.selectedIndex];
    quality(level?.bitrate, level?.frameRate);
  };
  listen(levels, 'change addqualitylevel', look);
  listen(player, 'error', () => {
    const code = player.error()?.code;
    if (code && !media.error) error(`videojs.${code}`, code === NETWORK);
  });
  look();
  const tracks = player.textTracks();
  const lookAtText = (): void =>
    captions(Array.from(tracks).some(({ kind, mode }) => /captions|subtitles/.test(kind) && mode === 'showing'));
  listen(tracks, 'change removetrack', lookAtText);
  lookAtText();
};
