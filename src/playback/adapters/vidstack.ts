import type { Follow } from './adapter.ts';

interface VidstackPlayer {
  readonly state?: { readonly textTrack?: object | null };
}

/** Vidstack draws captions by itself, so that its media element knows of none. Figures are those of the library in it. */
export const follow: Follow<VidstackPlayer> = (player, { listen, captions }) => {
  const look = (): void => captions(!!player.state?.textTrack);
  listen(player, 'text-track-change', look);
  look();
};
