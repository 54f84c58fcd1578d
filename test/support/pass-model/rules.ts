/** The rules that a client must keep whatever happens, judged as the requests leave the device. */

export interface Code {
  code: string;
  /** The page that asked for it. */
  tab: number;
  mvpd: string | undefined;
  missing: string[];
  /** Everything was given at once: the viewer signs in here. */
  complete: boolean;
  /** How often the provider's page was opened for it. */
  openings: number;
  returned: boolean;
  endsAt: number;
  /** The same as the page counts it, from the arrival of the answer. */
  knownEnd: number;
  replaced: boolean;
  /** The page whose newer session, by window or by another screen, ended this one. */
  replacedBy: number | undefined;
  signedIn: boolean;
}

interface Polls {
  last: number;
  early: number;
  /** A profile was read, or the service has said that the code is dead: by page. */
  told: Set<number>;
}

/** Two thousandths of slack: nothing here is late by itself. */
const SHORTEST = 3_000 - 2;

export class Rules {
  readonly broken: string[] = [];
  readonly #polls = new Map<string, Polls>();
  #refusal = { at: -Infinity, what: '' };
  #bucket = { first: 0, last: -Infinity, window: 0, used: 0, burst: 10 };

  blame(rule: string, text: string): void {
    this.broken.push(`${rule}: ${text}`);
  }

  /** PASS-R117, PASS-R118, PASS-R122: the rate limit, and the silence after a refusal or what may have been one. */
  request(now: number, what: string): void {
    const { at, what: refused } = this.#refusal;
    // What another part of the page had begun to send at the very moment of the refusal cannot be called back.
    const crossed = now === at && what !== refused;
    if (now < at + 1_000 && !crossed) this.blame('PASS-R117', `${what} only ${now - at} ms after a refusal`);
    const bucket = this.#bucket;
    if (now - bucket.last >= 600_000) Object.assign(bucket, { first: now, window: 0, used: 0, burst: 10 });
    bucket.last = now;
    const window = Math.floor((now - bucket.first) / 1000);
    if (window !== bucket.window) Object.assign(bucket, { window, used: 0 });
    if (bucket.used === 0) bucket.used = 1;
    else if (bucket.burst > 0) bucket.burst -= 1;
    else this.blame('PASS-R118', `${what} is one too many in this second`);
  }

  /** What the tabs knew of each other's requests and refusals is gone. */
  wiped(): void {
    this.#refusal = { at: -Infinity, what: '' };
    this.#bucket = { first: 0, last: -Infinity, window: 0, used: 0, burst: 10 };
  }

  /** The page has learned that it was refused. */
  refused(now: number, what: string): void {
    this.#refusal = { at: now, what };
  }

  poll(now: number, tab: number, code: string, known: Code | undefined, answered: boolean): void {
    if (!known) return this.blame('PASS-R46', `${code} never was`);
    const polls = this.#polls.get(code) ?? { last: -Infinity, early: 0, told: new Set<number>() };
    this.#polls.set(code, polls);
    if (now - polls.last < SHORTEST) this.blame('PASS-R39', `two polls of ${code} ${now - polls.last} ms apart`);
    polls.last = now;
    if (polls.told.has(tab)) this.blame('PASS-R40, PASS-R46', `${code} is polled after its end was told`);
    if (known.replacedBy === tab) this.blame('PASS-R42', `${code} is polled although this page has a newer one`);
    if (now > known.knownEnd) this.blame('PASS-R41', `${code} is polled ${now - known.knownEnd} ms after its end`);
    if (known.complete && known.openings > 0 && !known.returned && !known.signedIn && answered) {
      polls.early += 1;
      if (polls.early > known.openings) this.blame('PASS-R37', `${code} is polled before the viewer came back`);
    }
  }

  /** The page has read that this code is done or dead. */
  told(tab: number, code: string): void {
    this.#polls.get(code)?.told.add(tab);
  }
}
