import { FLOW_SETTLES } from '../flow/constants.ts';
import type { Resource } from '../flow/state.ts';
import { textOf } from '../shared/text.ts';
import type { Delivery } from './admit.ts';
import type { Message } from './message.ts';
import { createSessionWatch } from './session-watch.ts';
import type { Landing, ReceivedEvent } from './state.ts';
import { loadValidation, type Leaf } from './validation.ts';

/** Old events go when this many are kept. */
const KEPT = 5_000;
const ADVISED = 10_240;

/**
 * Takes a message in. The sender hears nothing of what follows: an event that breaks its schema lands in an error
 * batch, one without a dataflow nowhere (section 5). Both are complaints here.
 */
export async function receive(delivery: Delivery, message: Message, mode: 'single' | 'batch', original: unknown) {
  const { call } = delivery;
  const { findViolations } = await loadValidation();
  const violations = findViolations(message);
  const violated = violations.filter(({ remark }) => !remark);
  for (const { rule, pointer, message: text } of violations) call.complain(rule, `${pointer}: ${text}`, 'parameter');
  const bytes = new TextEncoder().encode(JSON.stringify(original)).byteLength;
  if (bytes > ADVISED) call.entry.warnings.push(`a message of ${bytes} bytes; at most ${ADVISED} are advised`);
  watchEntity(delivery, message);
  return keep(delivery, { mode, message: original, flowId: message.flowId, violations: violated });
}

interface Kept {
  mode: ReceivedEvent['mode'];
  message: unknown;
  flowId: string | undefined;
  violations: Leaf[];
}

export function keep(delivery: Delivery, { mode, message, flowId, violations }: Kept): ReceivedEvent {
  const { world, call, connection, inletId } = delivery;
  const { inlet } = world;
  inlet.total += 1;
  const received = world.clock.now();
  const event: ReceivedEvent = {
    seq: inlet.total,
    received,
    connectionId: connection.id,
    inletId,
    mode,
    xactionId: `${received}:${call.entry.seq}:${inlet.total}`,
    landing: violations.length > 0 ? 'error batch' : findLanding(delivery, flowId),
    violations,
    message,
  };
  inlet.received.push(event);
  if (inlet.received.length > KEPT) inlet.received = inlet.received.slice(-KEPT / 2);
  if (event.landing === 'too early') {
    call.entry.warnings.push('the dataflow is younger than five minutes: such data may be dropped (STREAM-R19)');
  }
  return event;
}

/** An inlet alone accepts messages; a dataflow decides where they land (section 4). */
function findLanding({ world, connection }: Delivery, flowId: string | undefined): Landing {
  const { resources } = world.flow;
  const base = (flow: Resource) =>
    [flow.fields['sourceConnectionIds']]
      .flat()
      .some(id => resources.get(textOf(id))?.fields['baseConnectionId'] === connection.id);
  const flows = [...resources.values()].filter(
    resource => resource.kind === 'flows' && resource.state === 'enabled' && base(resource),
  );
  const flow = flowId === undefined ? flows[0] : flows.find(({ id }) => id === flowId);
  if (!flow) return 'no dataflow';
  return world.clock.now() - flow.updatedAt < FLOW_SETTLES ? 'too early' : 'dataset';
}

/** What only several messages together can show. */
function watchEntity({ world, call }: Delivery, { entity }: Message): void {
  const id = textOf(entity['_id']);
  const text = JSON.stringify(entity);
  const before = world.inlet.entities.get(id);
  if (before === text) {
    call.entry.warnings.push(`_id ${id} came again`);
    return;
  }
  if (before !== undefined) call.complain('STREAM-R25', `_id ${id} came before with other content`, 'parameter');
  world.inlet.entities.set(id, text);
  const session = (entity['mediaCollection'] as { sessionID?: unknown } | undefined)?.sessionID;
  if (typeof session !== 'string' || !textOf(entity['eventType']).startsWith('media.')) return;
  const { sessions } = world.inlet;
  const watch = sessions.get(session) ?? createSessionWatch();
  sessions.set(session, watch);
  for (const { rule, text: problem } of watch(entity)) call.complain(rule, problem, 'sequence');
}
