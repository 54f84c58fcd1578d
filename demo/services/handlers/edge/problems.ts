import { json } from '../flow/errors.ts';
import type { Call } from '../shared/world-types.ts';

/** Errors of the Media Edge API (section 10.1): problems, and parts of a 207. */

export type EdgeCode = 'va-edge-0400-400' | 'va-edge-0404-404' | 'EXEG-0003-400';

export interface Detail {
  name: string;
  reason: string;
}

const TITLES: Record<EdgeCode, string> = {
  'va-edge-0400-400': 'Invalid request',
  'va-edge-0404-404': 'Not found',
  'EXEG-0003-400': 'Invalid datastream',
};

const typeOf = (code: EdgeCode) => `https://ns.adobe.com/aep/errors/${code}`;

interface Refusal {
  code: EdgeCode;
  detail: string;
  details?: Detail[];
  /** The clock closed the session: the client could not know. */
  blameless?: boolean;
}

export function refuse(call: Call, { code, detail, details = [], blameless = false }: Refusal): Response {
  const status = Number(code.slice(-3));
  call.entry.verdict = `refused: ${detail}`;
  if (!blameless) call.complain('MC-R121', `${call.entry.method} ${call.entry.path} was refused: ${detail}`, 'refused');
  const report = { eventIndex: 0, details };
  return json({ type: typeOf(code), status, title: TITLES[code], detail, report }, status, PROBLEM);
}

const PROBLEM = { 'content-type': 'application/problem+json' };

/** A start that fails in part: 207, and no session. */
export function partialFailure(call: Call, requestId: string, eventIndex: number, details: Detail[]): Response {
  const text = details.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  call.entry.verdict = `refused: ${text}`;
  call.complain('MC-R121', `${call.entry.path} made no session: ${text}`, 'refused');
  const code = 'va-edge-0400-400';
  const error = { type: typeOf(code), status: 400, title: TITLES[code], report: { eventIndex, details } };
  return json({ requestId, handle: [], errors: [error] }, 207);
}
