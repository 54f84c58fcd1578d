import type { World } from '../shared/world-types.ts';

/** Timestamps of sessions are strings, all others numbers (1.6, 10.10). */
export function sessionTime(world: World, ms: number): number | string {
  return world.switches.sessionTimes === 'string' ? String(ms) : ms;
}

export function time(world: World, ms: number): number | string {
  return world.switches.otherTimes === 'string' ? String(ms) : ms;
}
