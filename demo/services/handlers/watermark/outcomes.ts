import { isObject, parseObject } from '../shared/base64.ts';
import { wasReadable } from '../shared/pipeline.ts';
import { textOf } from '../shared/text.ts';
import type { Call, World } from '../shared/world-types.ts';

const RECIPIENTS = /^\/api\/recipient\/[^/]+$/;

const WRITES = /^(POST|PUT)$/;

/** Counts writes on their way: they come one at a time (R26). Called before every request. */
export function enterWatermark(world: World, { entry }: Call): void {
  if (WRITES.test(entry.method) && entry.path.startsWith('/api/recipient/')) world.watermark.writing.add(entry.seq);
}

/** Keeps in mind which writes ended badly or in the dark; a look-up ends the doubt. Called after every request. */
export function watchWatermark(world: World, call: Call): void {
  const { method, path, status } = call.entry;
  world.watermark.writing.delete(call.entry.seq);
  if (!RECIPIENTS.test(path)) return;
  const { doubtful } = world.watermark;
  const code = parseObject(call.answer)?.['error_code'];
  const readable = wasReadable(call);
  if (method === 'GET' && readable && status === 200 && code === '0000') {
    doubtful.clear();
    return;
  }
  if (method !== 'POST' || (readable && (status === 401 || status === 429))) return;
  const unknown = !readable || status >= 500 || (status === 200 && typeof code !== 'string');
  const rule = unknown ? 'DWM-R28' : status === 200 && code !== '0000' ? 'DWM-R27' : undefined;
  for (const name of namesIn(call.text)) {
    if (rule) doubtful.set(name, rule);
    else doubtful.delete(name);
  }
}

function namesIn(text: string): string[] {
  const entries = parseObject(text)?.['recipients'];
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: unknown) => (isObject(entry) ? textOf(entry['name']).toLowerCase() : ''));
}
