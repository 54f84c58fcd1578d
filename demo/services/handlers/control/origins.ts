import type { Context } from 'hono';
import type { Env } from '../shared/world-types.ts';
import { ControlError, readInput } from './input.ts';

/** `{ origins }`: whom the operators' services answer while their CORS is an allow-list. */
export async function writeOrigins(c: Context<Env>): Promise<Response> {
  const { origins } = await readInput(c, ['origins']);
  if (!Array.isArray(origins) || !origins.every(origin => typeof origin === 'string')) {
    throw new ControlError('origins: expected a list of strings');
  }
  c.env.world.allowedOrigins = origins;
  return c.json({ origins });
}
