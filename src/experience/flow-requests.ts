/** One function per call of the Flow Service: arguments to a request without its credentials. */
import type { HttpRequest } from '../core/http.ts';
import { misused } from './errors.ts';
import type { Filter, NewConnection, SchemaRef, WantedChanges } from './types.ts';

/** A request below the service's address. */
export interface FlowRequest {
  method: HttpRequest['method'];
  path: string;
  json?: unknown;
  headers?: Record<string, string>;
}

/** Connections of the kind "HTTP API", the one that has an inlet. */
export const STREAMING_SPEC = 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb';
const LAKE_SPEC = 'c604ff05-7f1a-43c0-8e18-33bf874cb11c';
const PLAIN_FLOW = 'd8a6f005-7eaf-4153-983e-e8574508b877';
const MAPPING_FLOW = 'c1a19761-d2c7-4702-b9fa-fe91f0613e81';
/** Asked for in 2020 and 2021; today's service does not know it any more. */
const PROVIDER = '521eee4d-8cbe-4906-bb48-fb6bd4450033';

const spec = (id: string): { id: string; version: string } => ({ id, version: '1.0' });

const get = (path: string): FlowRequest => ({ method: 'GET', path });
const post = (path: string, json?: unknown): FlowRequest => ({ method: 'POST', path, ...(json ? { json } : {}) });
const one = (kind: string, id: string): string => `/${kind}/${encodeURIComponent(id)}`;

export interface ListOptions {
  filters?: readonly Filter[] | undefined;
  /** A field; `-` before it sorts the other way round. */
  orderBy?: string | undefined;
  limit?: number | undefined;
  /** Where the page before ended. */
  continuation?: string | undefined;
}

const HTTP_API: Filter = { path: 'connectionSpec.id', value: STREAMING_SPEC };

export const listConnections = ({ filters = [], orderBy, limit, continuation }: ListOptions): FlowRequest =>
  get(
    `/connections?${query([
      ...[HTTP_API, ...filters].map(property),
      ['orderby', orderBy],
      ['limit', limit],
      ['continuationToken', continuation],
    ])}`,
  );

/** The newest ones of a name; one with a comma can be in no filter, so that it is looked for among the newest of all. */
export const listNamed = (name: string): FlowRequest =>
  listConnections({
    filters: name.includes(',') ? [] : [{ path: 'name', value: name }],
    orderBy: '-createdAt',
    limit: 100,
  });

/** STREAM-R13: `count` comes alone, since the service refuses it beside `limit`. */
export const countConnections = (filters: readonly Filter[] = []): FlowRequest =>
  get(`/connections?${query([...[HTTP_API, ...filters].map(property), ['count', 'true']])}`);

export const getConnection = (id: string): FlowRequest => get(one('connections', id));
export const testConnection = (id: string): FlowRequest => get(`${one('connections', id)}/test`);
export const deleteConnection = (id: string): FlowRequest => ({ method: 'DELETE', path: one('connections', id) });

/** STREAM-R4, STREAM-R5: today's form, or the one of the first tutorials. */
export function createConnection(input: NewConnection, legacy = false): FlowRequest {
  const { name, description, sourceId, dataType, authenticationRequired } = input;
  const params = {
    ...(legacy || sourceId ? { sourceId: sourceId || name } : {}),
    dataType,
    ...(legacy || sourceId || authenticationRequired ? { name } : {}),
    ...(authenticationRequired === true ? { authenticationRequired: true } : {}),
  };
  return post('/connections', {
    name,
    ...(description ? { description } : {}),
    ...(legacy ? { providerId: PROVIDER } : {}),
    connectionSpec: spec(STREAMING_SPEC),
    auth: { specName: 'Streaming Connection', params },
  });
}

/** STREAM-R8, STREAM-R9. */
export function updateConnection(id: string, etag: string, changes: WantedChanges): FlowRequest {
  const operations = (['name', 'description', 'state'] as const)
    .filter(field => changes[field] !== undefined)
    .map(field => {
      const path = `/${field}`;
      if (field === 'description') {
        // `add` also replaces; a description may not be there yet.
        return changes.description ? { op: 'add', path, value: changes.description } : { op: 'remove', path };
      }
      return { op: 'replace', path, value: changes[field] };
    });
  return { method: 'PATCH', path: one('connections', id), json: operations, headers: { 'If-Match': etag } };
}

export const createSource = (name: string, connectionId: string): FlowRequest =>
  post('/sourceConnections', { name, baseConnectionId: connectionId, connectionSpec: spec(STREAMING_SPEC) });

export const createTarget = (name: string, schema: SchemaRef, datasetId: string): FlowRequest =>
  post('/targetConnections', {
    name,
    data: { schema: { id: schema.id, version: schema.contentType } },
    params: { dataSetId: datasetId },
    connectionSpec: spec(LAKE_SPEC),
  });

export interface NewFlow {
  name: string;
  sourceId: string;
  targetId: string;
  /** For raw data: the mapping to XDM. */
  mapping?: { id: string; version: number } | undefined;
}

export const createFlow = ({ name, sourceId, targetId, mapping }: NewFlow): FlowRequest =>
  post('/flows', {
    name,
    flowSpec: spec(mapping ? MAPPING_FLOW : PLAIN_FLOW),
    sourceConnectionIds: [sourceId],
    targetConnectionIds: [targetId],
    ...(mapping && {
      transformations: [{ name: 'Mapping', params: { mappingId: mapping.id, mappingVersion: mapping.version } }],
    }),
  });

export const listSources = (connectionId: string): FlowRequest =>
  get(`/sourceConnections?${query([property({ path: 'baseConnectionId', value: connectionId })])}`);

/** The newest ones: names may hold commas, which no filter can. */
export const listTargets = (): FlowRequest =>
  get(
    `/targetConnections?${query([
      property({ path: 'connectionSpec.id', value: LAKE_SPEC }),
      ['orderby', '-createdAt'],
      ['limit', 100],
    ])}`,
  );

export const listFlows = (sourceId: string): FlowRequest =>
  get(`/flows?${query([property({ path: 'sourceConnectionIds[]', value: sourceId })])}`);

/** The documented way to switch a dataflow; connections have none. */
export const flowAction = (id: string, action: 'enable' | 'disable'): FlowRequest =>
  post(`${one('flows', id)}/action?op=${action}`);

/** STREAM-R15. */
function property({ path, value }: Filter): [string, string] {
  if (value.includes(',')) {
    throw misused(`filter ${path}`, 'a value without a comma, which would separate two values', value);
  }
  return ['property', `${path}==${value}`];
}

const query = (parameters: readonly (readonly [string, string | number | undefined])[]): string =>
  parameters
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`)
    .join('&');
