import { isObject } from '../shared/base64.ts';
import type { Delivery } from './admit.ts';
import { about } from './problems.ts';

type Fields = Record<string, unknown>;

/** A message whose envelope is in order (section 5). */
export interface Message {
  schema: string;
  entity: Fields;
  meta: Fields;
  flowId?: string;
}

export interface Misfit {
  text: string;
  rule: string;
}

const CONTENT_TYPE = /^application\/vnd\.adobe\.xed-full(-notext)?\+json\s*;\s*version=\d+(\.\d+)*$/;

/** Checks the envelope of one message; the event in it is checked later, or by synchronous validation. */
export function readMessage(delivery: Delivery, value: unknown): Message | Misfit {
  const { inletId, org, world } = delivery;
  const misfit = (text: string, rule: string): Misfit => ({ text: about(inletId, org, text), rule });
  const header = isObject(value) ? value['header'] : undefined;
  const body = isObject(value) ? value['body'] : undefined;
  const meta = isObject(body) ? body['xdmMeta'] : undefined;
  const entity = isObject(body) ? body['xdmEntity'] : undefined;
  if (!isObject(header) || !isObject(body) || !isObject(meta) || !isObject(entity)) {
    return misfit('Message has unknown xdm format', 'STREAM-R24');
  }
  const unknown = Object.keys(header).find(name => !HEADER.includes(name));
  if (unknown !== undefined && world.switches.strict) {
    return misfit(`Message has an unknown header field ${unknown}`, 'STREAM-R24');
  }
  const { imsOrgId, datasetId, flowId } = header;
  if (imsOrgId !== undefined && imsOrgId !== org) {
    return misfit('Message has an absent or wrong ims org in the header', 'STREAM-R24');
  }
  const ref = readReference(header['schemaRef']);
  if (!ref) return misfit('Message has no usable header.schemaRef', 'STREAM-R24');
  const other = readReference(meta['schemaRef']);
  if (other?.id !== ref.id || other.contentType !== ref.contentType) {
    return misfit('Message names different schemas in header and xdmMeta', 'STREAM-R23');
  }
  if (typeof datasetId !== 'string' || datasetId === '') return misfit('Message has no datasetId', 'STREAM-R24');
  const schema = world.inlet.datasets.get(datasetId);
  if (schema === undefined) return misfit(`Message names an unknown dataset ${datasetId}`, 'STREAM-R24');
  if (schema !== ref.id) return misfit('Message names a schema that is not the one of its dataset', 'STREAM-R24');
  if (flowId !== undefined && typeof flowId !== 'string') return misfit('Message has a bad flowId', 'STREAM-R24');
  return { schema, entity, meta, ...(flowId === undefined ? {} : { flowId }) };
}

const HEADER = ['schemaRef', 'imsOrgId', 'datasetId', 'flowId', 'source', 'createdAt', 'msgType', 'xactionId'];

function readReference(value: unknown): { id: string; contentType: string } | undefined {
  const { id, contentType } = isObject(value) ? value : {};
  if (typeof id !== 'string' || typeof contentType !== 'string' || !CONTENT_TYPE.test(contentType)) return undefined;
  return { id, contentType };
}
