import { isObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import type { Admitted } from './endpoint.ts';
import { badRequest, flowError, json } from './errors.ts';
import { inletParams, locate } from './item.ts';
import { touch, type Resource, type ResourceState } from './state.ts';

interface Operation {
  op: 'add' | 'replace' | 'remove';
  path: string;
  value: unknown;
}

interface Refusal {
  /** Without a code it is a plain bad body. */
  code?: string;
  text: string;
  rule?: string;
}

const unstrip = (etag: string) => etag.replace(/^"(.*)"$/s, '$1');

/** `PATCH /{kind}/{id}` with `If-Match` (3.4). */
export function update(admitted: Admitted): Response {
  const { world, call, kind, body } = admitted;
  const resource = locate(admitted);
  if (resource instanceof Response) return resource;
  const blame = { rule: 'STREAM-R8', kind: 'header' } as const;
  const condition = call.request.headers.get('if-match');
  if (!condition) return flowError(world, call, '1403-400', 'the header If-Match is missing', blame);
  if (unstrip(condition) !== unstrip(resource.etag)) {
    return flowError(world, call, '1404-412', 'the resource has changed since it was read');
  }
  if (condition !== resource.etag) call.complain('STREAM-R8', 'If-Match is not the etag byte for byte', 'header');
  if (resource.state === 'initializing') {
    return flowError(world, call, '1417-400', 'a user token cannot change what is initializing');
  }
  if (kind === 'connections' && !world.switches.patchConnections) {
    return flowError(world, call, '1445-400', 'patching connections is not switched on for this organization');
  }
  const refuse = ({ code, text, rule }: Refusal) => {
    if (code) return flowError(world, call, code, text, rule ? { rule } : {});
    return badRequest(call, text, { rule: rule ?? 'STREAM-R9' });
  };
  const operations = readOperations(admitted, body);
  if ('text' in operations) return refuse(operations);
  const draft = { ...resource, fields: structuredClone(resource.fields) };
  for (const operation of operations) {
    const problem = apply(admitted, draft, operation);
    if (problem) return refuse(problem);
  }
  Object.assign(resource, draft);
  if (draft.description === undefined) delete resource.description;
  touch(world.flow, resource, world.clock.now());
  return json({ id: resource.id, etag: resource.etag });
}

/** One object and capitals are read, as one document has them, and complained about (section 12). */
function readOperations({ call }: Admitted, body: unknown): Operation[] | Refusal {
  if (!Array.isArray(body)) call.complain('STREAM-R9', 'the patch is not an array', 'parameter');
  const list: unknown[] = Array.isArray(body) ? body : [body];
  if (list.length === 0) return { code: '1405-400', text: 'the patch is empty', rule: 'STREAM-R9' };
  const operations: Operation[] = [];
  for (const entry of list) {
    if (!isObject(entry) || typeof entry['op'] !== 'string' || typeof entry['path'] !== 'string') {
      return { text: 'each entry of a patch needs op and path' };
    }
    const op = entry['op'].toLowerCase();
    if (op !== entry['op']) call.complain('STREAM-R9', `op ${entry['op']} is not in lower case`, 'parameter');
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      return { code: '1434-400', text: `the operation ${op} is not supported`, rule: 'STREAM-R9' };
    }
    operations.push({ op, path: entry['path'], value: entry['value'] });
  }
  return operations;
}

function apply({ world }: Admitted, draft: Resource, { op, path, value }: Operation): Refusal | undefined {
  const given = op !== 'remove';
  switch (path) {
    case '/name':
      if (typeof value !== 'string' || value.trim() === '' || !given)
        return { text: 'name: expected a non-empty text' };
      draft.name = value;
      return undefined;
    case '/description':
      if (draft.description === undefined && op !== 'add') return missing(path);
      if (given && typeof value !== 'string') return { text: 'description: expected a text' };
      if (given) draft.description = value as string;
      else delete draft.description;
      return undefined;
    case '/state':
      if (!world.switches.patchState) return { code: '1434-400', text: 'the state cannot be patched' };
      if (!['enabled', 'disabled', 'initializing'].includes(textOf(value))) {
        return { code: '1456-400', text: 'state: expected enabled, disabled or initializing', rule: 'STREAM-R18' };
      }
      draft.state = value as ResourceState;
      return undefined;
    default:
      if (/^\/connectionSpec(\/|$)/.test(path)) {
        return { code: '1414-400', text: 'the connection spec cannot change', rule: 'STREAM-R9' };
      }
      return applyParams(draft, { op, path, value });
  }
}

function applyParams(draft: Resource, { op, path, value }: Operation): Refusal | undefined {
  const name = /^\/auth\/params\/(sourceId|name|dataType|authenticationRequired)$/.exec(path)?.[1];
  if (draft.kind !== 'connections' || name === undefined) return missing(path);
  const type = name === 'authenticationRequired' ? 'boolean' : 'string';
  if (op === 'remove' || typeof value !== type) return { text: `${path}: expected a ${type}` };
  if (name === 'dataType' && value !== 'xdm' && value !== 'raw') return { text: `${path}: expected xdm or raw` };
  inletParams(draft)[name] = value;
  return undefined;
}

const missing = (path: string): Refusal => ({
  code: '1455-400',
  text: `${path} points at a field that is not there`,
  rule: 'STREAM-R9',
});
