/** Google IMA with ads in the stream: a `StreamManager`, after table 8.5. Times are those of the content without its ads. */
import type { Follow } from './adapter.ts';
import { adInfo, type Ad } from './ima.ts';

interface StreamEvent {
  getAd?(): Ad | null;
  getStreamData?(): { readonly errorMessage?: string } | null;
}

interface StreamManager {
  contentTimeForStreamTime(streamTime: number): number;
}

export const follow: Follow<StreamManager> = (manager, { media, listen, error, tell, contentTime }) => {
  let open = false;
  let breaks = 0;
  const content = (streamTime: number): number => {
    // A live stream has no time without its ads.
    const time = Number.isFinite(media.duration) ? manager.contentTimeForStreamTime(streamTime) : streamTime;
    return Number.isFinite(time) ? time : streamTime;
  };
  contentTime(content);
  const begin = (): void => {
    if (open) return;
    open = true;
    tell('adBreakStart', { name: `break ${++breaks}` });
  };
  const end = (): void => {
    if (open) tell('adBreakComplete');
    open = false;
  };
  // Breaks are told the first time only, periods each time they are watched.
  listen(manager, 'adBreakStarted adPeriodStarted', begin);
  listen(manager, 'adBreakEnded adPeriodEnded', end);
  listen(manager, 'started', (event: StreamEvent) => {
    begin();
    tell('adStart', adInfo(event.getAd?.()));
  });
  listen(manager, 'complete', () => tell('adComplete'));
  listen(manager, 'skip', () => tell('adSkip'));
  listen(manager, 'error', () => {
    error('ima.stream', true);
    end();
  });
};
