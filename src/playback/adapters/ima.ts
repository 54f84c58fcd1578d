/** Google IMA on the client: an `AdsManager`, after table 8.5. Events are named as its own constants name them. */
import type { Follow } from './adapter.ts';

export interface Ad {
  getAdId?(): string;
  getTitle?(): string;
  getDuration?(): number;
  getAdvertiserName?(): string;
  getCreativeId?(): string;
  getAdPodInfo?(): Pod | null;
  isLinear?(): boolean;
}

export interface Pod {
  getAdPosition?(): number;
  /** 0 for a pre-roll, −1 for a post-roll. */
  getPodIndex?(): number;
  getTimeOffset?(): number;
}

interface AdEvent {
  getAd?(): Ad | null;
}

interface AdsManager {
  getCurrentAd?(): Ad | null;
}

/** What IMA knows of an ad, as `adStart()` takes it. */
export function adInfo(ad: Ad | null | undefined): object {
  const length = Number(ad?.getDuration?.());
  const position = Number(ad?.getAdPodInfo?.()?.getAdPosition?.());
  return {
    id: ad?.getAdId?.(),
    name: ad?.getTitle?.(),
    ...(length > 0 && { length }),
    ...(position > 0 && { position }),
    advertiser: ad?.getAdvertiserName?.(),
    creativeId: ad?.getCreativeId?.(),
    playerName: 'Google IMA',
  };
}

/** Indexes of IMA are those of its list; ours count the breaks of a session, which the tracker does by itself. */
function breakInfo(pod: Pod | null | undefined, duration: number): object {
  const index = pod?.getPodIndex?.();
  const offset = Number(pod?.getTimeOffset?.());
  if (index === undefined) return {};
  if (index < 0) return { name: 'post-roll', ...(Number.isFinite(duration) && { startTime: duration }) };
  return index === 0
    ? { name: 'pre-roll', startTime: 0 }
    : { name: `mid-roll ${index}`, ...(offset > 0 && { startTime: offset }) };
}

export const follow: Follow<AdsManager> = (manager, { media, listen, error, tell }) => {
  const { ima } = (globalThis as { google?: { ima?: { AdEvent?: { Type?: Record<string, string> } } } }).google ?? {};
  const type = (name: string, known: string): string => ima?.AdEvent?.Type?.[name] ?? known;
  let open = false;
  const begin = (ad: Ad | null | undefined): void => {
    if (open) return;
    open = true;
    tell('adBreakStart', breakInfo(ad?.getAdPodInfo?.(), media.duration));
  };
  const start = (ad: Ad | null | undefined): void => {
    // What lies over the content interrupts nothing.
    if (ad?.isLinear?.() === false) return;
    begin(ad);
    tell('adStart', adInfo(ad));
  };
  const end = (): void => {
    if (open) tell('adBreakComplete');
    open = false;
  };
  listen(manager, type('CONTENT_PAUSE_REQUESTED', 'contentPauseRequested'), (event: AdEvent) => begin(event.getAd?.()));
  listen(manager, type('STARTED', 'start'), (event: AdEvent) => start(event.getAd?.()));
  listen(manager, type('COMPLETE', 'complete'), () => tell('adComplete'));
  listen(manager, type('SKIPPED', 'skip'), () => tell('adSkip'));
  listen(manager, type('PAUSED', 'pause'), () => tell('adPause', true));
  listen(manager, type('RESUMED', 'resume'), () => tell('adPause', false));
  listen(manager, type('CONTENT_RESUME_REQUESTED', 'contentResumeRequested'), end);
  listen(manager, 'adError', (event: { getError?(): { getErrorCode?(): number } }) => {
    error(`ima.${event.getError?.().getErrorCode?.() ?? 'unknown'}`, true);
    end();
  });
  const current = manager.getCurrentAd?.();
  if (current) start(current);
};
