/** Texts of the operators' elements; they share no byte with those of viewers. */
import { en, type ConsoleMessageKey, type ConsoleMessages } from './en.ts';
import { es } from './es.ts';

const dictionaries = new Map<string, ConsoleMessages>([
  ['en', en],
  ['es', es],
]);
const changed = new Set<() => void>();

export type ConsoleTerm = (key: ConsoleMessageKey, values?: Record<string, string | number>) => string;

/**
 * Adds a language to the operators' elements, or replaces single texts of one that is here (DWM-R42). What is left out
 * falls back to the language's present text, else to English.
 *
 * @param language primary subtag, such as `en` or `fr`
 */
export function registerConsoleMessages(language: string, messages: Partial<ConsoleMessages>): void {
  dictionaries.set(language, { ...(dictionaries.get(language) ?? en), ...messages });
  for (const callback of changed) callback();
}

/** Told whenever texts were registered, until the returned function is called. */
export function onConsoleMessages(callback: () => void): () => void {
  changed.add(callback);
  return () => changed.delete(callback);
}

const primary = (language: string): string => language.toLowerCase().split('-')[0]!;

export const hasConsoleLanguage = (language: string): boolean => dictionaries.has(primary(language));

/** The text of a key in a language, with `{name}`s filled in. */
export function translateConsole(
  language: string,
  key: ConsoleMessageKey,
  values: Record<string, string | number> = {},
): string {
  const text = (dictionaries.get(primary(language)) ?? en)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
