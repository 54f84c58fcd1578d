import { isObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import { AUTH_SPEC, DATA_LAKE_SPEC, HTTP_SPEC, MAPPING_FLOW_SPEC, PLAIN_FLOW_SPEC, PROVIDER_ID } from './constants.ts';
import type { Admitted } from './endpoint.ts';
import { badRequest, flowError, json } from './errors.ts';
import { addResource, type Kind } from './state.ts';

type Fields = Record<string, unknown>;

/** What is stored besides name and description, or what is wrong: with a code of 2.2, or none for a plain bad body. */
type Reading = { fields: Fields } | { code?: string; text: string; rule?: string };

const READERS: Record<Kind, (body: Fields, admitted: Admitted) => Reading> = {
  connections: readConnection,
  sourceConnections: readSource,
  targetConnections: readTarget,
  flows: readFlow,
};

/** `POST` of any of the four: 201 with id and etag, and no inlet (3.1, section 4). */
export function create(admitted: Admitted): Response {
  const { world, call, kind, org, sandbox, body } = admitted;
  if (!isObject(body)) return badRequest(call, 'the body must be an object', { rule: 'STREAM-R4' });
  const { name, description } = body;
  const reading = readNames(body) ?? READERS[kind](body, admitted);
  if (!('fields' in reading)) {
    const blame = { rule: reading.rule ?? 'STREAM-R4' };
    if (reading.code) return flowError(world, call, reading.code, reading.text, blame);
    return badRequest(call, reading.text, blame);
  }
  const now = world.clock.now();
  const resource = addResource(world.flow, { kind, org, sandbox, name: name as string, now, fields: reading.fields });
  if (typeof description === 'string') resource.description = description;
  if (kind === 'connections') {
    resource.inletId = world.flow.random.hex(64);
    resource.readsBeforeInlet = world.settings.inletReads;
  }
  const location = `/data/foundation/flowservice/${kind}/${resource.id}`;
  return json({ id: resource.id, etag: resource.etag }, 201, { location });
}

function readNames({ name, description }: Fields): Reading | undefined {
  if (typeof name !== 'string' || name.trim() === '') return { text: 'name: expected a non-empty string' };
  if (description !== undefined && typeof description !== 'string') return { text: 'description: expected a string' };
  return undefined;
}

function unknownKey(body: Fields, known: string[]): Reading | undefined {
  const key = Object.keys(body).find(name => !['name', 'description', ...known].includes(name));
  return key === undefined ? undefined : { text: `${key}: not documented here` };
}

/** The older form and today's (3.1). */
function readConnection(body: Fields, { world }: Admitted): Reading {
  const unknown = world.switches.strict ? unknownKey(body, ['providerId', 'connectionSpec', 'auth']) : undefined;
  if (unknown) return unknown;
  const { providerId, auth } = body;
  if (providerId !== undefined && providerId !== PROVIDER_ID) return { text: 'providerId: not the one documented' };
  const spec = readSpec(body['connectionSpec'], [HTTP_SPEC]);
  if (!('spec' in spec)) return spec;
  if (!isObject(auth) || auth['specName'] !== AUTH_SPEC) {
    return { code: '1415-400', text: `auth.specName: expected ${AUTH_SPEC}` };
  }
  const params = auth['params'];
  if (!isObject(params)) return { text: 'auth.params: expected an object' };
  const { sourceId = body['name'], name = body['name'], dataType, authenticationRequired, ...others } = params;
  const other = Object.keys(others)[0];
  if (other !== undefined && world.switches.strict) return { text: `auth.params.${other}: not documented here` };
  if (dataType !== 'xdm' && dataType !== 'raw') return { text: 'auth.params.dataType: expected xdm or raw' };
  if (typeof sourceId !== 'string' || typeof name !== 'string') {
    return { text: 'auth.params: sourceId and name must be strings' };
  }
  if (authenticationRequired !== undefined && typeof authenticationRequired !== 'boolean') {
    return { text: 'auth.params.authenticationRequired: expected a boolean', rule: 'STREAM-R5' };
  }
  const stored = { sourceId, name, dataType, authenticationRequired: authenticationRequired === true };
  return {
    fields: {
      ...(providerId === undefined ? {} : { providerId }),
      connectionSpec: spec.spec,
      auth: { specName: AUTH_SPEC, params: stored },
    },
  };
}

function readSource(body: Fields, admitted: Admitted): Reading {
  const spec = readSpec(body['connectionSpec'], [HTTP_SPEC]);
  if (!('spec' in spec)) return spec;
  const { baseConnectionId, data } = body;
  if (!find(admitted, 'connections', baseConnectionId)) {
    return { code: '1101-404', text: 'baseConnectionId: there is no such connection' };
  }
  return { fields: { baseConnectionId, connectionSpec: spec.spec, ...(data === undefined ? {} : { data }) } };
}

/** Naming a dataset here ties it to the schema, as far as this double is concerned. */
function readTarget(body: Fields, { world }: Admitted): Reading {
  const spec = readSpec(body['connectionSpec'], [DATA_LAKE_SPEC]);
  if (!('spec' in spec)) return spec;
  const { data, params } = body;
  const schema = isObject(data) && isObject(data['schema']) ? data['schema'] : {};
  const { id, version } = schema;
  if (typeof id !== 'string' || typeof version !== 'string') return { text: 'data.schema: expected id and version' };
  const dataset = isObject(params) ? params['dataSetId'] : undefined;
  if (typeof dataset !== 'string' || dataset === '') return { text: 'params.dataSetId: expected a string' };
  const known = world.inlet.datasets.get(dataset);
  if (known !== undefined && known !== id) return { text: 'data.schema.id: not the schema of this dataset' };
  world.inlet.datasets.set(dataset, id);
  return { fields: { data, params, connectionSpec: spec.spec } };
}

function readFlow(body: Fields, admitted: Admitted): Reading {
  if ('state' in body) return { code: '1410-400', text: 'state: not allowed when a flow is created' };
  const spec = readSpec(body['flowSpec'], [PLAIN_FLOW_SPEC, MAPPING_FLOW_SPEC]);
  if (!('spec' in spec)) return spec;
  const { sourceConnectionIds, targetConnectionIds, transformations } = body;
  const sources: unknown[] = Array.isArray(sourceConnectionIds) ? sourceConnectionIds : [];
  const targets: unknown[] = Array.isArray(targetConnectionIds) ? targetConnectionIds : [];
  if (sources.length === 0 || targets.length === 0) return { text: 'a flow needs a source and a target connection' };
  const missing =
    sources.find(id => !find(admitted, 'sourceConnections', id)) ??
    targets.find(id => !find(admitted, 'targetConnections', id));
  if (missing !== undefined) return { code: '1101-404', text: `there is no connection ${textOf(missing)}` };
  const mapping = readMapping(transformations, spec.spec.id === MAPPING_FLOW_SPEC);
  if (mapping) return mapping;
  return {
    fields: {
      flowSpec: spec.spec,
      sourceConnectionIds: sources,
      targetConnectionIds: targets,
      ...(transformations === undefined ? {} : { transformations }),
    },
  };
}

function readMapping(transformations: unknown, needed: boolean): Reading | undefined {
  if (transformations === undefined && !needed) return undefined;
  const [first] = Array.isArray(transformations) ? (transformations as unknown[]) : [];
  const params = isObject(first) && isObject(first['params']) ? first['params'] : {};
  if (!isObject(first) || first['name'] !== 'Mapping') return { text: 'transformations[0].name: expected Mapping' };
  return typeof params['mappingId'] === 'string' ? undefined : { text: 'transformations[0].params.mappingId: missing' };
}

function readSpec(value: unknown, known: string[]): { spec: { id: string; version: string } } | Reading {
  const { id, version = '1.0' } = isObject(value) ? value : {};
  if (typeof id !== 'string' || !known.includes(id)) return { code: '1413-400', text: 'the spec id is unknown' };
  return typeof version === 'string' ? { spec: { id, version } } : { text: 'the spec version must be a string' };
}

function find({ world, org, sandbox }: Admitted, kind: Kind, id: unknown): boolean {
  const resource = typeof id === 'string' ? world.flow.resources.get(id) : undefined;
  return resource?.kind === kind && resource.org === org && resource.sandbox === sandbox;
}
