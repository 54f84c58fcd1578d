/** Scripted doubles of what Google IMA hands to a page, by its public interface. */

export interface ScriptedAd {
  id: string;
  title?: string;
  /** Seconds; −1 where IMA does not know. */
  duration?: number;
  advertiser?: string;
  linear?: boolean;
  /** 0 pre-roll, −1 post-roll. */
  podIndex?: number;
  position?: number;
  offset?: number;
}

/** An ad as events carry it: nothing but getters. */
function adOf(ad: ScriptedAd): object {
  return {
    getAdId: () => ad.id,
    getTitle: () => ad.title ?? '',
    getDuration: () => ad.duration ?? -1,
    getAdvertiserName: () => ad.advertiser ?? '',
    getCreativeId: () => `creative of ${ad.id}`,
    isLinear: () => ad.linear ?? true,
    getAdPodInfo: () => ({
      getPodIndex: () => ad.podIndex ?? 0,
      getAdPosition: () => ad.position ?? 1,
      getTimeOffset: () => ad.offset ?? 0,
    }),
  };
}

type Hear = (event: object) => void;

class Speaker {
  readonly #hearing = new Map<string, Set<Hear>>();

  addEventListener(type: string, hear: Hear): void {
    this.#hearing.set(type, (this.#hearing.get(type) ?? new Set()).add(hear));
  }

  removeEventListener(type: string, hear: Hear): void {
    this.#hearing.get(type)?.delete(hear);
  }

  /** How many listen, to anything. */
  get listeners(): number {
    return [...this.#hearing.values()].reduce((sum, { size }) => sum + size, 0);
  }

  fire(type: string, ad?: ScriptedAd, more: object = {}): void {
    const event = { type, getAd: () => (ad ? adOf(ad) : null), ...more };
    for (const hear of this.#hearing.get(type) ?? []) hear(event);
  }
}

/** `google.ima.AdsManager`: ads beside the content, which the page pauses for them. */
export class FakeAdsManager extends Speaker {
  current: ScriptedAd | undefined;

  getCurrentAd(): object | null {
    return this.current ? adOf(this.current) : null;
  }

  discardAdBreak(): void {}

  fail(code: number): void {
    this.fire('adError', undefined, { getError: () => ({ getErrorCode: () => code }) });
  }
}

/** `google.ima.dai.api.StreamManager`: ads in the stream, between two of its seconds. */
export class FakeStreamManager extends Speaker {
  readonly #from: number;
  readonly #to: number;

  constructor(from: number, to: number) {
    super();
    this.#from = from;
    this.#to = to;
  }

  contentTimeForStreamTime(time: number): number {
    return time - Math.max(0, Math.min(time, this.#to) - this.#from);
  }
}
