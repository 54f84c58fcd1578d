/** What is followed of a media element where there is something to follow; each answers how to look again. */
import { call, setCue, type Method } from '../collection/extras.ts';
import { unloadable } from '../collection/errors.ts';
import { observeChapters } from '../playback/chapters.ts';
import type { Followed } from '../playback/player-states.ts';
import { setPlayerState } from '../collection/states.ts';
import type { MediaSignal, Snapshot } from '../playback/snapshot.ts';
import type { Deed } from '../collection/session-machine.ts';
import type { TrackerHost } from './measurement-host.ts';

type Times = Pick<Snapshot, 'position' | 'duration'>;

/** The controller, as far as they need it. */
export interface FollowLink {
  readonly host: TrackerHost;
  dispatch(deed: Deed): void;
  signal(type: MediaSignal): void;
  /** A player draws captions by itself. */
  captions?: boolean;
  /** From stream time to content time, where a stream holds ads. */
  times: <Some extends Times>(of: Some) => Some;
}

type Follower = (media: HTMLMediaElement, link: FollowLink, signal: AbortSignal) => () => void;

export const followers: Readonly<Record<Followed, Follower>> = {
  /** Row M42. */
  chapters(media, link, signal) {
    const tell = (cue: Parameters<typeof setCue>[1]): void => {
      const { position, duration } = link.times({
        position: cue?.offset ?? 0,
        duration: (cue?.offset ?? 0) + (cue?.length ?? 0),
      });
      link.dispatch(s => setCue(s, cue && { ...cue, offset: position, length: duration - position }));
    };
    observeChapters(media, tell, signal);
    return () => {};
  },
  players(media, link, signal) {
    let look: (() => void) | undefined;
    const failed = (cause: unknown): void => link.host.onError(unloadable('What follows a player', cause));
    const told = {
      player: () => link.host.player,
      method: (name: string, ...args: unknown[]) => link.dispatch(s => call(s, name as Method, ...args)),
      signal: (type: MediaSignal) => link.signal(type),
      times: (map: FollowLink['times']) => (link.times = map),
      captions(shown: boolean) {
        link.captions = shown;
        link.dispatch(s => setPlayerState(s, 'closedCaptioning', shown));
      },
      failed,
    };
    const load = (): void => {
      import('../playback/adapters/follow-players.ts').then(
        ({ followPlayers }) => signal.aborted || (look = followPlayers(media, told, signal)),
        failed,
      );
    };
    load();
    return () => look?.();
  },
};
