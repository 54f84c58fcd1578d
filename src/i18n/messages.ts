import { en, type MessageKey, type Messages } from './en.ts';

/** The languages that are here, each by its primary subtag. */
const dictionaries = new Map<string, Partial<Messages>>([['en', en]]);
/** The ones that come when the first text in them is asked for. */
const onDemand = new Map<string, () => Promise<Partial<Messages>>>([['es', async () => (await import('./es.ts')).es]]);
const changed = new Set<() => void>();
const own = new Map<string, Partial<Messages>>();

/**
 * Adds a language, or replaces single texts of one that is here. What is left out falls back to the language's present
 * text, else to English.
 *
 * @param language primary subtag, such as `en` or `fr`
 */
export function registerMessages(language: string, messages: Partial<Messages>): void {
  own.set(language, { ...own.get(language), ...messages });
  dictionaries.set(language, { ...dictionaries.get(language), ...messages });
  for (const callback of changed) callback();
}

/** Adds texts that come with a view; what the site registered before stays. */
export function addMessages(language: string, messages: Partial<Messages>): void {
  dictionaries.set(language, { ...messages, ...dictionaries.get(language) });
}

/** Told whenever texts were registered, until the returned function is called. */
export function onMessages(callback: () => void): () => void {
  changed.add(callback);
  return () => changed.delete(callback);
}

export const hasLanguage = (language: string): boolean =>
  dictionaries.has(primary(language)) || onDemand.has(primary(language));

const primary = (language: string): string => language.toLowerCase().split('-')[0]!;

/** What stands in the place of `{name}`s. A provider whose name is not known is "your TV provider". */
export type Values = Record<string, string | number | undefined>;

/** The text of a key in a language, with `{name}`s filled in. */
export function translate(language: string, key: MessageKey, values: Values = {}): string {
  fetchLanguage(primary(language));
  const messages = dictionaries.get(primary(language));
  const text = messages?.[key] ?? dictionaries.get('en')![key] ?? '';
  const filled = text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? (name === 'provider' ? (messages?.yourProvider ?? en.yourProvider) : whole)),
  );
  // A sentence may begin with the place of a name.
  return text.startsWith('{') ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled;
}

/** Fetches a language once. Texts of the site's own, registered meanwhile, stay; without it everything is in English. */
function fetchLanguage(language: string): void {
  const fetch = onDemand.get(language);
  if (!fetch) return;
  onDemand.delete(language);
  fetch().then(
    messages => registerMessages(language, { ...messages, ...own.get(language) }),
    () => {},
  );
}
