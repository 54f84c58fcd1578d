import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Provider } from '../../pass/types.ts';
import { offer, search, type Searchable, searchable } from './provider-search.ts';

/** So many options are drawn at first and added as the viewer moves on. */
const PAGE = 60;

interface Choice {
  include: string | null;
  exclude: string | null;
  featured: string | null;
}

/** What is typed, what fits, and which option the arrow keys stand on: the memory behind a combobox and its listbox. */
export class ProviderListbox implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #select: (provider: Provider) => void;
  #source: unknown[] = [];
  #all: Searchable[] = [];
  #featured: Provider[] = [];
  #limit = PAGE;

  query = '';
  /** Position of the option that the keyboard stands on; -1 for none. */
  active = -1;
  /** What fits the query, featured providers first while nothing is typed. */
  matches: Provider[] = [];

  constructor(host: ReactiveControllerHost, select: (provider: Provider) => void) {
    this.#host = host;
    this.#select = select;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#search('');
  }

  /** There is something to choose from at all. */
  get offers(): boolean {
    return this.#all.length > 0;
  }

  /** The options to draw. */
  get drawn(): Provider[] {
    return this.matches.slice(0, this.#limit);
  }

  /** Whether the option at this position stands among the featured ones. */
  isFeatured(index: number): boolean {
    return !this.query && index < this.#featured.length;
  }

  /** Takes a list over; the same list with the same wishes is not sorted again. */
  use(providers: readonly Provider[], choice: Choice, language: string): void {
    const source = [providers, choice.include, choice.exclude, choice.featured, language];
    if (source.every((value, index) => value === this.#source[index])) return;
    this.#source = source;
    const { all, featured } = offer(providers, choice, language);
    this.#all = searchable(all);
    this.#featured = featured;
    this.#search(this.query);
  }

  readonly onInput = (event: Event): void => {
    this.#search((event.target as HTMLInputElement).value);
    // With one fitting provider left, Enter is enough.
    this.active = this.query && this.matches.length > 0 ? 0 : -1;
    this.#host.requestUpdate();
  };

  readonly onKeydown = (event: KeyboardEvent): void => {
    const last = this.matches.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      PageDown: Math.min(last, this.active + 8),
      PageUp: Math.max(0, this.active - 8),
    };
    const to = moves[event.key];
    if (to !== undefined && last >= 0) this.#moveTo(to);
    else if (event.key === 'Enter' && this.matches[this.active]) this.#select(this.matches[this.active]!);
    else if (event.key === 'Escape' && this.query) this.#search('');
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#host.requestUpdate();
  };

  readonly onScroll = (event: Event): void => {
    const list = event.target as HTMLElement;
    if (list.scrollHeight - list.scrollTop > 2 * list.clientHeight || this.#limit >= this.matches.length) return;
    this.#limit += PAGE;
    this.#host.requestUpdate();
  };

  #moveTo(index: number): void {
    this.active = index;
    while (index >= this.#limit) this.#limit += PAGE;
  }

  #search(query: string): void {
    this.query = query;
    this.active = -1;
    this.#limit = PAGE;
    const found = search(this.#all, query);
    const featured = query ? [] : this.#featured;
    this.matches = [...featured, ...found.filter(provider => !featured.includes(provider))];
  }
}
