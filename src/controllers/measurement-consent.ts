/** What the page says of consent, and the browser where the page asks for that; and who waits for it. */

export type ConsentState = 'granted' | 'pending' | 'denied';

export interface ConsentSource {
  readonly consent: string;
  getAttribute(name: string): string | null;
}

/** The viewer has told the browser to tell every site: do not sell or share what you know of me. */
const objects = (): boolean => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

/** A page that respects the signal may ask for the two opt-outs of a session instead of silence. */
export const optsOut = (source: ConsentSource): boolean =>
  source.getAttribute('respect-gpc') === 'opt-out' && objects();

function read(source: ConsentSource): ConsentState {
  const refused = source.getAttribute('respect-gpc') !== null && objects() && !optsOut(source);
  return refused ? 'denied' : (source.consent as ConsentState);
}

export interface Consent {
  readonly now: ConsentState;
  /** Settles when consent is given; undefined unless it is pending. */
  permitted(): Promise<void> | undefined;
  /** Whether it has changed since this was asked last. Who waits for consent hears of it here. */
  changed(): boolean;
  /** What was known is forgotten. */
  reset(): void;
}

export function createConsent(source: ConsentSource): Consent {
  let known: ConsentState | undefined;
  let waiting: Promise<void> | undefined;
  let permit = (): void => {};
  return {
    get now() {
      return read(source);
    },
    permitted() {
      if (read(source) !== 'pending') return undefined;
      return (waiting ??= new Promise<void>(resolve => (permit = resolve)));
    },
    changed() {
      const before = known;
      known = read(source);
      if (known === 'granted') permit();
      // What waited for a consent that was refused waits for ever.
      if (known !== 'pending') waiting = undefined;
      return known !== before;
    },
    reset: () => (known = undefined),
  };
}
