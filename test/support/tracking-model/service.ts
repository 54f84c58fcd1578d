/** A Media Collection service for the model: the local service's own rules, its faults, and a memory of who was told what. */
import { expire, touch } from '../../../demo/services/handlers/collection/lifetime.ts';
import { createSequenceWatch, INFORMATION } from '../../../demo/services/handlers/collection/sequence.ts';
import type { MediaEvent, MediaSession } from '../../../demo/services/handlers/collection/state.ts';
import { validateEvent } from '../../../demo/services/handlers/collection/validate.ts';
import { ModelTime, type Owner } from '../pass-model/time.ts';

export type Fault = 'drop' | 'lost' | 'hang' | 'slow' | 'forget' | 'no-location' | 400 | 429 | 500;
export const FAULTS: readonly Fault[] = ['drop', 'lost', 'hang', 'slow', 'forget', 'no-location', 400, 429, 500];

const RETOLD = /^(play|(pause|buffer|session|chapter|adBreak|ad|state)Start)$/;

export interface Caller extends Owner {
  readonly id: number;
  online: boolean;
  /** Rejects when the page is gone, and its requests with it. */
  readonly ended: Promise<never>;
  /** The page has said farewell: what it still sends goes out at once. */
  leaving: boolean;
}

interface Session extends MediaSession {
  /** Its id has reached the page. */
  known: boolean;
  /** Who waits for an answer. */
  readonly busy: Set<Caller>;
  base: string;
  lastTs: number;
}

interface Reply {
  readonly status: number;
  readonly text?: string;
  readonly location?: string;
  readonly retryAfter?: string;
}

/** Between these moments of the device's clock nobody could have pinged. */
export type Gap = readonly [from: number, to: number];

export class ModelService {
  readonly broken: string[] = [];
  readonly sessions = new Map<string, Session>();
  readonly gaps: Gap[] = [];
  faults: Fault[] = [];
  outage = false;
  requests = 0;
  /** Addresses of those whose player has failed. */
  readonly failed = new Set<string>();
  /** How often each event was accepted by a session that the page knows. */
  readonly accepted = new Map<string, number>();
  /** Sent, and nobody told whether it arrived: may be sent again. By whom, until the page is known to have noted it. */
  readonly unsure = new Map<string, { page: Caller; until: number }>();
  readonly #refusals = new Map<string, number>();
  /** Addresses of trackers of which the service refused something. */
  readonly torn = new Set<string>();
  readonly #time: ModelTime;

  constructor(time: ModelTime) {
    this.#time = time;
  }

  blame(rule: string, text: string): void {
    this.broken.push(`${rule}: ${text}`);
  }

  async fetch(page: Caller, url: string, init: RequestInit): Promise<Response> {
    this.#time.activity += 1;
    this.requests += 1;
    if (page.gone) return page.ended;
    this.#checkRequest(url, init);
    const cut = new Promise<never>((_, reject) =>
      init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
    );
    cut.catch(() => {});
    await Promise.resolve();
    const fault = page.leaving ? undefined : this.faults.shift();
    if (this.outage || !page.online || fault === 'drop') throw new TypeError('failed to fetch');
    if (fault === 'forget') for (const session of this.sessions.values()) session.state = 'expired';
    const body = JSON.parse(init.body as string) as MediaEvent | MediaEvent[];
    if (typeof fault === 'number') {
      this.#noteRefusal(url.replace(/\/api\/v1\/.*$/, ''), JSON.stringify(body), fault);
      return this.#reply(page, { status: fault, text: '{"message":"scripted"}', retryAfter: fault === 429 ? '7' : '' });
    }
    const base = url.replace(/\/api\/v1\/.*$/, '');
    const texts = [body].flat().map(event => base + JSON.stringify(event));
    const reply = this.#receive(page, url, base, body);
    if (reply.status < 300) for (const text of texts) this.unsure.set(text, { page, until: Infinity });
    if (fault === 'lost') throw new TypeError('the connection was lost');
    const asked = this.sessions.get(/sessions\/([^/]+)\/events$/.exec(url)?.[1] ?? '');
    if (fault === 'hang' || fault === 'slow') {
      asked?.busy.add(page);
      const answer = new Promise<void>(resolve => fault === 'slow' && this.#time.view(page).after(3000, resolve));
      await Promise.race([cut, page.ended, answer]).finally(() => asked?.busy.delete(page));
    }
    if (page.gone) return page.ended;
    const { location } = reply;
    const session = location && this.sessions.get(location.replace(/^.*\//, ''));
    if (fault === 'no-location') return this.#reply(page, { ...reply, location: '' });
    if (session) this.#learn(session);
    // What follows is stored within the moment, unless the device dies in it.
    for (const text of texts) if (this.unsure.has(text)) this.unsure.set(text, { page, until: this.#time.now + 10 });
    return this.#reply(page, reply);
  }

  #reply({ gone }: Caller, { status, text = '', location, retryAfter }: Reply): Response {
    this.#time.activity += 1;
    const values: Record<string, string | undefined> = { location, 'retry-after': retryAfter };
    const response = {
      ok: status < 300,
      status: gone ? 0 : status,
      headers: { get: (name: string) => values[name.toLowerCase()] || null },
      text: async () => text,
    };
    return response as unknown as Response;
  }

  /** What a session lost because the service would not have it is missing in its order. */
  #noteRefusal(base: string, text: string, status: number): void {
    const times = (this.#refusals.get(text) ?? 0) + 1;
    this.#refusals.set(text, times);
    if (status === 400 || times > 3) this.torn.add(base);
  }

  #checkRequest(url: string, { method, credentials, headers, body }: RequestInit): void {
    const names = Object.entries((headers ?? {}) as Record<string, string>).join();
    if (method !== 'POST' || credentials !== 'omit' || names !== 'Content-Type,application/json') {
      this.blame('MC-R3 to MC-R5', `${method} ${url} ${credentials} ${names}`);
    }
    if (typeof body !== 'string') this.blame('MC-R3', 'no body');
  }

  /** The page has the id of a session: what was told in it counts. */
  #learn(session: Session): void {
    session.known = true;
    for (const { event } of session.events) this.#count(session.base, event);
  }

  #count(base: string, event: MediaEvent): void {
    const text = base + JSON.stringify(event);
    const count = (this.accepted.get(text) ?? 0) + 1;
    this.accepted.set(text, count);
    // A session that resumes another one tells again what is open (3.11.4).
    if (RETOLD.test(event.eventType)) return;
    if (count > 1 && !this.#mayRepeat(text)) this.blame('once', `${event.eventType} was delivered ${count} times`);
  }

  #mayRepeat(text: string): boolean {
    const doubt = this.unsure.get(text);
    return !!doubt && (doubt.until === Infinity || doubt.page.gone);
  }

  #receive(page: Caller, url: string, base: string, body: MediaEvent | MediaEvent[]): Reply {
    if (Array.isArray(body)) return this.#receiveBatch(base, body);
    const path = url.slice(base.length + '/api/v1/'.length);
    if (path === 'sessions') {
      const event = this.#validate(body, 'sessions');
      if (!event) return { status: 400 };
      if (event.params?.['media.downloaded'] === true) this.blame('MC-R40', 'downloaded content in a session online');
      const session = this.#open(base, event, 'online');
      this.#accept(session, event);
      return { status: 201, location: `/api/v1/sessions/${session.id}` };
    }
    const id = /^sessions\/([^/]+)\/events$/.exec(path)?.[1];
    const event = this.#validate(body, 'events');
    const session = this.sessions.get(id ?? '');
    if (!session || !event) {
      this.blame('MC-R2', `${path} is no address of a session`);
      return { status: 404 };
    }
    const now = ModelTime.START + this.#time.now;
    const text = base + JSON.stringify(event);
    if (session.state === 'ended') {
      if (!this.#mayRepeat(text)) this.blame('MC-R45', `${event.eventType} after sessionEnd`);
      return { status: 410 };
    }
    if (expire(session, now).state === 'expired') return { status: 410, text: '{"message":"closed"}' };
    const busy = [...session.busy].some(({ gone }) => !gone);
    if (busy && !page.leaving) this.blame('MC-R43', `${event.eventType} before the one before was answered`);
    // Told again because the answer was lost: the service counts it twice, and cannot tell.
    if (session.events.some(known => base + JSON.stringify(known.event) === text)) {
      if (!this.#mayRepeat(text)) this.blame('once', `${event.eventType} was delivered again`);
      session.lastEvent = now;
      return { status: 204 };
    }
    this.#accept(session, event);
    touch(session, event.playerTime.playhead, now);
    this.#count(base, event);
    if (event.eventType === 'sessionComplete') session.state = 'completed';
    if (event.eventType === 'sessionEnd') session.state = 'ended';
    return { status: 204 };
  }

  #receiveBatch(base: string, events: MediaEvent[]): Reply {
    const session = this.#open(base, events[0]!, 'downloaded');
    session.known = true;
    for (const [index, item] of events.entries()) {
      const event = this.#validate(item, index === 0 ? 'batch-first' : 'batch-rest');
      if (!event) return { status: 400 };
      this.#accept(session, event);
      this.#count(base, event);
    }
    if (!/^session(End|Complete)$/.test(events[events.length - 1]!.eventType)) this.blame('MC-R115', 'no end');
    session.state = 'ended';
    return { status: 201 };
  }

  #open(base: string, { playerTime }: MediaEvent, kind: Session['kind']): Session {
    const now = ModelTime.START + this.#time.now;
    const session: Session = {
      id: `s${this.sessions.size + 1}`,
      kind,
      state: 'open',
      created: now,
      lastEvent: now,
      lastPlayhead: playerTime.playhead,
      lastMovement: now,
      events: [],
      watch: createSequenceWatch({ adPingInterval: 1 }),
      known: false,
      busy: new Set(),
      base,
      lastTs: playerTime.ts,
    };
    this.sessions.set(session.id, session);
    return session;
  }

  #validate(body: unknown, endpoint: Parameters<typeof validateEvent>[1]): MediaEvent | undefined {
    const found = validateEvent(body, endpoint, true);
    if (!('problem' in found)) return found.event;
    this.blame('MC-R121', `${found.problem} in ${JSON.stringify(body)}`);
    return undefined;
  }

  #accept(session: Session, event: MediaEvent): void {
    for (const remark of session.watch.observe(event)) {
      if (remark.startsWith(INFORMATION) || this.torn.has(session.base)) continue;
      if (remark.startsWith('no ping') && this.#slept(session.lastTs, event.playerTime.ts)) continue;
      // A wall clock that jumps moves the times of events, not the media.
      if (remark.endsWith('a stall') && this.#slept(event.playerTime.ts - 60_000, event.playerTime.ts)) continue;
      // After an error the reference sends `error` alone (M33): to the service the player goes on, standing still.
      if (this.failed.has(session.base) && remark.endsWith('a stall')) continue;
      const story = [...session.events.map(known => known.event), event];
      const told = story.map(({ eventType, playerTime }) => `${eventType}@${playerTime.ts - story[0]!.playerTime.ts}`);
      this.blame('MC-R124', `${remark} in ${told.slice(-12).join(' ')}`);
    }
    session.lastTs = event.playerTime.ts;
    session.events.push({ arrived: this.#time.now, verdict: 'accepted', warnings: [], event });
  }

  #slept(from: number, to: number): boolean {
    return this.gaps.some(([start, end]) => start <= to + 1000 && end >= from - 1000);
  }
}
