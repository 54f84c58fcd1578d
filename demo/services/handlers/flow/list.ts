import { isObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import type { Admitted } from './endpoint.ts';
import { badRequest, flowError, json } from './errors.ts';
import { matches, parseFilters, parseOrder } from './filter.ts';
import { serve } from './serve.ts';
import type { Page } from './state.ts';

/** The default and the largest page of a GET list are not documented; the largest of a search is 1000. */
const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 1000;

export const LIST_QUERY = ['property', 'limit', 'orderby', 'continuationToken', 'count'];

interface Wish {
  properties: string[];
  orderby: string | null;
  limit: string | null;
  count: string | null;
  token: string | null;
}

/** `GET /connections` and its siblings (3.3). */
export function list(admitted: Admitted): Response {
  const query = admitted.call.url.searchParams;
  return answer(admitted, {
    properties: query.getAll('property'),
    orderby: query.get('orderby'),
    limit: query.get('limit'),
    count: query.get('count'),
    token: query.get('continuationToken'),
  });
}

/** `POST /connections/search`: the grammar of `queryString` is not documented, so only an empty one is understood. */
export function search(admitted: Admitted): Response {
  const { world, call, body } = admitted;
  if (!isObject(body)) return badRequest(call, 'the body must be an object', { rule: 'STREAM-R13' });
  const { queryString, limit, orderby, count } = body;
  if (queryString !== undefined && queryString !== '') {
    return flowError(world, call, '1453-400', 'queryString: this double does not know its grammar', {
      rule: 'STREAM-R16',
    });
  }
  const text = (value: unknown) => (value === undefined ? null : textOf(value));
  return answer(admitted, {
    properties: [],
    orderby: text(orderby),
    limit: text(limit),
    count: text(count),
    token: call.url.searchParams.get('continuationToken'),
  });
}

function answer(admitted: Admitted, wish: Wish): Response {
  const { world, call, kind, org, sandbox } = admitted;
  const refuse = (code: string, text: string, rule: string) => flowError(world, call, code, text, { rule });
  if (wish.limit !== null && wish.count !== null) {
    return refuse('1401-400', 'limit and count exclude each other', 'STREAM-R13');
  }
  if (wish.count !== null && !/^(true|false)$/.test(wish.count)) {
    return refuse('1454-400', 'count: expected true or false', 'STREAM-R13');
  }
  const limit = Number(wish.limit ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    return refuse('1454-400', `limit: expected 1 to ${LARGEST_LIMIT}`, 'STREAM-R13');
  }
  const page = wish.token === null ? undefined : world.flow.pages.get(wish.token);
  if (wish.token !== null && !(page?.kind === kind && page.org === org && page.sandbox === sandbox)) {
    return refuse('1454-400', 'continuationToken: unknown', 'STREAM-R14');
  }
  if (page && differs(page, wish)) {
    return refuse('1453-400', 'continuationToken: belongs to another list', 'STREAM-R14');
  }
  const properties = page?.properties ?? wish.properties;
  const filters = parseFilters(kind, properties);
  if ('code' in filters) return refuse(filters.code, filters.text, 'STREAM-R15');
  const orderby = page?.orderby ?? wish.orderby ?? 'createdAt';
  const order = parseOrder(kind, orderby);
  if ('code' in order) return refuse(order.code, order.text, 'STREAM-R15');

  const found = [...world.flow.resources.values()]
    .filter(resource => resource.kind === kind && resource.org === org && resource.sandbox === sandbox)
    .filter(resource => matches(resource, filters));
  if (wish.count === 'true') return json({ count: found.length });
  const sorted = found.sort((a, b) => order.compare(order.place(a), order.place(b)));
  const rest = page ? sorted.filter(resource => order.compare(order.place(resource), page.after) > 0) : sorted;
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const more = last && rest.length > limit;
  const next = more
    ? nextPage(admitted, { kind, org, sandbox, properties, orderby, limit, after: order.place(last) })
    : {};
  return json({ items: items.map(resource => serve(world, call, resource)), ...next });
}

/** A token may come alone or with the filters and the order it was made for. */
function differs(page: Page, { properties, orderby }: Wish): boolean {
  if (orderby !== null && orderby !== page.orderby) return true;
  return properties.length > 0 && JSON.stringify(properties) !== JSON.stringify(page.properties);
}

function nextPage({ world, call, kind }: Admitted, page: Page): Record<string, unknown> {
  const token = world.flow.random.hex(32);
  world.flow.pages.set(token, page);
  const path = `/${kind}?limit=${page.limit}&continuationToken=${token}`;
  const base = `${call.url.origin}/data/foundation/flowservice`;
  switch (world.switches.nextPage) {
    case 'token':
      return { continuationToken: token };
    case 'absolute':
      return { _links: { next: { href: base + path } } };
    case 'foreign':
      return { _links: { next: { href: `https://elsewhere.invalid${path}` } } };
    default:
      return { _links: { next: { href: path } } };
  }
}
