import type { Context } from 'hono';
import { isObject } from '../shared/base64.ts';
import type { Env } from '../shared/world-types.ts';

/** A mistake in a request to the control area: told loudly, so that a test does not run on a false premise. */
export class ControlError extends Error {
  readonly status: 400 | 404;
  constructor(message: string, status: 400 | 404 = 400) {
    super(message);
    this.status = status;
  }
}

/** The JSON object of a request; an empty body is an empty object. */
export async function readInput(c: Context<Env>, known?: string[]): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  let value: unknown = {};
  try {
    if (text !== '') value = JSON.parse(text);
  } catch {
    throw new ControlError('the body is not JSON');
  }
  if (!isObject(value)) throw new ControlError('the body must be a JSON object');
  const unknown = known && Object.keys(value).find(key => !known.includes(key));
  if (unknown) throw new ControlError(`${unknown}: unknown; known are ${known.join(', ')}`);
  return value;
}

export function readText(input: Record<string, unknown>, name: string): string | undefined {
  const value = input[name];
  if (value !== undefined && typeof value !== 'string') throw new ControlError(`${name}: expected a string`);
  return value;
}

export function needText(input: Record<string, unknown>, name: string): string {
  const value = readText(input, name);
  if (!value) throw new ControlError(`${name}: required`);
  return value;
}

export function readNumber(input: Record<string, unknown>, name: string): number | undefined {
  const value = input[name];
  if (value !== undefined && !Number.isFinite(value)) throw new ControlError(`${name}: expected a number`);
  return value as number | undefined;
}
