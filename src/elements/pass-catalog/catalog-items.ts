import type { Decision } from '../../pass/types.ts';

export type Mark = 'true' | 'false' | 'unknown';

/** What a decision says of a title in a list. Nobody knows where the provider, or the service, could not answer. */
export function markOf(decision: Decision | undefined): Mark {
  if (!decision) return 'unknown';
  if (decision.authorized) return 'true';
  const { retryable, action, status = 0 } = decision.error ?? {};
  return retryable || action === 'configuration' || status >= 500 ? 'unknown' : 'false';
}

/** The titles of a catalogue, those of one within it left out. */
export const itemsOf = (catalog: Element): HTMLElement[] =>
  [...catalog.querySelectorAll<HTMLElement>('[data-resource]')].filter(
    item => item.dataset['resource'] && item.parentElement?.closest(catalog.localName) === catalog,
  );

/** Writes a mark, and words where the page has places for them. What is right already is left alone. */
export function writeMark(item: HTMLElement, mark: Mark, words: string, reason: string): void {
  if (item.dataset['entitled'] !== mark) item.dataset['entitled'] = mark;
  write(item, '[data-entitled-text]', words);
  write(item, '[data-entitled-reason]', reason);
}

/** What is no title of this list any more must not keep a mark that nobody looks after. */
export function takeMark(item: HTMLElement): void {
  delete item.dataset['entitled'];
  write(item, '[data-entitled-text], [data-entitled-reason]', '');
}

function write(item: HTMLElement, places: string, text: string): void {
  for (const place of item.querySelectorAll(places)) {
    if ((place.closest('[data-resource]') ?? item) === item && place.textContent !== text) place.textContent = text;
  }
}
