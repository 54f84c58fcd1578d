import { textOf } from '../shared/text.ts';
import type { Kind, Resource } from './state.ts';

/** Filters (`property=path==value`) and sorting of lists (3.3). */

export interface Refusal {
  code: string;
  text: string;
}

type Operator = '==' | '<' | '>' | '<=' | '>=';

interface Filter {
  path: string;
  operator: Operator;
  values: string[];
}

const COMMON = ['id', 'name', 'description', 'state', 'createdAt', 'updatedAt'];

const FIELDS: Record<Kind, string[]> = {
  connections: [...COMMON, 'connectionSpec.id'],
  sourceConnections: [...COMMON, 'connectionSpec.id', 'baseConnectionId'],
  targetConnections: [...COMMON, 'connectionSpec.id'],
  flows: [...COMMON, 'flowSpec.id', 'sourceConnectionIds[]', 'targetConnectionIds[]'],
};

const TIMES = ['createdAt', 'updatedAt'];

export function parseFilters(kind: Kind, properties: string[]): Filter[] | Refusal {
  const filters: Filter[] = [];
  for (const property of properties) {
    const filter = parseFilter(kind, property);
    if ('code' in filter) return filter;
    filters.push(filter);
  }
  return filters;
}

function parseFilter(kind: Kind, property: string): Filter | Refusal {
  const match = /^([^=<>!~]+)([=<>!~]+)(.*)$/s.exec(property);
  const [, path = '', operator = '', rest = ''] = match ?? [];
  if (!match) return { code: '1451-400', text: `property: expected field==value, got ${property}` };
  if (!FIELDS[kind].includes(path)) return { code: '1449-400', text: `property: ${path} is no field to filter by` };
  if (!['==', '<', '>', '<=', '>='].includes(operator)) {
    return { code: '1440-400', text: `property: the operator ${operator} is unknown` };
  }
  const values = rest.split(',');
  if (values.some(value => value === '')) return { code: '1454-400', text: 'property: a value is empty' };
  if (operator !== '==') {
    if (!TIMES.includes(path)) return { code: '1448-400', text: `property: ${operator} does not suit ${path}` };
    if (values.length > 1) return { code: '1443-400', text: `property: ${operator} takes one value` };
    if (Number.isNaN(readTime(rest))) return { code: '1452-400', text: `property: ${rest} is no time` };
  }
  return { path, operator: operator as Operator, values };
}

const readTime = (text: string) => (/^\d+$/.test(text) ? Number(text) : Date.parse(text));

export function matches(resource: Resource, filters: Filter[]): boolean {
  return filters.every(({ path, operator, values }) => {
    const value = valueAt(resource, path);
    if (operator === '==') {
      const found = Array.isArray(value) ? value.map(textOf) : [textOf(value)];
      return values.some(wanted => found.includes(wanted));
    }
    const [left, right] = [Number(value), readTime(values[0] ?? '')];
    if (operator === '<') return left < right;
    if (operator === '>') return left > right;
    return operator === '<=' ? left <= right : left >= right;
  });
}

function valueAt(resource: Resource, path: string): unknown {
  const root: Record<string, unknown> = { ...resource.fields, ...resource };
  return path
    .replace('[]', '')
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
}

export type Compare = (a: Place, b: Place) => number;

export interface Place {
  value: string | number;
  seq: number;
}

export interface Order {
  place(resource: Resource): Place;
  compare: Compare;
}

/** `-` descends; `+`, encoded as `%2B`, or nothing ascends. */
export function parseOrder(kind: Kind, orderby: string): Order | Refusal {
  if (orderby.startsWith(' ')) return { code: '1433-400', text: 'orderby: a plus sign must be sent as %2B' };
  const field = orderby.replace(/^[+-]/, '');
  if (!FIELDS[kind].includes(field) || field.endsWith('[]')) {
    return { code: '1432-400', text: `orderby: ${field} is no field to sort by` };
  }
  const direction = orderby.startsWith('-') ? -1 : 1;
  return {
    place(resource) {
      const value = valueAt(resource, field);
      return { value: typeof value === 'number' ? value : textOf(value ?? ''), seq: resource.seq };
    },
    compare(a, b) {
      const byValue = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
      return direction * (byValue || a.seq - b.seq);
    },
  };
}
