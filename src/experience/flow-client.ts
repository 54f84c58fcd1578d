/** The control half: everything operators do with streaming connections. Never for public pages. */
import { systemClock } from '../core/clock.ts';
import { isRecord, retryDelay, type HttpDeps } from '../core/http.ts';
import { wait } from '../core/wait.ts';
import { asStreamingError, fail, isNotFound, isUnknownOutcome, misused, StreamingError } from './errors.ts';
import * as requests from './flow-requests.ts';
import {
  readCount,
  readFlows,
  readIds,
  readMade,
  readMatching,
  readOne,
  readPage,
  readTest,
  type Page,
} from './flow-responses.ts';
import { createFlowTransport, type FlowConfig } from './flow-transport.ts';
import type {
  Connection,
  ConnectionChanges,
  Filter,
  Flow,
  Made,
  NewConnection,
  SchemaRef,
  WantedChanges,
} from './types.ts';

type Options = { signal?: AbortSignal | undefined };

export interface FlowClient {
  list(options?: requests.ListOptions & Options): Promise<Page>;
  count(filters?: readonly Filter[], options?: Options): Promise<number>;
  get(id: string, options?: Options): Promise<Connection>;
  /** Connections of exactly this name, newest first: for the case that the answer to a creation was lost. */
  named(name: string, options?: Options): Promise<Connection[]>;
  /** Makes a connection and waits, for half a minute at most, until it has its inlet (STREAM-R6). */
  create(input: NewConnection, options?: Options & { legacy?: boolean }): Promise<Connection>;
  /** Writes over the version that was read; a newer one is told as a conflict (STREAM-R10). */
  update(connection: Connection, changes: ConnectionChanges, options?: Options): Promise<Connection>;
  setState(connection: Connection, state: 'enabled' | 'disabled', options?: Options): Promise<Connection>;
  /** `gone` when it was not there any more (STREAM-R17). */
  remove(id: string, options?: Options): Promise<'deleted' | 'gone'>;
  test(id: string, options?: Options): Promise<boolean | undefined>;
  /** Dataflows that use a connection. */
  flowsOf(id: string, options?: Options): Promise<Flow[]>;
  setFlow(id: string, action: 'enable' | 'disable', options?: Options): Promise<void>;
  createSource(name: string, connectionId: string, options?: Options): Promise<Made>;
  createTarget(name: string, schema: SchemaRef, datasetId: string, options?: Options): Promise<Made>;
  createFlow(flow: requests.NewFlow, options?: Options): Promise<Made>;
  /** What a call of the same arguments has made already: for the case that its answer was lost. */
  findSource(name: string, connectionId: string, options?: Options): Promise<Made | undefined>;
  findTarget(name: string, schema: SchemaRef, datasetId: string, options?: Options): Promise<Made | undefined>;
  findFlow(flow: requests.NewFlow, options?: Options): Promise<Made | undefined>;
}

/** STREAM-R6. */
const INLET_PATIENCE = 30_000;
const IN_USE = ['1418-400', '1447-400'];

export function createFlowClient(config: FlowConfig, platform: Partial<HttpDeps> = {}): FlowClient {
  const deps: HttpDeps = { fetch: (...all) => fetch(...all), clock: systemClock, random: Math.random, ...platform };
  const { clock, random } = deps;
  const send = createFlowTransport(config, deps);

  const get = async (id: string, signal?: AbortSignal): Promise<Connection> =>
    readOne(await send(requests.getConnection(id), signal), id);

  const flowsOf = async (id: string, signal?: AbortSignal): Promise<Flow[]> => {
    const sources = readIds(await send(requests.listSources(id), signal));
    const lists = await Promise.all(
      sources.map(async source => readFlows(await send(requests.listFlows(source), signal))),
    );
    return lists.flat();
  };

  const waitForInlet = async (id: string, signal?: AbortSignal): Promise<Connection> => {
    const start = clock.elapsed();
    for (let attempt = 1; ; attempt++) {
      const found = await get(id, signal).catch(asStreamingError);
      if ('id' in found && found.inletUrl) return found;
      const pause = retryDelay(attempt, random(), 0);
      const late = clock.elapsed() - start + pause > INLET_PATIENCE;
      if (found instanceof StreamingError && (late || !found.retryable)) throw madeUnread(id, found);
      if (late) {
        const message = `Connection ${id} was made, but the service has given it no inlet address yet.`;
        throw fail({ code: 'no-inlet-yet', message, retryable: true });
      }
      await wait(clock, pause, signal).catch((error: unknown) => {
        throw madeUnread(id, asStreamingError(error));
      });
    }
  };

  const patch = async (connection: Connection, changes: WantedChanges, signal?: AbortSignal): Promise<Connection> => {
    const { id, etag } = connection;
    if (!etag) throw misused('connection', 'a connection that was read with its etag');
    // The service refuses to remove what is not there.
    const { description, ...others } = changes;
    const wanted = description === '' && !connection.description ? defined(others) : changes;
    if (Object.keys(wanted).length === 0) return get(id, signal);
    try {
      await send(requests.updateConnection(id, etag, wanted), signal);
    } catch (thrown) {
      const error = asStreamingError(thrown);
      if (isUnknownOutcome(error) && !signal?.aborted) {
        // Read before anybody sends it again, which would be refused as a conflict with oneself.
        const now = await get(id, signal).catch(() => undefined);
        if (now && holds(now, changes)) return now;
      }
      if (error.status !== 412 && error.code !== '1404-412') throw error;
      const mine: Connection = { ...connection, ...(defined(changes) as Partial<Connection>) };
      const conflict = { mine, theirs: await get(id, signal), changes };
      const { code, status, message, title, raw } = error;
      throw fail({ code, status, message, title, raw, conflict, action: 'decide' });
    }
    return get(id, signal);
  };

  return {
    list: async ({ signal, ...options } = {}) => readPage(await send(requests.listConnections(options), signal)),
    count: async (filters, { signal } = {}) => readCount(await send(requests.countConnections(filters), signal)),
    get: (id, { signal } = {}) => get(id, signal),
    async named(name, { signal } = {}) {
      const { items } = readPage(await send(requests.listNamed(name), signal));
      return items.filter(item => item.name === name);
    },

    async create(input, { signal, legacy = false } = {}) {
      if (!input.name.trim()) throw misused('name', 'a name', input.name);
      const { id } = readMade(await send(requests.createConnection(input, legacy), signal));
      return waitForInlet(id, signal);
    },

    async update(connection, changes, { signal } = {}) {
      if (Object.keys(defined(changes)).length === 0) throw misused('changes', 'something that changes');
      return patch(connection, changes, signal);
    },

    setState: (connection, state, { signal } = {}) => patch(connection, { state }, signal),

    async remove(id, { signal } = {}) {
      try {
        await send(requests.deleteConnection(id), signal);
        return 'deleted';
      } catch (thrown) {
        const error = asStreamingError(thrown);
        if (isNotFound(error)) return 'gone';
        if (!IN_USE.includes(error.code)) throw error;
        const { code, status, message, title, raw } = error;
        const flows = await flowsOf(id, signal).catch(() => []);
        throw fail({ code, status, message, title, raw, flows });
      }
    },

    test: async (id, { signal } = {}) => readTest(await send(requests.testConnection(id), signal)),
    flowsOf: (id, { signal } = {}) => flowsOf(id, signal),

    async setFlow(id, action, { signal } = {}) {
      await send(requests.flowAction(id, action), signal);
    },

    createSource: async (name, id, { signal } = {}) => readMade(await send(requests.createSource(name, id), signal)),
    createTarget: async (name, schema, datasetId, { signal } = {}) =>
      readMade(await send(requests.createTarget(name, schema, datasetId), signal)),
    createFlow: async (flow, { signal } = {}) => readMade(await send(requests.createFlow(flow), signal)),

    findSource: async (name, id, { signal } = {}) =>
      readMatching(await send(requests.listSources(id), signal), item => item['name'] === name),
    findTarget: async (name, schema, datasetId, { signal } = {}) =>
      readMatching(await send(requests.listTargets(), signal), ({ name: found, data, params }) => {
        const ref = isRecord(data) && isRecord(data['schema']) ? data['schema'] : {};
        return found === name && isRecord(params) && params['dataSetId'] === datasetId && ref['id'] === schema.id;
      }),
    findFlow: async (flow, { signal } = {}) =>
      readMatching(
        await send(requests.listFlows(flow.sourceId), signal),
        ({ name, targetConnectionIds: targets, transformations }) =>
          name === flow.name &&
          Array.isArray(targets) &&
          targets.includes(flow.targetId) &&
          mappingOf(transformations) === flow.mapping?.id,
      ),
  };
}

/** Nobody should make it once more because it could not be read. */
const madeUnread = (id: string, { code, status, title, raw, action, message }: StreamingError): StreamingError =>
  fail({ code, status, title, raw, action, message: `Connection ${id} was made, but not read: ${message}` });

/** The id of the mapping that a dataflow applies; nothing where its data is XDM already. */
function mappingOf(transformations: unknown): unknown {
  const [first] = Array.isArray(transformations) ? (transformations as unknown[]) : [];
  return isRecord(first) && isRecord(first['params']) ? first['params']['mappingId'] : undefined;
}

/** The connection is as it was to become. */
const holds = (now: Connection, changes: WantedChanges): boolean =>
  Object.entries(defined(changes)).every(([field, value]) => (now[field as keyof WantedChanges] ?? '') === value);

const defined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
