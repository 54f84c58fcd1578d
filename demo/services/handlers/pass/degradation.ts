import type { World } from '../shared/world-types.ts';
import type { DegradationRule } from './state.ts';

/** Degradation switches per brand and provider (5.11, SBX-14); `*` stands for every provider. */
export function degradationOf(world: World, serviceProvider: string, mvpd: string) {
  const rules = world.pass.degradations;
  return rules.get(`${serviceProvider}\n${mvpd}`) ?? rules.get(`${serviceProvider}\n*`);
}

export function setDegradation(
  world: World,
  serviceProvider: string,
  mvpd: string,
  rule: DegradationRule | null,
  message?: string,
): void {
  const key = `${serviceProvider}\n${mvpd}`;
  if (rule) world.pass.degradations.set(key, { rule, ...(message ? { message } : {}) });
  else world.pass.degradations.delete(key);
}

/** Every user of a degraded provider has an id with this beginning (4.7). */
export const DEGRADED_USER_PREFIX = '95cf93bcd183214a';
