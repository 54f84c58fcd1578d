import { json } from '../flow/errors.ts';
import type { ComplaintKind } from '../shared/journal.ts';
import type { Call, World } from '../shared/world-types.ts';
import type { Leaf } from './violations.ts';

/** Problems of the collection half (sections 7 and 8). */

const INLET = 'http://ns.adobe.com/adobecloud/problem/data-collection-service/inlet';
const AUTHORIZATION = 'https://ns.adobe.com/adobecloud/problem/data-collection-service-authorization';

export interface Fault {
  status: number;
  title: string;
  message: string;
  /** The requirement the sender breaks; without it nobody is blamed. */
  rule?: string;
  kind?: ComplaintKind;
  headers?: Record<string, string>;
  violations?: Leaf[];
}

export function problem(world: World, call: Call, fault: Fault): Response {
  const { status, title, message, rule, kind = 'refused', headers = {}, violations } = fault;
  call.entry.verdict = `refused: ${status}: ${message}`;
  if (rule) call.complain(rule, `${call.entry.method} ${call.entry.path} was refused: ${status}: ${message}`, kind);
  const aboutToken = title === 'Authorization';
  const report = violations ? { message, cause: { _streamingValidation: [tree(violations)] } } : { message };
  return json(
    { type: aboutToken ? AUTHORIZATION : INLET, status: writtenStatus(world, status, aboutToken), title, report },
    status,
    { ...headers, 'content-type': 'application/problem+json' },
  );
}

/** The documents print a string in one problem and a number in the other. */
function writtenStatus(world: World, status: number, asText: boolean): number | string {
  const { problemStatus } = world.switches;
  const text = problemStatus === 'string' || (problemStatus === 'documented' && asText);
  return text ? String(status) : status;
}

function tree(leaves: Leaf[]): unknown {
  return {
    schemaLocation: '#',
    pointerToViolation: '#',
    message: `${leaves.length} schema violation${leaves.length === 1 ? '' : 's'} found`,
    causingExceptions: leaves.map(({ schemaLocation, pointer, keyword, message }) => ({
      ...{ schemaLocation, pointerToViolation: pointer, causingExceptions: [], keyword, message },
    })),
  };
}

/** How the service speaks of one message. */
export function about(inletId: string, org: string, text: string): string {
  return `inletId: [${inletId}] imsOrgId: [${org}] ${text}`;
}
