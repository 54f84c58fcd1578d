import type { Context } from 'hono';
import { json } from '../flow/errors.ts';
import { isObject } from '../shared/base64.ts';
import type { Call, Env, World } from '../shared/world-types.ts';
import { admit, tooMany, type Delivery } from './admit.ts';
import { countUp } from './limits.ts';
import { readMessage, type Message } from './message.ts';
import { about, problem } from './problems.ts';
import { keep, receive } from './receive.ts';
import type { ReceivedEvent } from './state.ts';
import { loadValidation, REPORTED } from './validation.ts';

/** `POST /collection/{inletId}` (section 5). */
export async function receiveMessage(c: Context<Env>): Promise<Response> {
  const delivery = admit(c);
  if (delivery instanceof Response) return delivery;
  const { world, call, body } = delivery;
  if (tooManyMessages(delivery, 1)) return tooMany(world, call, 'more messages in a second than allowed');
  if (delivery.raw) return receiveRaw(delivery);
  const message = readMessage(delivery, body);
  if ('text' in message) return invalid(world, call, message.text, message.rule);
  const wanted = readFlag(world, call);
  if (typeof wanted !== 'boolean') return wanted;
  if (wanted) {
    const refusal = await validate(delivery, message);
    if (refusal) return refusal;
  }
  return accepted(delivery, await receive(delivery, message, 'single', body), wanted);
}

export function tooManyMessages({ world, inletId }: Delivery, count: number): boolean {
  return countUp(world, `messages ${inletId}`, 1000, count) > world.settings.inletMessages;
}

function invalid(world: World, call: Call, message: string, rule: string): Response {
  return problem(world, call, { status: 400, title: 'Invalid XDM Message Format', message, rule });
}

/** A raw connection takes any object; the dataflow is named by header or query. */
function receiveRaw(delivery: Delivery): Response {
  const { world, call, inletId, org, body } = delivery;
  const flowId = call.request.headers.get('x-adobe-flow-id') ?? call.url.searchParams.get('x-adobe-flow-id');
  if (!isObject(body)) return invalid(world, call, about(inletId, org, 'Message is no object'), 'STREAM-R20');
  if (!flowId) return invalid(world, call, about(inletId, org, 'x-adobe-flow-id is missing'), 'STREAM-R24');
  return accepted(delivery, keep(delivery, { mode: 'raw', message: body, flowId, violations: [] }), false);
}

/** The flag under its name, or under its older one (section 12). */
export function readFlag(world: World, call: Call): boolean | Response {
  const query = call.url.searchParams;
  if (query.has('synchronousValidation')) {
    call.complain('STREAM-R30', 'synchronousValidation is the older name of syncValidation', 'parameter');
  }
  const unknown = [...query.keys()].find(name => !QUERY.includes(name));
  if (unknown !== undefined && world.switches.strict) {
    const message = `unknown query parameter ${unknown}`;
    return problem(world, call, { status: 400, title: 'Bad request', message, rule: 'STREAM-R20' });
  }
  return (query.get('syncValidation') ?? query.get('synchronousValidation')) === 'true';
}

const QUERY = ['syncValidation', 'synchronousValidation', 'x-adobe-flow-id'];

/** Section 7: in one data center only, sixty times in a minute, five errors at most; what fails is dropped. */
async function validate(delivery: Delivery, message: Message): Promise<Response | undefined> {
  const { world, call, inletId, org } = delivery;
  if (world.switches.syncValidation === 'unsupported') {
    const text = about(inletId, org, 'synchronous validation is not supported here');
    return problem(world, call, { status: 501, title: 'Not implemented', message: text });
  }
  const { inletValidations } = world.settings;
  if (countUp(world, `validations ${inletId}`, 60_000, 1) > inletValidations) {
    return tooMany(world, call, `more than ${inletValidations} validations in a minute`, 'STREAM-R30');
  }
  const { findViolations } = await loadValidation();
  const leaves = findViolations(message).filter(({ remark }) => !remark);
  if (leaves.length === 0) return undefined;
  return problem(world, call, {
    status: 400,
    title: 'Invalid XDM Message Format',
    message: about(inletId, org, 'Message is invalid'),
    violations: leaves.slice(0, REPORTED),
  });
}

function accepted({ world, inletId }: Delivery, event: ReceivedEvent, validated: boolean): Response {
  const { inletAnswer } = world.switches;
  const { xactionId, received } = event;
  const syncValidation = validated ? { status: 'pass' } : { skipped: true };
  if (inletAnswer === 'older') {
    return json({ inletID: inletId, xactionId, receivedTimeMs: String(received), syncValidation });
  }
  if (inletAnswer === 'newest') return json({ inletId, xactionId, receivedTimeMs: received });
  return json({ inletId, xactionId, receivedTimeMs: received, syncValidation });
}
