import type { PassRequest } from './endpoint.ts';
import { IDENTITY_HEADER, readTempPassIdentity } from './request-headers.ts';
import type { Seat } from './state.ts';
import { findLimit, findTrial } from './temp-pass.ts';
import { time } from './times.ts';

/** The profile of a running trial; nothing before its first authorization; 403 when it is over (4.7). */
export function temporaryProfile(request: PassRequest, seat: Seat, mvpd: string) {
  const { world, call, refuse } = request;
  const kind = world.pass.providers.get(mvpd)?.tempPass;
  if (kind === 'broken') return refuse('invalid_configuration_temporary_access');
  const reading = readTempPassIdentity(world, call.request.headers.get(IDENTITY_HEADER));
  if (kind === 'promotional' && 'problem' in reading) {
    return refuse('invalid_header_identity_for_temporary_access', { details: reading.problem, rule: 'PASS-R124' });
  }
  const identity = kind === 'promotional' && 'value' in reading ? reading.value : undefined;
  const trial = findTrial(world, seat, mvpd, identity);
  if (!trial) return undefined;
  const limit = findLimit(world, trial);
  if (limit) return refuse(limit);

  const plain = (value: unknown) => ({ value, state: 'plain' });
  return {
    notBefore: time(world, trial.startedAt),
    notAfter: time(world, trial.notAfter),
    issuer: 'Adobe',
    type: 'temporary',
    attributes: {
      ...(kind === 'promotional'
        ? {
            remaining_resources: plain(world.settings.promoPassItems - trial.used.length),
            used_assets: plain([...trial.used]),
          }
        : {}),
      expiration_date: plain(world.switches.expirationDate === 'notAfter' ? trial.notAfter : trial.startedAt),
      userID: plain(trial.userId),
    },
  };
}
