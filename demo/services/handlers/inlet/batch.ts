import type { Context } from 'hono';
import { json } from '../flow/errors.ts';
import { isObject } from '../shared/base64.ts';
import type { Env, World } from '../shared/world-types.ts';
import { admit, tooMany, type Delivery } from './admit.ts';
import { readMessage } from './message.ts';
import { about, problem } from './problems.ts';
import { keep, receive } from './receive.ts';
import { tooManyMessages } from './single.ts';

/** `POST /collection/batch/{inletId}`: 207 whatever became of the messages (section 6). */
export async function receiveBatch(c: Context<Env>): Promise<Response> {
  const delivery = admit(c);
  if (delivery instanceof Response) return delivery;
  const { world, call, inletId, body } = delivery;
  for (const name of ['syncValidation', 'synchronousValidation']) {
    if (!call.url.searchParams.has(name)) continue;
    call.complain('STREAM-R29', `${name} is not available for several messages`, 'parameter');
  }
  const messages = isObject(body) ? body['messages'] : undefined;
  if (!Array.isArray(messages) || messages.length === 0) {
    const message = 'messages: expected a list that is not empty';
    return problem(world, call, { status: 400, title: 'Bad request', message, rule: 'STREAM-R29' });
  }
  if (tooManyMessages(delivery, messages.length)) {
    return tooMany(world, call, 'more messages in a second than allowed');
  }
  const batchId = `${world.clock.now()}:${call.entry.seq}:${world.inlet.total}`;
  const responses = [];
  for (const [index, message] of messages.entries()) {
    responses.push(await receiveOne(delivery, message, `${batchId}:${index}`));
  }
  // One of the documents' samples has fewer answers than messages.
  if (world.switches.inletResponses === 'short') responses.pop();
  return json({ inletId, batchId, receivedTimeMs: world.clock.now(), responses }, 207);
}

async function receiveOne(delivery: Delivery, value: unknown, xactionId: string): Promise<object> {
  const { call, raw, world, inletId, org } = delivery;
  const scripted = takeFault(world);
  if (scripted !== undefined) return { statusCode: scripted, message: about(inletId, org, 'a scripted fault') };
  if (raw) {
    const flowId = call.request.headers.get('x-adobe-flow-id') ?? call.url.searchParams.get('x-adobe-flow-id');
    if (!isObject(value) || !flowId) return refused(delivery, 'a raw message needs an object and x-adobe-flow-id');
    keep(delivery, { mode: 'raw', message: value, flowId, violations: [] });
    return { xactionId };
  }
  const message = readMessage(delivery, value);
  if ('text' in message) {
    call.complain(message.rule, `a message was refused: 400: ${message.text}`, 'refused');
    return { statusCode: 400, message: message.text };
  }
  await receive(delivery, message, 'batch', value);
  return { xactionId };
}

/** The next scripted outcome of a message, counted down. */
function takeFault({ inlet }: World): number | undefined {
  const fault = inlet.itemFaults.find(({ times }) => times > 0);
  if (fault) fault.times -= 1;
  return fault?.status;
}

function refused({ call, inletId, org }: Delivery, text: string): object {
  call.complain('STREAM-R24', `a message was refused: 400: ${text}`, 'refused');
  return { statusCode: 400, message: about(inletId, org, text) };
}
