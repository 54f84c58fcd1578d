import type { Context } from 'hono';
import { isObject } from '../shared/base64.ts';
import { checkFaultRule, type FaultRule } from '../shared/faults.ts';
import { checkSwitches, defaultSwitches } from '../shared/switches.ts';
import type { Env } from '../shared/world-types.ts';
import { ControlError, readInput } from './input.ts';

export function listFaults(c: Context<Env>): Response {
  return c.json({ faults: c.env.world.faults.list(), switches: c.env.world.switches });
}

/** A rule, or `{ switches: { name: value } }`. */
export async function addFault(c: Context<Env>): Promise<Response> {
  const input = await readInput(c);
  if (isObject(input['switches']) && Object.keys(input).length === 1) {
    applySwitches(c, input['switches']);
    return listFaults(c);
  }
  const problem = checkFaultRule(input);
  if (problem) throw new ControlError(problem);
  return c.json(c.env.world.faults.add(input as unknown as FaultRule), 201);
}

export function removeFault(c: Context<Env>): Response {
  if (!c.env.world.faults.remove(Number(c.req.param('id')))) throw new ControlError('there is no such fault', 404);
  return c.body(null, 204);
}

/** Ends all scripted faults, and puts every switch back. */
export function clearFaults(c: Context<Env>): Response {
  c.env.world.faults.clear();
  const { throttle, strict } = c.env.world.switches;
  // These two belong to how the world was opened rather than to a fault.
  c.env.world.switches = defaultSwitches({ throttle, strict });
  return c.body(null, 204);
}

export async function writeSwitches(c: Context<Env>): Promise<Response> {
  applySwitches(c, await readInput(c));
  return c.json(c.env.world.switches);
}

function applySwitches(c: Context<Env>, changes: Record<string, unknown>): void {
  const problem = checkSwitches(changes);
  if (problem) throw new ControlError(problem);
  Object.assign(c.env.world.switches, changes);
}
