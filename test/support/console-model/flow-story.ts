import * as fixtures from '../../../demo/services/fixtures.ts';
import { touch, type Resource } from '../../../demo/services/handlers/flow/state.ts';
import type { WorldOptions } from '../../../demo/services/world.ts';
import { StreamingChain } from '../../../src/controllers/streaming-chain.ts';
import type { StreamingError } from '../../../src/experience/errors.ts';
import { createFlowClient, type FlowClient } from '../../../src/experience/flow-client.ts';
import type { ItemOutcome } from '../../../src/experience/inlet-responses.ts';
import { sendEvents, type InletOptions } from '../../../src/experience/inlet-sender.ts';
import { sendTestEvent } from '../../../src/experience/test-event.ts';
import type { AccessToken, Connection, ConnectionChanges } from '../../../src/experience/types.ts';
import { Bench, FAULTS, ORIGIN } from './bench.ts';

const SCHEMA = { id: fixtures.PLAIN_SCHEMA_ID, contentType: fixtures.SCHEMA_CONTENT_TYPE };
const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];
/** Errors after which nobody knows what the service has done. */
const isDoubtful = ({ code, status = 0 }: StreamingError): boolean =>
  ['network', 'timeout', 'aborted', 'invalid-response'].includes(code) || status >= 500;

interface Event {
  readonly _id: string;
  readonly timestamp: string;
}

interface ChainEntry {
  readonly chain: StreamingChain;
  readonly name: string;
  going: boolean;
}

/** One operator at one console, others at theirs, and the service between them. */
export class FlowStory {
  readonly bench: Bench;
  readonly #client: FlowClient;
  /** Versions as the operator has seen them. */
  readonly #seen: Connection[] = [];
  readonly #removed = new Set<string>();
  readonly #chains: ChainEntry[] = [];
  /** All that was ever made, by kind and name. */
  readonly #born = new Map<string, Set<string>>();
  readonly #known = new Set<string>();
  #again: { resource: Resource; events: Event[] }[] = [];
  #token = '';
  #tokens = 0;
  #mood: 'fine' | 'broken' | 'odd' | 'stuck' = 'fine';
  #names = 0;

  constructor(options: WorldOptions) {
    this.bench = new Bench({ connections: 2, ...options });
    this.bench.served = () => this.look();
    this.#renew();
    this.#client = createFlowClient(
      {
        baseUrl: `${ORIGIN}/data/foundation/flowservice`,
        orgId: fixtures.ORG_ID,
        apiKey: fixtures.API_KEY,
        sandboxName: fixtures.SANDBOX_NAME,
        accessToken: this.#accessToken,
      },
      this.bench.platform,
    );
  }

  readonly #accessToken: AccessToken = ({ refresh }) => {
    const mood = this.#mood;
    this.#mood = 'fine';
    if (mood === 'broken') throw new Error(`no token after ${this.#token}`);
    if (mood === 'odd') return `${this.#token}\n\u2028`;
    if (mood === 'stuck') return new Promise(resolve => this.bench.clock.after(60_000, () => resolve(this.#token)));
    if (refresh) this.#renew();
    return this.#token;
  };

  #renew(): void {
    this.#token = this.bench.secret(`staff-secret-${++this.#tokens}-9f8e7d`);
    this.#tokensOf().set(this.#token, { expiresAt: Infinity, readOnly: false });
  }

  readonly #tokensOf = (): Map<string, { expiresAt: number; readOnly: boolean }> => this.bench.world.flow.tokens;

  #resources(kind: Resource['kind'] = 'connections'): Resource[] {
    return [...this.bench.world.flow.resources.values()].filter(resource => resource.kind === kind);
  }

  /** What is new since the last look. */
  look(): void {
    for (const { id, kind, name } of this.bench.world.flow.resources.values()) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      const key = `${kind} ${name}`;
      this.#born.set(key, (this.#born.get(key) ?? new Set()).add(id));
    }
  }

  #count(key: string): number {
    this.look();
    return this.#born.get(key)?.size ?? 0;
  }

  fault(one: number, two: number): void {
    const fault = pick(Object.values(FAULTS), one)!;
    for (let times = 0; times <= two % 4; times += 1) this.bench.faults.push(fault);
  }

  /** The page cannot give a token this time. */
  mood(one: number): void {
    this.#mood = pick(['broken', 'odd', 'stuck'] as const, one)!;
  }

  expire(): void {
    const known = this.#tokensOf().get(this.#token);
    if (known) known.expiresAt = this.bench.world.clock.now();
  }

  async list(one: number): Promise<void> {
    const options = { ...this.bench.signal(one), limit: 1 + (one % 3), orderBy: '-createdAt' };
    const ids = (list: readonly { id: string }[]): string =>
      list
        .map(({ id }) => id)
        .sort()
        .join();
    const before = ids(this.#resources());
    const all: Connection[] = [];
    for (let next: string | undefined, page = 0; page === 0 || (next && page < 60); page += 1) {
      const read = await this.bench.watch('list', this.#client.list({ ...options, continuation: next }));
      if ('error' in read) return;
      all.push(...read.value.items);
      next = read.value.next;
    }
    this.#seen.push(...all);
    const moved = before !== ids(this.#resources());
    if (!moved && ids(all) !== before) this.bench.blame('STREAM-R14', 'pages do not add up');
  }

  async count(one: number): Promise<void> {
    await this.bench.watch('count', this.#client.count([], this.bench.signal(one)));
  }

  async create(one: number, two: number): Promise<void> {
    const name = `made-${++this.#names}`;
    const authenticationRequired = two % 3 === 0 ? true : undefined;
    const input = { name, dataType: 'xdm' as const, authenticationRequired, description: two % 2 ? 'Events' : '' };
    const options = { ...this.bench.signal(one), legacy: one % 5 === 0 };
    const made = await this.bench.watch('create', this.#client.create(input, options));
    const born = this.#count(`connections ${name}`);
    if (born > 1) this.bench.blame('once', `${name} was made ${born} times`);
    if ('value' in made) {
      if (born !== 1 || !made.value.inletUrl) this.bench.blame('STREAM-R6', `${name} without an inlet`);
      this.#seen.push(made.value);
      return;
    }
    const error = made.error as StreamingError;
    const told = error.message.includes('was made');
    if (told && born === 0) this.bench.blame('STREAM-R6', `${name} was not made: ${error.message}`);
    if (!told && born > 0 && !isDoubtful(error)) this.bench.blame('STREAM-R6', `${name} was made: ${error.message}`);
  }

  async read(one: number, two: number): Promise<void> {
    const id = pick([...this.#known], two) ?? 'nobody';
    const removed = this.#removed.has(id);
    const read = await this.bench.watch('read', this.#client.get(id, this.bench.signal(one)));
    if ('error' in read) return;
    if (removed) this.bench.blame('deleted', `${id} is read`);
    this.#seen.push(read.value);
  }

  async update(one: number, two: number): Promise<void> {
    const version = pick(this.#seen, one);
    if (!version) return;
    const changes: ConnectionChanges =
      two % 3 === 0 && version.description
        ? { description: '' }
        : { name: `named-${++this.#names}`, description: `words ${two}` };
    await this.#write(version, changes, this.#client.update(version, changes, this.bench.signal(two)));
  }

  async setState(one: number, two: number): Promise<void> {
    const version = pick(this.#seen, one);
    if (!version) return;
    const state = two % 2 ? 'enabled' : 'disabled';
    await this.#write(version, { state }, this.#client.setState(version, state, this.bench.signal(two)));
  }

  /** STREAM-R8, STREAM-R10: only over the version that was read, and never a second time. */
  async #write(version: Connection, changes: object, promise: Promise<Connection>): Promise<void> {
    const { bench } = this;
    const current = bench.world.flow.resources.get(version.id);
    const stale = current?.etag !== version.etag;
    const written = await bench.watch('update', promise);
    if ('value' in written) {
      if (stale) bench.blame('STREAM-R10', `an old version of ${version.id} was written over a newer one`);
      this.#seen.push(written.value);
      return;
    }
    const { conflict } = written.error as StreamingError;
    if (!conflict) return;
    if (conflict.theirs.etag === version.etag) bench.blame('STREAM-R10', 'both versions are the same');
    for (const [field, value] of Object.entries(changes)) {
      if (conflict.mine[field as 'name'] !== value) bench.blame('STREAM-R10', `${field} of mine is not ${value}`);
    }
    this.#seen.push(conflict.theirs);
  }

  async remove(one: number, two: number): Promise<void> {
    const id = pick([...this.#known], two) ?? 'nobody';
    // Building upon what somebody takes away is refused, and rightly so.
    if (this.#chains.some(({ chain, going }) => going && chain.made.base === id)) return;
    const removed = await this.bench.watch('remove', this.#client.remove(id, this.bench.signal(one)));
    if ('error' in removed) return;
    const resource = this.bench.world.flow.resources.get(id);
    if (resource?.kind === 'connections') this.bench.blame('STREAM-R17', `${id} is ${removed.value}, and there`);
    this.#removed.add(id);
  }

  async test(one: number, two: number): Promise<void> {
    const id = pick(this.#resources(), two)?.id ?? 'nobody';
    await this.bench.watch('test', this.#client.test(id, this.bench.signal(one)));
    const flows = await this.bench.watch('flows', this.#client.flowsOf(id, this.bench.signal(two)));
    const flow = 'value' in flows ? flows.value[0] : undefined;
    if (!flow) return;
    await this.bench.watch('switch', this.#client.setFlow(flow.id, two % 2 ? 'enable' : 'disable'));
  }

  chain(one: number, two: number): Promise<void> {
    const base = pick(this.#resources(), one);
    if (!base) return Promise.resolve();
    const name = `chain-${++this.#names}, of one`;
    const chain = new StreamingChain(this.#client, base.id, () => {}, this.bench.clock);
    this.#chains.push({ chain, name, going: false });
    return this.#run(this.#chains[this.#chains.length - 1]!, two);
  }

  chainAgain(one: number, two: number): Promise<void> {
    const entry = pick(this.#chains, one);
    return entry ? this.#run(entry, two) : Promise.resolve();
  }

  async #run(entry: ChainEntry, two: number): Promise<void> {
    if (entry.going) return;
    entry.going = true;
    const input = { name: entry.name, schema: SCHEMA, datasetId: fixtures.PLAIN_DATASET_ID };
    await this.bench.watch('chain', entry.chain.run(input, this.bench.signal(two).signal));
    entry.going = false;
    if (entry.chain.error) this.bench.inspectError('chain', entry.chain.error);
  }

  #target(resource: Resource): InletOptions {
    const { inletId, fields } = resource;
    const { params } = fields['auth'] as { params: Record<string, unknown> };
    const target = {
      inletUrl: `${ORIGIN}/collection/${inletId}`,
      schema: SCHEMA,
      datasetId: fixtures.PLAIN_DATASET_ID,
      imsOrgId: fixtures.ORG_ID,
    };
    return { target, ...(params['authenticationRequired'] === true ? { accessToken: this.#accessToken } : {}) };
  }

  #stored({ _id }: Event): number {
    return this.bench.world.inlet.received.filter(({ message }) => JSON.stringify(message).includes(_id)).length;
  }

  #event(): Event {
    const timestamp = new Date(this.bench.clock.now()).toISOString();
    return { _id: `event-${++this.#names}-of-many`, timestamp };
  }

  async send(one: number, two: number): Promise<void> {
    const resource = pick(this.#resources(), one);
    if (resource)
      await this.#send(
        resource,
        Array.from({ length: 1 + (two % 7) }, () => this.#event()),
        two,
      );
  }

  async sendAgain(one: number): Promise<void> {
    const rest = this.#again.shift();
    // With one more: the same body as before may be one that was too large.
    if (rest) await this.#send(rest.resource, [...rest.events, this.#event()], one);
  }

  /** Each message is stored as often as its outcome says. */
  async #send(resource: Resource, events: Event[], number: number): Promise<void> {
    const { bench } = this;
    const before = events.map(event => this.#stored(event));
    const options = { ...this.#target(resource), ...bench.signal(number) };
    const sent = await bench.watch('send', sendEvents(events, options, bench.platform));
    if ('error' in sent) return bench.blame('STREAM-R33', `outcomes are lost: ${sent.error.code}`);
    for (const [index, event] of events.entries()) {
      const outcome = sent.value[index] as ItemOutcome | undefined;
      const times = this.#stored(event) - before[index]!;
      const fits = { accepted: times === 1, refused: times === 0, unknown: times <= 1 };
      if (!outcome || !fits[outcome.type]) bench.blame('STREAM-R34', `${outcome?.type}, and stored ${times} times`);
      if (outcome && outcome.type !== 'accepted') bench.inspectError('outcome', outcome.error);
    }
    const rest = events.filter((_, index) => {
      const outcome = sent.value[index];
      return outcome?.type === 'refused' && outcome.again;
    });
    if (rest.length > 0) this.#again.push({ resource, events: rest });
  }

  async sendTest(one: number, two: number): Promise<void> {
    const resource = pick(this.#resources(), one);
    if (!resource) return;
    const event = this.#event();
    const options = { ...this.#target(resource), ...this.bench.signal(two), syncValidation: two % 3 === 0 };
    const sent = await this.bench.watch('test event', sendTestEvent(event, options, this.bench.platform));
    const times = this.#stored(event);
    // What a gateway answers in the service's place says nothing.
    const dark = 'error' in sent || sent.value.status === 502 || sent.value.status === 504;
    const wanted = dark ? times : sent.value.receipt ? 1 : 0;
    if (times !== wanted || times > 1) this.bench.blame('STREAM-R32', `a test event is stored ${times} times`);
    if ('value' in sent && sent.value.error) this.bench.inspectError('test event', sent.value.error);
  }

  /** What the inlet makes of the next messages in batches. */
  items(one: number, two: number): void {
    const status = pick([400, 429, 500, 503], one)!;
    this.bench.world.inlet.itemFaults.push({ status, times: 1 + (two % 5) });
  }

  /** Somebody else at another console. */
  other(one: number, two: number): void {
    const resource = pick(this.#resources(), one);
    if (!resource) return;
    const { flow, clock } = this.bench.world;
    if (two % 4 === 0) return void flow.resources.delete(resource.id);
    if (two % 4 === 1) resource.name = `theirs-${two}`;
    if (two % 4 === 2) resource.state = resource.state === 'enabled' ? 'disabled' : 'enabled';
    touch(flow, resource, clock.now());
  }

  /** Nothing more goes wrong: what was begun is brought to its end, and nothing is there twice. */
  async finish(): Promise<string[]> {
    const { bench } = this;
    this.#mood = 'fine';
    await bench.end();
    for (const entry of this.#chains) {
      const there = this.bench.world.flow.resources.has(entry.chain.made.base!);
      if (there) void this.#run(entry, 1);
      await bench.clock.advance(60_000);
      for (const kind of ['sourceConnections', 'targetConnections', 'flows']) {
        const born = this.#count(`${kind} ${entry.name}`);
        if (born > 1 || (there && born === 0)) bench.blame('once', `${entry.name}: ${born} ${kind}`);
      }
      if (there && entry.chain.error) bench.blame('chain', entry.chain.error.message);
    }
    for (const id of this.#removed) {
      const read = this.bench.watch('read', this.#client.get(id));
      await bench.clock.advance(60_000);
      if ('value' in (await read)) bench.blame('deleted', `${id} is back`);
    }
    await bench.end();
    return [...new Set(bench.broken)];
  }
}
