import type { Follow } from './adapter.ts';

interface Shaka {
  getVariantTracks(): readonly {
    readonly active: boolean;
    readonly bandwidth: number;
    readonly frameRate: number | null;
  }[];
}

interface ShakaError {
  readonly detail: { readonly severity: number; readonly category: number; readonly code: number };
}

const RECOVERABLE = 1;
const NETWORK = 1;

/** Shaka: the active variant, errors it could not mend, and buffering, for which it stops the clock without a word. */
export const follow: Follow<Shaka> = (shaka, { listen, quality, error, stall }) => {
  const look = (): void => {
    const active = shaka.getVariantTracks().find(track => track.active);
    quality(active?.bandwidth, active?.frameRate);
  };
  listen(shaka, 'adaptation variantchanged trackschanged loaded', look);
  listen(shaka, 'buffering', ({ buffering }: { buffering: boolean }) => stall(buffering));
  listen(shaka, 'stalldetected', () => stall(true));
  listen(shaka, 'error', ({ detail: { severity, category, code } }: ShakaError) => {
    if (severity !== RECOVERABLE) error(`shaka.${code}`, category === NETWORK);
  });
  look();
};
