import type { Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { ControlError, readInput, readNumber } from './input.ts';

export function readClock(c: Context<Env>): Response {
  return c.json({ now: c.env.world.clock.now() });
}

/** `{ advance: ms }` lets time pass; `{ now: ms }` sets the clock without letting time pass: a skewed server. */
export async function writeClock(c: Context<Env>): Promise<Response> {
  const input = await readInput(c, ['now', 'advance']);
  const now = readNumber(input, 'now');
  const advance = readNumber(input, 'advance');
  if (now === undefined && advance === undefined) throw new ControlError('give now or advance');
  if (advance !== undefined && advance < 0) throw new ControlError('advance: time does not run backward; use now');
  if (now !== undefined) c.env.world.clock.set(now);
  if (advance !== undefined) c.env.world.clock.advance(advance);
  return readClock(c);
}
