/** What goes to an inlet, and in which portions. */
import { parseAddress } from '../core/address.ts';

export interface SchemaRef {
  id: string;
  contentType: string;
}

/** Where events go and what they are. */
export interface InletTarget {
  /** Exactly as the connection has it. */
  inletUrl: string;
  schema: SchemaRef;
  datasetId: string;
  imsOrgId?: string | undefined;
  flowId?: string | undefined;
  sourceName?: string | undefined;
}

/** One message, encoded once: its bytes decide what fits into a request. */
export interface Message {
  readonly json: string;
  readonly bytes: number;
}

/** A megabyte, of whichever kind. */
export const MAX_BYTES = 1_000_000;
const MAX_COUNT = 1000;
/** The guardrail for one event (STREAM-R28). */
export const ADVISED_BYTES = 10_240;

const SCHEMA_TYPE = /^application\/vnd\.adobe\.xed-full(?:-notext)?\+json; ?version=\d+(?:\.\d+)*$/;

/** What cannot be right about a target: the place, what belongs there, what was found (STREAM-R21, STREAM-R24). */
export type Misfit = readonly [place: 'address' | 'schema' | 'type' | 'dataset', expected: string, found: string];

export function misfitOf({ inletUrl, schema, datasetId }: InletTarget): Misfit | undefined {
  if (!parseAddress(inletUrl)) return ['address', 'an https address (or http on localhost)', inletUrl];
  if (!schema.id.trim()) return ['schema', 'the address ($id) of the schema', schema.id];
  if (!SCHEMA_TYPE.test(schema.contentType)) {
    return ['type', 'a type such as application/vnd.adobe.xed-full+json;version=1', schema.contentType];
  }
  return datasetId.trim() ? undefined : ['dataset', 'the id of the dataset', datasetId];
}

/** STREAM-R23: header and body name one and the same schema. */
export function inletMessage(target: InletTarget, entity: object): object {
  const { id, contentType } = target.schema;
  const { imsOrgId, flowId, datasetId, sourceName } = target;
  return {
    header: {
      schemaRef: { id, contentType },
      ...(imsOrgId && { imsOrgId }),
      datasetId,
      ...(flowId && { flowId }),
      ...(sourceName && { source: { name: sourceName } }),
    },
    body: { xdmMeta: { schemaRef: { id, contentType } }, xdmEntity: entity },
  };
}

/** STREAM-R20: `batch/` goes in once; host and query stay. */
export const batchAddress = (inletUrl: string): string => inletUrl.replace('/collection/', '/collection/batch/');

export function encode(message: object): Message {
  const json = JSON.stringify(message);
  return { json, bytes: byteLength(json) };
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

const FRAME = byteLength('{"messages":[]}');

export const batchBody = (messages: readonly Message[]): string =>
  `{"messages":[${messages.map(({ json }) => json).join(',')}]}`;

/**
 * Indexes of messages that fit into one request each, in order; `tooLarge` fit into none (STREAM-R27).
 * @param limit bytes of a whole request
 */
export function portions(messages: readonly Message[], limit = MAX_BYTES): { batches: number[][]; tooLarge: number[] } {
  const batches: number[][] = [];
  const tooLarge: number[] = [];
  let size = Infinity;
  for (const [index, { bytes }] of messages.entries()) {
    if (FRAME + bytes > limit) {
      tooLarge.push(index);
      continue;
    }
    const last = batches[batches.length - 1];
    if (last && size + 1 + bytes <= limit && last.length < MAX_COUNT) {
      last.push(index);
      size += 1 + bytes;
    } else {
      batches.push([index]);
      size = FRAME + bytes;
    }
  }
  return { batches, tooLarge };
}
