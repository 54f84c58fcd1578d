import { isObject } from '../shared/base64.ts';
import type { Schema } from './schema-types.ts';

/**
 * Checks a value against a draft-04 schema and names the first offending path, such as
 * `params['media.ad.length']: expected number, got string`. Written for the browser, where a general validator
 * that compiles code cannot load; the tests hold it against one.
 */
export function findViolation(schema: Schema, value: unknown, path = ''): string | undefined {
  const at = (problem: string) => `${path === '' ? 'body' : path}: ${problem}`;
  if (schema.type && !isOfType(schema.type, value)) return at(`expected ${schema.type}, got ${typeName(value)}`);
  if (schema.enum && !schema.enum.includes(value as string)) {
    return at(`expected one of ${schema.enum.map(v => JSON.stringify(v)).join(', ')}, got ${JSON.stringify(value)}`);
  }
  if (typeof value === 'string') return findTextViolation(schema, value, at);
  if (typeof value === 'number' && schema.minimum !== undefined && value < schema.minimum) {
    return at(`expected at least ${schema.minimum}, got ${value}`);
  }
  if (Array.isArray(value)) return findListViolation(schema, value, path, at);
  return isObject(value) ? findObjectViolation(schema, value, path, at) : undefined;
}

type At = (problem: string) => string;

function findTextViolation({ minLength, pattern }: Schema, value: string, at: At): string | undefined {
  if (minLength !== undefined && value.length < minLength) return at('expected a non-empty string');
  if (pattern && !new RegExp(pattern).test(value)) return at(`expected to match ${pattern}`);
  return undefined;
}

function findListViolation({ minItems, items }: Schema, value: unknown[], path: string, at: At): string | undefined {
  if (minItems !== undefined && value.length < minItems) return at(`expected at least ${minItems} item`);
  if (!items) return undefined;
  return firstOf(value.map((item, index) => () => findViolation(items, item, `${path}[${index}]`)));
}

function findObjectViolation(schema: Schema, value: Record<string, unknown>, path: string, at: At): string | undefined {
  const missing = schema.required?.find(key => !Object.prototype.hasOwnProperty.call(value, key));
  if (missing !== undefined) return `${join(path, missing)}: required`;
  const keys = Object.keys(value);
  const { minProperties, maxProperties } = schema;
  if (minProperties !== undefined && keys.length < minProperties)
    return at(`expected at least ${minProperties} member`);
  if (maxProperties !== undefined && keys.length > maxProperties)
    return at(`expected at most ${maxProperties} members`);
  return firstOf(keys.map(key => () => findMemberViolation(schema, key, value[key], join(path, key))));
}

function findMemberViolation(schema: Schema, key: string, value: unknown, path: string): string | undefined {
  const own = ownMember(schema.properties, key);
  const patterns = Object.entries(schema.patternProperties ?? {}).filter(([pattern]) => new RegExp(pattern).test(key));
  const schemas = [...(own ? [own] : []), ...patterns.map(([, member]) => member)];
  if (schemas.length === 0) {
    if (schema.additionalProperties === false) return `${path}: not allowed here`;
    if (isObject(schema.additionalProperties)) schemas.push(schema.additionalProperties);
  }
  return firstOf(schemas.map(member => () => findViolation(member, value, path)));
}

function firstOf(checks: (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const violation = check();
    if (violation !== undefined) return violation;
  }
  return undefined;
}

function isOfType(type: NonNullable<Schema['type']>, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeName(value) === type;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** `playerTime.ts`, but `params['media.id']`. */
function join(path: string, key: string): string {
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}['${key}']`;
  return path === '' ? key : `${path}.${key}`;
}

/** Not through the prototype: `constructor` is no declared member. */
function ownMember(members: Record<string, Schema> = {}, key: string): Schema | undefined {
  return Object.prototype.hasOwnProperty.call(members, key) ? members[key] : undefined;
}
