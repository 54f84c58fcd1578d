import { isObject, parseObject } from '../shared/base64.ts';
import { wasReadable } from '../shared/pipeline.ts';
import { textOf } from '../shared/text.ts';
import type { Call, World } from '../shared/world-types.ts';

/**
 * What a sender may do after an answer (section 8): called after every request, with the answer as it was delivered,
 * scripted faults included.
 */
export function watchInlet(world: World, call: Call): void {
  const { method, path, status } = call.entry;
  if (method !== 'POST' || !path.startsWith('/collection/')) return;
  const { spent } = world.inlet;
  const messages = path.startsWith('/collection/batch/') ? messagesIn(call.text) : [];
  const inlet = path.split('/').at(-1) ?? '';
  const keys = [`${path}${call.url.search} ${call.text}`, ...messages.map(message => `${inlet} ${message}`)];
  for (const rule of new Set(keys.map(key => spent.get(key)))) {
    if (rule) call.complain(rule, 'the same content came again after an answer that forbids it', 'refused');
  }
  if (!wasReadable(call)) return;
  // A person who tries an event out may press the button again; a client does not.
  const tried = status === 400 && /[?&]sync(hronous)?Validation=true/.test(call.url.search);
  if ([400, 413, 501].includes(status) && !tried) spent.set(keys[0] ?? '', 'STREAM-R32');
  if (status === 207) noteMessages(spent, inlet, messages, call.answer ?? '');
}

function messagesIn(text: string): string[] {
  const messages = parseObject(text)?.['messages'];
  return Array.isArray(messages) ? messages.map(message => JSON.stringify(message)) : [];
}

/** Pairs answers with messages; where the lengths differ, no message has an outcome and none may be repeated. */
function noteMessages(spent: Map<string, string>, inlet: string, messages: string[], answer: string): void {
  const responses: unknown = parseObject(answer)?.['responses'];
  const paired = Array.isArray(responses) && responses.length === messages.length;
  messages.forEach((message, index) => {
    const response: unknown = paired ? responses[index] : undefined;
    const refused = isObject(response) && Number(textOf(response['statusCode'])) === 400;
    if (!paired) spent.set(`${inlet} ${message}`, 'STREAM-R33');
    else if (refused) spent.set(`${inlet} ${message}`, 'STREAM-R34');
  });
}
