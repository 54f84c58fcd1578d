import type { Context } from 'hono';
import { MANAGEMENT_TOKEN } from '../../fixtures.ts';
import type { Env } from '../shared/world-types.ts';
import { json, passError } from './errors.ts';
import { findServiceProvider } from './service-providers.ts';

/**
 * `DELETE /reset-tempass/v3/reset` and `…/reset/generic` (5.10, SBX-13): staff end trials, for one device or for all,
 * or for one identity (`key`). 204, 400 without its parameters, 401 without the token, 403 for a foreign brand.
 */
export function resetTempPass(c: Context<Env>): Response {
  const { world, call } = c.env;
  const query = call.url.searchParams;
  const fail = (status: number, details: string) =>
    json(passError(world, 'invalid_request', { status, details }), status);
  if (call.request.headers.get('authorization') !== `Bearer ${MANAGEMENT_TOKEN}`)
    return fail(401, 'no management token');
  const brand = query.get('requestor_id');
  const mvpd = query.get('mvpd_id');
  const generic = call.url.pathname.endsWith('/generic');
  if (!brand || !mvpd) return fail(400, 'requestor_id and mvpd_id are required');
  if (generic && !query.get('key')) return fail(400, 'key is required');
  if (!findServiceProvider(brand)) return fail(403, `no right to ${brand}`);
  if (!world.pass.providers.get(mvpd)?.tempPass) return fail(400, `${mvpd} is no TempPass`);

  const device = query.get('device_id') ?? 'all';
  const key = query.get('key') ?? '';
  world.pass.trials = world.pass.trials.filter(trial => {
    if (trial.mvpd !== mvpd || trial.serviceProvider !== brand) return true;
    return generic ? !trial.identities.has(key) : device !== 'all' && !trial.devices.has(device);
  });
  return new Response(null, { status: 204 });
}
