import { isObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import type { Call, World } from '../shared/world-types.ts';
import type { Granted } from './endpoint.ts';
import { businessError, success, type Code } from './envelope.ts';
import { checkDescription, checkName } from './names.ts';
import { describe } from './recipients.ts';
import { readJsonBody } from './request.ts';
import { addRecipient } from './state.ts';
import { UTC } from './times.ts';

const LARGEST = 150;

interface Verdict {
  name: string;
  description: string;
  problem?: { code: Code; message: string; rule?: string };
}

/** `POST /api/recipient/{siteId}` (6.3). Whether one bad entry refuses all is not documented: a switch says so. */
export function createRecipients({ world, call }: Granted): Response {
  if (world.watermark.writing.size > 1) call.complain('DWM-R26', 'two writes at once', 'sequence');
  const body = readJsonBody(call);
  if (body instanceof Response) return body;
  const recipients = isObject(body.value) ? body.value['recipients'] : undefined;
  if (!Array.isArray(recipients) || recipients.length === 0) {
    return businessError(call, 'SBX-PARAM', 'recipients: expected a list that is not empty', 'DWM-R25');
  }
  if (recipients.length > LARGEST) {
    return businessError(call, 'SBX-LIMIT', `recipients: ${recipients.length}, ${LARGEST} are allowed`, 'DWM-R26');
  }
  noteDoubt(world, call, recipients);
  const verdicts = judge(world, recipients);
  const bad = verdicts.filter(({ problem }) => problem);
  for (const { problem } of bad) {
    if (problem?.rule) call.complain(problem.rule, `an entry was refused: ${problem.message}`, 'refused');
  }
  const good = verdicts.filter(({ problem }) => !problem);
  const { watermarkCreate } = world.switches;
  const first = bad[0]?.problem;
  if (first && watermarkCreate === 'all') return businessError(call, first.code, first.message);
  const now = world.clock.now();
  const created = good.map(({ name, description }) => addRecipient(world.watermark, name, description, now));
  if (first && watermarkCreate === 'each') return businessError(call, first.code, first.message);
  return success(world, { data: created.map(recipient => describe(world, recipient, UTC)), zone: UTC });
}

function judge(world: World, entries: unknown[]): Verdict[] {
  const { recipients } = world.watermark;
  const seen = new Set<string>();
  let room = world.settings.recipientQuota - recipients.size;
  return entries.map(entry => {
    const { name, description = '', ...others } = isObject(entry) ? entry : {};
    const verdict = { name: textOf(name), description: textOf(description) };
    const key = verdict.name.toLowerCase();
    const repeated = seen.has(key);
    seen.add(key);
    const other = Object.keys(others)[0];
    const bad = checkName(name) ?? checkDescription(description);
    if (bad) return { ...verdict, problem: { ...bad, rule: 'DWM-R25' } };
    if (other !== undefined && world.switches.strict) {
      return { ...verdict, problem: { code: 'SBX-PARAM', message: `${other}: unknown`, rule: 'DWM-R25' } };
    }
    if (repeated) {
      return { ...verdict, problem: { code: 'SBX-TAKEN', message: `${verdict.name} comes twice`, rule: 'DWM-R37' } };
    }
    const existing = recipients.get(key);
    // Somebody else may have registered it: nobody's fault.
    if (existing) return { ...verdict, problem: { code: 'SBX-TAKEN', message: `${existing.name} exists` } };
    room -= 1;
    return room < 0 ? { ...verdict, problem: { code: 'SBX-QUOTA', message: 'no more can be registered' } } : verdict;
  });
}

/** A name whose registration had an unknown or bad outcome is looked up before it is sent again (R27, R28). */
function noteDoubt({ watermark }: World, call: Call, entries: unknown[]): void {
  const names = entries.map(entry => (isObject(entry) ? textOf(entry['name']).toLowerCase() : ''));
  for (const rule of new Set(names.map(name => watermark.doubtful.get(name)))) {
    if (rule) call.complain(rule, 'names came again without a look-up of what became of them', 'sequence');
  }
}
