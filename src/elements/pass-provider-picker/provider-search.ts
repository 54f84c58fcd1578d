import type { Provider } from '../../pass/types.ts';

/** Letters and digits alone, without accents: viewers type neither the accents nor the punctuation of a brand. */
export function simplify(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The same name as two people type it: with “and” for “&”, or with nothing. */
const spellings = (text: string): string[] => [...new Set([simplify(text), simplify(text.replace(/\s*&\s*/g, ''))])];

/** How well a name answers a query; 0 is not at all. */
function score(name: string, query: string): number {
  const words = name.split(' ');
  const joined = words.join('');
  const compact = query.replace(/ /g, '');
  if (name === query) return 5;
  if (name.startsWith(query) || joined.startsWith(compact)) return 4;
  if (words.some(word => word.startsWith(query))) return 3;
  if (
    compact.length > 1 &&
    words
      .map(word => word[0])
      .join('')
      .startsWith(compact)
  )
    return 2;
  return query.split(' ').every(part => name.includes(part)) || joined.includes(compact) ? 1 : 0;
}

export interface Searchable {
  provider: Provider;
  names: string[];
}

/** Prepared once per list, so that each keystroke only compares. */
export const searchable = (providers: readonly Provider[]): Searchable[] =>
  providers.map(provider => ({ provider, names: spellings(provider.displayName) }));

/** The providers whose names fit, best first, else in the order of the list. */
export function search(list: readonly Searchable[], query: string): Provider[] {
  const wanted = simplify(query);
  if (!wanted) return list.map(({ provider }) => provider);
  return list
    .map(({ provider, names }) => ({ provider, rank: Math.max(...names.map(name => score(name, wanted))) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ provider }) => provider);
}

/** As an attribute says them; a framework may set the property to a list. */
const ids = (list: string | null): string[] =>
  String(list ?? '')
    .split(',')
    .map(id => id.trim())
    .filter(Boolean);

/** What the page wants offered: allowed, not excluded, by name; the featured ones first, in the page's own order. */
export function offer(
  providers: readonly Provider[],
  { include, exclude, featured }: { include: string | null; exclude: string | null; featured: string | null },
  language: string,
): { featured: Provider[]; all: Provider[] } {
  const allowed = ids(include);
  const barred = new Set(ids(exclude));
  const compare = new Intl.Collator(language, { sensitivity: 'base', numeric: true }).compare;
  const all = providers
    .filter(({ id }) => !barred.has(id) && (allowed.length === 0 || allowed.includes(id)))
    .sort((a, b) => compare(a.displayName, b.displayName));
  const first = ids(featured).map(id => all.find(provider => provider.id === id));
  return { featured: first.filter(provider => provider !== undefined), all };
}
