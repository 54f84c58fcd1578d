import type { ComplaintKind } from '../shared/journal.ts';
import type { Call, World } from '../shared/world-types.ts';

/** Errors of the gateway (2.1), of the Flow Service (2.2), and the problem of a bad body. */

export interface Blame {
  /** The requirement the request breaks; without it nobody is blamed. */
  rule?: string;
  kind?: ComplaintKind;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

function note(call: Call, code: string, text: string, { rule, kind = 'refused' }: Blame): void {
  call.entry.verdict = `refused: ${code}`;
  const { method, path } = call.entry;
  if (rule) call.complain(rule, `${method} ${path} was refused: ${code}: ${text}`, kind);
}

/** The status is the beginning of the code. */
export function gatewayError(call: Call, code: string, message: string, blame: Blame = {}): Response {
  note(call, code, message, { kind: 'header', ...blame });
  return json({ error_code: code, message }, Number(code.slice(0, 3)));
}

/** A body the gateway or the service cannot read. */
export function badRequest(call: Call, detail: string, blame: Blame = {}): Response {
  note(call, 'BadRequestError', detail, blame);
  const type = 'https://ns.adobe.com/adobecloud/problem/bad-request';
  return json({ type, status: 400, title: 'BadRequestError', detail }, 400);
}

/** The status is the end of the code; the envelope is not documented and differs by switch. */
export function flowError(world: World, call: Call, code: string, text: string, blame: Blame = {}): Response {
  note(call, code, text, blame);
  const status = Number(code.split('-')[1]);
  const { flowErrors } = world.switches;
  if (flowErrors === 'empty') return new Response(null, { status });
  if (flowErrors === 'text') return new Response(text, { status, headers: { 'content-type': 'text/plain' } });
  if (flowErrors === 'type') {
    return json({ type: `https://ns.adobe.com/aep/errors/${code}`, title: 'Request refused', detail: text }, status);
  }
  return json({ [flowErrors]: code, title: 'Request refused', message: text }, status);
}

/** Two codes say so, and an empty list says it, too (section 12). Somebody else may have deleted it: nobody's fault. */
export function notFound(world: World, call: Call, what: string): Response {
  const { flowNotFound } = world.switches;
  if (flowNotFound === 'empty') {
    call.entry.verdict = 'refused: not found';
    return json({ items: [] });
  }
  return flowError(world, call, flowNotFound === 404 ? '1101-404' : '1439-400', `there is no ${what}`);
}
