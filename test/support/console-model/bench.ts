/** The operators' services in process, in a time of their own, with everything going wrong between them and a page. */
import { createWorld, type FaultRule, type ServedWorld, type WorldOptions } from '../../../demo/services/world.ts';
import { TveError } from '../../../src/core/errors.ts';
import { createFakeClock } from '../fake-clock.ts';

export const ORIGIN = 'http://localhost:8787';

/** What the local service is told to do, and what of its answer reaches the page. */
interface Fault extends Omit<FaultRule, 'path'> {
  /** Nothing ever comes back. */
  silent?: boolean;
  /** The service has done its work, and something between the two answers in its place. */
  instead?: number;
  /** Milliseconds on the way there, or back. */
  there?: number;
  back?: number;
  /** The answer repeats the headers of the request, as pages of gateways do. */
  echo?: boolean;
}

const HTML = '<!doctype html><title>Gateway</title><h1>Something went wrong</h1>';

export const FAULTS: Record<string, Fault> = {
  cut: { drop: true },
  lost: { drop: 'after' },
  hanging: { drop: 'after', silent: true },
  swallowed: { drop: true, silent: true },
  lostBehindPage: { drop: 'after', instead: 502 },
  busy: { status: 429, headers: { 'retry-after': '3' } },
  busyUntil: { status: 429, headers: { 'retry-after': new Date(1_800_000_009_000).toUTCString() } },
  unavailable: { status: 503 },
  failing: { status: 500, body: HTML },
  gateway: { status: 504, body: HTML },
  refused: { status: 401, body: {} },
  forbidden: { status: 403, body: {} },
  large: { status: 413 },
  page: { body: HTML },
  torn: { body: '{"items":[{"id":"x' },
  echoed: { status: 400, echo: true },
  echoedPage: { echo: true },
  slow: { back: 6_000 },
  late: { there: 4_000 },
};

/** Promises settle between two of them; `setTimeout` would take milliseconds. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
const task = (): Promise<void> =>
  new Promise(resolve => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });

const HOPS = 60;

export class Bench {
  readonly clock = createFakeClock(1_800_000_000_000, () => this.settle());
  readonly world: ServedWorld;
  readonly broken: string[] = [];
  /** One for each of the next requests. */
  faults: Fault[] = [];
  /** The service has done what it was asked for. */
  served: () => void = () => {};
  /** Tokens that the service has handed out. */
  issued: () => Iterable<string> = () => [];
  readonly #secrets = new Set<string>();
  readonly #open = new Set<string>();
  readonly #controllers: AbortController[] = [];
  #line: Promise<unknown> = Promise.resolve();
  #activity = 0;
  #busy = 0;
  #calls = 0;

  constructor(options: WorldOptions) {
    this.world = createWorld({ throttle: false, seed: 7, clockSource: () => this.clock.now(), ...options });
  }

  get platform(): { fetch: typeof fetch; clock: Bench['clock']; random: () => number } {
    return { fetch: this.#fetch, clock: this.clock, random: () => 0.5 };
  }

  blame(rule: string, text: string): void {
    this.broken.push(`${rule}: ${text}`);
  }

  secret(text: string): string {
    this.#secrets.add(text);
    return text;
  }

  /** Some of those who ask give up later. */
  signal(number: number): { signal?: AbortSignal } {
    if (number % 2 > 0) return {};
    const controller = new AbortController();
    this.#controllers.push(controller);
    return { signal: controller.signal };
  }

  giveUp(): void {
    this.#controllers.pop()?.abort();
  }

  /** Whatever is asked comes to an end: with a result, or with an error that says what it is and tells no secret. */
  async watch<T>(what: string, promise: Promise<T>): Promise<{ value: T } | { error: TveError }> {
    const key = `${what} ${++this.#calls}`;
    this.#open.add(key);
    try {
      const value = await promise;
      this.inspect(what, value);
      return { value };
    } catch (error) {
      this.inspectError(what, error);
      return { error: error as TveError };
    } finally {
      this.#open.delete(key);
    }
  }

  inspectError(what: string, error: unknown): void {
    if (!(error instanceof TveError) || !error.code || !error.message) {
      return this.blame('typed', `${what}: ${String(error)} is no error of ours`);
    }
    if (error.code === 'invalid-configuration' && !/expected .+, got /.test(error.message)) {
      this.blame('typed', `${what}: ${error.message}`);
    }
    const { message, stack, cause } = error;
    const { message: under = '', stack: where = '' } = (cause ?? {}) as Error;
    this.inspect(what, [message, stack, String(cause), under, where, { ...error }]);
  }

  /** STREAM-R2, DWM-R3. */
  inspect(what: string, value: unknown): void {
    const text = JSON.stringify(value) ?? '';
    for (const secret of [...this.#secrets, ...this.issued()])
      if (text.includes(secret)) this.blame('secret', `${what} tells ${secret}`);
  }

  async settle(): Promise<void> {
    let seen: number;
    do {
      seen = this.#activity;
      while (this.#busy > 0) await task();
      for (let hop = 0; hop < HOPS; hop += 1) await Promise.resolve();
    } while (seen !== this.#activity || this.#busy > 0);
  }

  /** Everything has had its time: what is still open stays open for ever. */
  async end(): Promise<void> {
    this.faults = [];
    await this.clock.advance(1_200_000);
    if (this.#open.size > 0) this.blame('settle', `never settled: ${[...this.#open].join(', ')}`);
    if (this.clock.timers > 0) this.blame('timers', `${this.clock.timers} are left`);
    for (const { rule, text } of this.world.journal.complaints()) this.blame(rule, text);
  }

  readonly #fetch: typeof fetch = (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { signal, ...request } = init;
      const leave = (): void => reject(new DOMException('aborted', 'AbortError'));
      if (signal?.aborted) return leave();
      signal?.addEventListener('abort', leave);
      const { there = 0, back = 0, silent = false, echo = false, instead, ...rule } = this.faults.shift() ?? {};
      const told = (init.headers as Record<string, string> | undefined)?.['Authorization'] ?? '';
      if (echo) rule.body = { message: `no ${told}`, error_message: `no ${told}`, title: told, items: told };
      const deliver = (act: () => void): void => {
        if (!silent) this.#after(back, act);
      };
      this.#after(there, () => {
        if (signal?.aborted) return;
        void this.#serve(String(input), request, rule).then(
          response => deliver(() => resolve(response)),
          (error: unknown) =>
            deliver(() => (instead ? resolve(answer(instead, new Headers(), HTML)) : reject(error as Error))),
        );
      });
    });

  #after(ms: number, act: () => void): void {
    this.#activity += 1;
    if (ms > 0) this.clock.after(ms, act);
    else act();
  }

  /** One at a time, so that each fault strikes whom it is meant for. */
  async #serve(url: string, init: RequestInit, rule: Omit<FaultRule, 'path'>): Promise<Response> {
    this.#busy += 1;
    const turn = this.#line.then(async () => {
      this.world.faults.clear();
      if (Object.keys(rule).length > 0) this.world.faults.add({ path: '/', times: 1, ...rule });
      const response = await this.world.fetch(url, init);
      return answer(response.status, response.headers, await response.text());
    });
    this.#line = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.served();
      this.#busy -= 1;
      this.#activity += 1;
    }
  }
}

/** Its text is here already: reading a body takes tasks of its own. */
const answer = (status: number, headers: Headers, text: string): Response =>
  ({ status, headers, ok: status < 300, text: async () => text }) as unknown as Response;
