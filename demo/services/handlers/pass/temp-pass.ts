import type { World } from '../shared/world-types.ts';
import type { Seat, Trial } from './state.ts';

/** TempPass trials (5.10, SBX-13). A trial belongs to every device and identity seen with it. */
export function findTrial(world: World, seat: Seat, mvpd: string, identity: string | undefined): Trial | undefined {
  const trial = world.pass.trials.find(
    ({ mvpd: id, serviceProvider, devices, identities }) =>
      id === mvpd &&
      serviceProvider === seat.serviceProvider &&
      (devices.has(seat.device) || (identity !== undefined && identities.has(identity))),
  );
  if (trial) join(trial, seat, identity);
  return trial;
}

/** The first authorization starts the clock. */
export function startTrial(world: World, seat: Seat, mvpd: string, identity: string | undefined): Trial {
  const promotional = world.pass.providers.get(mvpd)?.tempPass === 'promotional';
  const now = world.clock.now();
  const { promoPassLife, tempPassLife } = world.settings;
  const trial: Trial = {
    mvpd,
    serviceProvider: seat.serviceProvider,
    devices: new Set(),
    identities: new Set(),
    startedAt: now,
    notAfter: now + (promotional ? promoPassLife : tempPassLife) * 1000,
    used: [],
    userId: `temppass_${world.random.hex(24)}`,
  };
  join(trial, seat, identity);
  world.pass.trials.push(trial);
  return trial;
}

function join(trial: Trial, seat: Seat, identity: string | undefined): void {
  trial.devices.add(seat.device);
  if (identity !== undefined) trial.identities.add(identity);
}

/** Why a trial grants no more, or undefined. A resource already used stays open while time lasts. */
export function findLimit(world: World, trial: Trial | undefined, resource?: string): string | undefined {
  if (!trial) return undefined;
  if (trial.notAfter <= world.clock.now()) return 'temporary_access_duration_limit_exceeded';
  if (world.pass.providers.get(trial.mvpd)?.tempPass !== 'promotional') return undefined;
  const usedUp = trial.used.length >= world.settings.promoPassItems;
  const known = resource !== undefined && trial.used.includes(resource);
  return usedUp && !known ? 'temporary_access_resources_limit_exceeded' : undefined;
}
