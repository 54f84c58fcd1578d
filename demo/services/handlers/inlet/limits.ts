import type { World } from '../shared/world-types.ts';

/** Adds to a count in a fixed window of this world's time, and answers the new count. */
export function countUp(world: World, key: string, length: number, amount: number): number {
  const now = world.clock.elapsed();
  const { windows } = world.inlet;
  let window = windows.get(key);
  if (!window || now - window.start >= length) {
    window = { start: now, count: 0 };
    windows.set(key, window);
  }
  window.count += amount;
  return window.count;
}
