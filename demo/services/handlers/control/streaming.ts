import type { Context } from 'hono';
import { touch, type ResourceState } from '../flow/state.ts';
import type { Env } from '../shared/world-types.ts';
import { ControlError, needText, readInput, readNumber, readText } from './input.ts';

/** What happens behind streaming connections, done by script or shown. */

export function listConnections(c: Context<Env>): Response {
  const { flow, inlet } = c.env.world;
  const connections = [...flow.resources.values()].filter(({ kind }) => kind === 'connections');
  return c.json(
    connections.map(({ id, name, state, inletId }) => ({
      ...{ id, name, state, inletId, inletUrl: `${c.env.call.url.origin}/collection/${inletId}` },
      events: inlet.received.filter(event => event.connectionId === id).length,
    })),
  );
}

/** `?inlet=id&since=seq`, in order of arrival. */
export function listEvents(c: Context<Env>): Response {
  const { inlet, since = '0' } = c.req.query();
  const events = c.env.world.inlet.received.filter(event => inlet === undefined || event.inletId === inlet);
  return c.json(events.filter(({ seq }) => seq > Number(since)));
}

/** `{ life, readOnly }`: a further token of the demo organization; life in seconds. */
export async function makeToken(c: Context<Env>): Promise<Response> {
  const { world } = c.env;
  const input = await readInput(c, ['life', 'readOnly']);
  const life = readNumber(input, 'life') ?? world.settings.staffTokenLife;
  const accessToken = `local-${world.flow.random.hex(32)}`;
  const expiresAt = world.clock.now() + life * 1000;
  world.flow.tokens.set(accessToken, { expiresAt, readOnly: input['readOnly'] === true });
  return c.json({ accessToken, expiresAt }, 201);
}

export function expireStaffTokens(c: Context<Env>): Response {
  const { world } = c.env;
  for (const token of world.flow.tokens.values()) token.expiresAt = world.clock.now();
  return c.json({ expired: world.flow.tokens.size });
}

export async function addDataset(c: Context<Env>): Promise<Response> {
  const input = await readInput(c, ['id', 'schema']);
  const [id, schema] = [needText(input, 'id'), needText(input, 'schema')];
  c.env.world.inlet.datasets.set(id, schema);
  return c.json({ id, schema }, 201);
}

/** `{ status, times }`: the next messages in batches fail with it, one by one, inside a 207. */
export async function failItems(c: Context<Env>): Promise<Response> {
  const input = await readInput(c, ['status', 'times']);
  const status = readNumber(input, 'status');
  if (status === undefined) throw new ControlError('status: required');
  const fault = { status, times: readNumber(input, 'times') ?? 1 };
  c.env.world.inlet.itemFaults.push(fault);
  return c.json(fault, 201);
}

const STATES = ['enabled', 'disabled', 'initializing'];

/** `{ id, name, description, state }`: another member of staff changes something; the etag changes with it. */
export async function edit(c: Context<Env>): Promise<Response> {
  const { world } = c.env;
  const input = await readInput(c, ['id', 'name', 'description', 'state']);
  const resource = world.flow.resources.get(needText(input, 'id'));
  if (!resource) throw new ControlError('there is no such connection or dataflow', 404);
  const [name, description, state] = ['name', 'description', 'state'].map(key => readText(input, key));
  if (state !== undefined && !STATES.includes(state)) throw new ControlError(`state: expected ${STATES.join(', ')}`);
  if (name !== undefined) resource.name = name;
  if (description !== undefined) resource.description = description;
  if (state !== undefined) resource.state = state as ResourceState;
  touch(world.flow, resource, world.clock.now());
  return c.json({ id: resource.id, etag: resource.etag });
}
