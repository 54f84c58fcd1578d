import { isObject } from '../shared/base64.ts';
import type { Admitted } from './endpoint.ts';
import { flowError, json, notFound } from './errors.ts';
import { serve } from './serve.ts';
import { touch, type Resource } from './state.ts';

/** The resource a path names, or the answer that there is none. */
export function locate({ world, call, kind, id, org, sandbox }: Admitted): Resource | Response {
  const resource = world.flow.resources.get(id);
  const mine = resource?.kind === kind && resource.org === org && resource.sandbox === sandbox;
  return resource && mine ? resource : notFound(world, call, `${kind}/${id}`);
}

/** `GET /{kind}/{id}`: an array even for one (3.2). */
export function read(admitted: Admitted): Response {
  const { world, call } = admitted;
  const resource = locate(admitted);
  if (resource instanceof Response) return resource;
  const item = serve(world, call, resource);
  if (resource.readsBeforeInlet > 0) resource.readsBeforeInlet -= 1;
  return json({ items: [item] });
}

/** `DELETE /{kind}/{id}`: 204; what a dataflow uses stays (3.5). */
export function remove(admitted: Admitted): Response {
  const { world, call } = admitted;
  const resource = locate(admitted);
  if (resource instanceof Response) return resource;
  if (resource.state === 'initializing') {
    return flowError(world, call, '1417-400', 'a user token cannot change what is initializing');
  }
  const users = flowsUsing(admitted, resource);
  if (users.length > 0) {
    const code = resource.kind === 'connections' ? '1418-400' : '1447-400';
    return flowError(world, call, code, `${users.length} dataflow(s) use it`);
  }
  world.flow.resources.delete(resource.id);
  return new Response(null, { status: 204 });
}

/** Dataflows that stand on a base, source or target connection. */
function flowsUsing({ world }: Admitted, { id, kind }: Resource): Resource[] {
  const all = [...world.flow.resources.values()];
  const sources = all.filter(({ fields }) => fields['baseConnectionId'] === id).map(source => source.id);
  const wanted = kind === 'connections' ? sources : [id];
  return all.filter(({ fields }) => {
    const used = [fields['sourceConnectionIds'], fields['targetConnectionIds']].flat();
    return wanted.some(each => used.includes(each));
  });
}

/** `GET /connections/{id}/test` (3.6). */
export function test(admitted: Admitted): Response {
  const resource = locate(admitted);
  return resource instanceof Response ? resource : json({ result: resource.state === 'enabled' });
}

/** `POST /flows/{id}/action?op=enable|disable`: the documented switch of a dataflow (3.4). */
export function act(admitted: Admitted): Response {
  const { world, call } = admitted;
  const resource = locate(admitted);
  if (resource instanceof Response) return resource;
  const op = (call.url.searchParams.get('op') ?? '').toLowerCase();
  if (op !== 'enable' && op !== 'disable') {
    return flowError(world, call, '1454-400', 'op: expected enable or disable', { rule: 'STREAM-R18' });
  }
  resource.state = op === 'enable' ? 'enabled' : 'disabled';
  touch(world.flow, resource, world.clock.now());
  return json({ id: resource.id, etag: resource.etag });
}

/** The parameters of a connection's inlet. */
export function inletParams({ fields }: Resource): Record<string, unknown> {
  const auth = isObject(fields['auth']) ? fields['auth'] : {};
  return isObject(auth['params']) ? auth['params'] : {};
}
