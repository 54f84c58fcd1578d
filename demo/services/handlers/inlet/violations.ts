import { Validator, type OutputUnit } from '@cfworker/json-schema';
import { PLAIN_SCHEMA_ID } from '../../fixtures.ts';
import { findMediaLeaves } from './media-rules.ts';
import type { Message } from './message.ts';
import { EDGE_EVENT, EXPERIENCE_EVENT, MEDIA_EVENT } from './xdm-schemas.ts';

/** One thing wrong with an event, at the depth where it is wrong (section 7). */
export interface Leaf {
  schemaLocation: string;
  /** A JSON Pointer in fragment form. */
  pointer: string;
  keyword: string;
  message: string;
  /** The requirement a sender breaks with it. */
  rule: string;
  /** The service would let it pass; the rules do not. */
  remark?: true;
}

/** They report every error: five of them are told, the rest counts in complaints. */
const validators = {
  media: new Validator(MEDIA_EVENT, '7', false),
  plain: new Validator(EXPERIENCE_EVENT, '7', false),
  edge: new Validator(EDGE_EVENT, '7', false),
};

/** Everything wrong with the event of a message, what is a mere remark included. */
export function findViolations({ schema, entity, meta }: Message): Leaf[] {
  const validator = schema === PLAIN_SCHEMA_ID ? validators.plain : validators.media;
  const { errors } = validator.validate(entity);
  const leaves = errors.filter(isLeaf).map(toLeaf);
  if ('identityMap' in meta) {
    leaves.push({
      schemaLocation: '#/xdmMeta',
      pointer: '#/xdmMeta',
      keyword: 'additionalProperties',
      message: 'extraneous key [identityMap] is not permitted',
      rule: 'STREAM-R26',
    });
  }
  return schema === PLAIN_SCHEMA_ID ? leaves : [...leaves, ...findMediaLeaves(entity)];
}

/** The same for the `xdm` of the Media Edge API, where a start has no session id yet; remarks count, too. */
export function findEdgeViolations(xdm: Record<string, unknown>): Leaf[] {
  const leaves = validators.edge.validate(xdm).errors.filter(isLeaf).map(toLeaf);
  const idle = (leaf: Leaf) => leaf.remark && leaf.keyword === 'required';
  return [...leaves, ...findMediaLeaves(xdm).filter(leaf => !idle(leaf))];
}

/** The validator also tells each object around a wrong value; only the innermost says what is wrong. */
const WRAPPERS = ['properties', 'items', 'additionalProperties', 'patternProperties', '$ref', 'allOf'];

function isLeaf({ keyword }: OutputUnit): boolean {
  return !WRAPPERS.includes(keyword);
}

function toLeaf({ keyword, keywordLocation, instanceLocation, error }: OutputUnit): Leaf {
  if (keyword === 'false') return extraneous(instanceLocation);
  const pointer = instanceLocation;
  const type = /^Instance type "(\w+)" is invalid\. Expected "(\w+)"/.exec(error);
  const key = /required property "([^"]+)"/.exec(error)?.[1];
  const message = type
    ? `expected type: ${named(type[2])}, found: ${named(type[1])}`
    : key
      ? `required key [${key}] not found`
      : error;
  const schemaLocation = keywordLocation.replace(/\/[^/]+$/, '');
  return { schemaLocation, pointer, keyword, message, rule: ruleOf(key ? `${pointer}/${key}` : pointer) };
}

const named = (type = '') => type.charAt(0).toUpperCase() + type.slice(1);

/** A key too many points at the parent; the key itself is only in the text. Only the top level is refused (13). */
function extraneous(location: string): Leaf {
  const [, parent = '#', key = ''] = /^(.*)\/([^/]*)$/.exec(location) ?? [];
  const message = `extraneous key [${key.replaceAll('~1', '/').replaceAll('~0', '~')}] is not permitted`;
  const leaf = { schemaLocation: parent, pointer: parent, keyword: 'additionalProperties', message };
  const rule = key === 'identityMap' ? 'STREAM-R26' : ruleOf(location);
  return parent === '#' ? { ...leaf, rule } : { ...leaf, rule, remark: true };
}

function ruleOf(pointer: string): string {
  if (/^#\/(_id|timestamp)$/.test(pointer)) return 'STREAM-R25';
  if (pointer.startsWith('#/identityMap')) return 'STREAM-R26';
  if (pointer.endsWith('/sessionDetails/length')) return 'STREAM-R48';
  return /\/(playhead|sessionID)$/.test(pointer) ? 'STREAM-R42' : 'STREAM-R41';
}
