import type { Context } from 'hono';
import { isObject } from '../shared/base64.ts';
import type { Env } from '../shared/world-types.ts';
import { checkName } from '../watermark/names.ts';
import { spread, steps as defaultSteps } from '../watermark/seed.ts';
import { addJob, addRecipient, jobStatus, type Step, type WatermarkState } from '../watermark/state.ts';
import { makeWatermarkToken } from '../watermark/token.ts';
import { ControlError, needText, readInput, readNumber } from './input.ts';

/** What embedding runs, the vendor and other staff do, done by script. */

export function summarize(c: Context<Env>): Response {
  const { jobs, recipients } = c.env.world.watermark;
  return c.json({ jobs: jobs.size, recipients: recipients.size });
}

/** A job that begins now. Its recipients are names or so many, and are registered where they are not. */
export async function makeJob(c: Context<Env>): Promise<Response> {
  const { watermark, clock } = c.env.world;
  const input = await readInput(c, ['contentId', 'recipients', 'steps', 'length', 'failed', 'failEvery']);
  const length = readNumber(input, 'length') ?? 600_000;
  const wanted = input['recipients'] ?? 3;
  const names = typeof wanted === 'number' ? firstNames(watermark, wanted) : wanted;
  const recipients = register(watermark, names, clock.now());
  const job = addJob(watermark, {
    contentId: needText(input, 'contentId'),
    began: clock.now(),
    steps: readSteps(input['steps']) ?? defaultSteps(length, input['failed'] === true),
    tasks: spread(recipients, length, readNumber(input, 'failEvery') ?? 0),
  });
  return c.json({ jobId: job.jobId, status: jobStatus(job, clock.now()).status }, 201);
}

/** Those there are, and made-up ones for the rest. */
function firstNames(state: WatermarkState, count: number): string[] {
  const names = [...state.recipients.values()].slice(0, count).map(({ name }) => name);
  for (let index = 1; names.length < count; index += 1) names.push(`bulk-${String(index).padStart(5, '0')}`);
  return names;
}

function register(state: WatermarkState, names: unknown, now: number): number[] {
  if (!Array.isArray(names)) throw new ControlError('recipients: expected names or a number');
  return names.map((name: unknown) => {
    const problem = checkName(name);
    if (problem) throw new ControlError(problem.message);
    const known = state.recipients.get(String(name).toLowerCase());
    return (known ?? addRecipient(state, String(name), '', now)).dwmId;
  });
}

function readSteps(value: unknown): Step[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(isStep)) throw new ControlError('steps: expected [{ after, status }]');
  return value;
}

function isStep(value: unknown): value is Step {
  return isObject(value) && typeof value['after'] === 'number' && typeof value['status'] === 'string';
}

export async function setStatus(c: Context<Env>): Promise<Response> {
  const { watermark, clock } = c.env.world;
  const input = await readInput(c, ['job', 'status']);
  const job = watermark.jobs.get(readNumber(input, 'job') ?? NaN);
  if (!job) throw new ControlError('job: there is no such job', 404);
  job.forced = { status: needText(input, 'status'), at: clock.now() };
  return c.json({ jobId: job.jobId, status: job.forced.status });
}

export async function makeRecipients(c: Context<Env>): Promise<Response> {
  const { watermark, clock } = c.env.world;
  const input = await readInput(c, ['count', 'names']);
  const count = readNumber(input, 'count');
  const names = count === undefined ? input['names'] : firstNames(watermark, watermark.recipients.size + count);
  register(watermark, names, clock.now());
  return c.json({ recipients: watermark.recipients.size }, 201);
}

/** Lists shrink to their newest entries, as when somebody else tidies up between two pages. */
export async function keep(c: Context<Env>): Promise<Response> {
  const { watermark } = c.env.world;
  const input = await readInput(c, ['jobs', 'recipients']);
  const jobs = readNumber(input, 'jobs') ?? Infinity;
  const recipients = readNumber(input, 'recipients') ?? Infinity;
  for (const id of [...watermark.jobs.keys()].reverse().slice(jobs)) watermark.jobs.delete(id);
  for (const id of [...watermark.byId.keys()].reverse().slice(recipients)) {
    watermark.recipients.delete(watermark.byId.get(id)?.name.toLowerCase() ?? '');
    watermark.byId.delete(id);
  }
  return summarize(c);
}

/** `{ life }` in seconds: what the organization's own server hands to its page. */
export async function makeToken(c: Context<Env>): Promise<Response> {
  const { world } = c.env;
  const life = readNumber(await readInput(c, ['life']), 'life') ?? world.settings.watermarkTokenLife;
  return c.json({ token: `Bearer ${makeWatermarkToken(world, life)}` }, 201);
}

export function expireWatermarkTokens(c: Context<Env>): Response {
  const { world } = c.env;
  for (const token of world.watermark.tokens.values()) token.expiresAt = world.clock.now();
  return c.json({ expired: world.watermark.tokens.size });
}
