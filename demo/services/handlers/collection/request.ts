import type { Context } from 'hono';
import type { Call, Env, World } from '../shared/world-types.ts';
import { INFORMATION } from './sequence.ts';

/** Requests and answers every endpoint of the Media Collection API shares. */

/** An error: `{ message }` and nothing more (1.6). A refusal the client brought about is a complaint. */
export function refuse(call: Call, status: number, message: string, { blameless = false } = {}): Response {
  call.entry.verdict = `refused: ${message}`;
  if (!blameless)
    call.complain('MC-R121', `${call.entry.method} ${call.entry.path} was refused: ${message}`, 'refused');
  return new Response(JSON.stringify({ message }), { status, headers: { 'content-type': 'application/json' } });
}

/** The parsed JSON body, or the refusal: content type first, then JSON (section 12). */
export function readJson(world: World, call: Call): { body: unknown } | Response {
  const type = call.request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return refuse(call, world.switches.missingContentType, 'Content-Type: expected application/json');
  }
  try {
    return { body: JSON.parse(call.text) };
  } catch {
    return refuse(call, 400, 'body: not JSON');
  }
}

export type Handler = (c: Context<Env>) => Response;

/** 405 for a known path with a wrong method. */
export function wrongMethod(c: Context<Env>): Response {
  return refuse(c.env.call, 405, `${c.req.method} is not allowed here`);
}

/** Hands warnings to the journal, and sequence warnings to the complaints. */
export function note(call: Call, warnings: string[], sequence: string[]): void {
  call.entry.warnings.push(...warnings, ...sequence);
  for (const text of sequence) {
    if (!text.startsWith(INFORMATION)) call.complain('MC-R124', text, 'sequence');
  }
}
