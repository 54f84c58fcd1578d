import { API_KEY } from '../../fixtures.ts';
import { isObject } from '../shared/base64.ts';
import type { Call, World } from '../shared/world-types.ts';
import type { Resource } from './state.ts';

/** A resource as a reader sees it (3.2). */
export function serve(world: World, call: Call, resource: Resource): Record<string, unknown> {
  const { id, createdAt, updatedAt, name, description, state, etag, org, sandbox } = resource;
  const staff = 'ops@AdobeID';
  const older = world.switches.connectionShape === 'older';
  return {
    ...{ id, createdAt, updatedAt, createdBy: staff, updatedBy: staff, createdClient: API_KEY, updatedClient: API_KEY },
    ...(older ? {} : { sandboxId: '9d5d7d2e-1111-4a4a-8b8b-222233334444', sandboxName: sandbox, imsOrgId: org }),
    name,
    ...(description === undefined ? {} : { description }),
    state,
    ...resource.fields,
    ...(resource.kind === 'connections' ? { auth: serveAuth(call, resource, older) } : {}),
    version: etag,
    etag,
  };
}

function serveAuth(call: Call, { fields, inletId, readsBeforeInlet }: Resource, older: boolean): unknown {
  const auth = isObject(fields['auth']) ? fields['auth'] : {};
  const { authenticationRequired, ...params } = isObject(auth['params']) ? auth['params'] : {};
  const inlet = { inletUrl: `${call.url.origin}/collection/${inletId}`, inletId };
  return {
    ...auth,
    params: {
      ...params,
      ...(older ? {} : { authenticationRequired: authenticationRequired === true }),
      ...(readsBeforeInlet > 0 ? {} : inlet),
    },
  };
}
