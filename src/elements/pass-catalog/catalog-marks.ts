import type { ReactiveController } from 'lit';
import type { LocalizeController } from '../../controllers/localize-controller.ts';
import type { PassController } from '../../controllers/pass-controller.ts';
import { systemClock } from '../../core/clock.ts';
import { misuse } from '../../core/errors.ts';
import { wait } from '../../core/wait.ts';
import { PassCatalogChangeEvent } from '../../events/pass-catalog-change.ts';
import { PassErrorEvent } from '../../events/pass-error.ts';
import { enCatalog as texts } from '../../i18n/en-catalog.ts';
import { asPassError, PassError } from '../../pass/errors.ts';
import type { Decision } from '../../pass/types.ts';
import { itemsOf, type Mark, markOf, takeMark, writeMark } from './catalog-items.ts';
import type { CatalogState, PassCatalogElement } from './pass-catalog.ts';

export { texts };

/** Titles that come one after the other are asked about together. */
const GATHER = 30;
const DEFAULT_MAX = 5;
/** So many questions go out at once: what stands first is seen first. */
const HASTY = 3;
/** The others wait so long after an answer: the service counts seconds as requests arrive, not as they are sent. */
const PAUSE = 1100;

interface Parts {
  host: PassCatalogElement;
  localize: LocalizeController;
  pass: PassController;
}

export const create = (parts: Parts): CatalogMarks => new CatalogMarks(parts);

/** Keeps the marks of a catalogue in line with its titles and with who is signed in. */
export class CatalogMarks implements ReactiveController {
  readonly #host: PassCatalogElement;
  readonly #pass: PassController;
  readonly #localize: LocalizeController;
  readonly #observer = new MutationObserver(() => this.#soon());
  readonly #decisions = new Map<string, Decision>();
  /** The titles that were marked last. */
  #marked = new Set<HTMLElement>();
  /** What is being asked, or was without an answer: not to be asked again by itself. */
  #asked = new Set<string>();
  /** Whose decisions these are; for another viewer they begin anew. */
  #standing: unknown[] = [];
  #run: AbortController | undefined;
  #stopWaiting: (() => void) | undefined;
  #checked: string | null | undefined;
  #misuse: PassError | null = null;
  #failed = false;
  #questions = 0;
  #answered = -Infinity;

  constructor({ host, localize, pass }: Parts) {
    this.#host = host;
    this.#localize = localize;
    this.#pass = pass;
    host.addController(this);
  }

  get state(): CatalogState {
    const { missing, unconfigured, state } = this.#pass;
    if (this.#misuse || this.#failed || missing || unconfigured || state?.status === 'error') return 'error';
    if (this.#run) return 'loading';
    return state?.profile && this.#decisions.size > 0 ? 'ready' : 'idle';
  }

  get decisions(): readonly Decision[] {
    return [...this.#decisions.values()];
  }

  /** Permits stand; everything else is asked about once more. */
  readonly refresh = (): void => {
    this.#stop();
    this.#asked.clear();
    for (const [resource, { authorized }] of this.#decisions) if (!authorized) this.#decisions.delete(resource);
    this.#paint();
    if (this.#pass.state?.status === 'error') void this.#pass.service?.client?.refresh().catch(() => {});
    this.#host.requestUpdate();
    this.#look();
  };

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true, subtree: true, attributeFilter: ['data-resource'] });
    window.addEventListener('online', this.#onOnline);
    this.#soon();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    window.removeEventListener('online', this.#onOnline);
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#stop();
      this.#asked.clear();
    });
  }

  hostUpdate(): void {
    this.#readMaximum();
    const { state, service } = this.#pass;
    const standing = [service?.client, state?.profile?.mvpd, state?.revision];
    if (standing.some((part, index) => part !== this.#standing[index])) {
      const before = this.#decisions.size;
      this.#standing = standing;
      this.#stop();
      this.#asked.clear();
      this.#decisions.clear();
      if (before > 0) this.#host.dispatchEvent(new PassCatalogChangeEvent([]));
    }
    // Also for the words, whose language may be another one now.
    this.#soon();
  }

  get #maximum(): number {
    const { maxResources } = this.#host;
    return maxResources === null || maxResources === undefined ? DEFAULT_MAX : Number(maxResources);
  }

  #readMaximum(): void {
    const { maxResources } = this.#host;
    if (maxResources === this.#checked) return;
    this.#checked = maxResources;
    const good = Number.isInteger(this.#maximum) && this.#maximum >= 1;
    const wrong = misuse('<pass-catalog max-resources>', 'a whole number, 1 or more', maxResources);
    this.#misuse = good ? null : new PassError({ ...wrong, action: 'configuration' });
    if (this.#misuse) this.#host.dispatchEvent(new PassErrorEvent(this.#misuse));
  }

  #soon(): void {
    this.#paint();
    this.#stopWaiting ??= systemClock.after(GATHER, () => {
      this.#stopWaiting = undefined;
      this.#look();
    });
  }

  /** Marks what is known. */
  #paint(): void {
    const items = itemsOf(this.#host);
    const present = new Set(items.map(item => item.dataset['resource']!));
    // Permits are worth keeping for when the title comes back; a denial may have ended by then.
    for (const [resource, { authorized }] of this.#decisions) {
      if (!authorized && !present.has(resource)) this.#decisions.delete(resource);
    }
    for (const item of items) this.#marked.delete(item);
    for (const item of this.#marked) {
      // Those that went to another list are that one's.
      if (!item.dataset['resource'] || !item.closest(this.#host.localName)) takeMark(item);
    }
    this.#marked = new Set(items);
    for (const item of items) this.#mark(item);
  }

  /** Asks about what is not known. */
  #look(): void {
    if (!this.#host.isConnected) return;
    const { state, service } = this.#pass;
    if (this.#misuse || !service || !state?.profile || state.status === 'checking') return;
    if (!this.#run && this.#open().length > 0) void this.#ask();
  }

  readonly #isOpen = (resource: string): boolean => !this.#decisions.has(resource) && !this.#asked.has(resource);

  /** One question after the other, until there is nothing left to ask. */
  async #ask(): Promise<void> {
    const run = (this.#run = new AbortController());
    const { signal } = run;
    this.#failed = false;
    this.#host.requestUpdate();
    try {
      for (let open = this.#open(); open.length > 0; open = this.#open()) {
        const pause = this.#questions++ < HASTY ? 0 : this.#answered + PAUSE - systemClock.elapsed();
        if (pause > 0) {
          // What is asked then is what stands there then.
          await wait(systemClock, pause, signal);
          open = this.#open();
        }
        for (const resource of open) this.#asked.add(resource);
        const decisions = await this.#pass.service!.preauthorize(open, { maxResources: this.#maximum, signal });
        this.#answered = systemClock.elapsed();
        if (signal.aborted) return;
        for (const decision of decisions) {
          this.#decisions.set(decision.resource, decision);
          this.#asked.delete(decision.resource);
        }
        this.#paint();
        this.#host.dispatchEvent(new PassCatalogChangeEvent(this.decisions));
      }
    } catch (thrown) {
      if (signal.aborted) return;
      this.#failed = true;
      this.#host.dispatchEvent(new PassErrorEvent(asPassError(thrown)));
    } finally {
      if (this.#run === run) {
        this.#run = undefined;
        this.#host.requestUpdate();
      }
    }
  }

  /** What stands first in the list is asked about first. */
  #open(): string[] {
    const resources = itemsOf(this.#host).map(item => item.dataset['resource']!);
    return [...new Set(resources)].filter(this.#isOpen).slice(0, this.#maximum);
  }

  #mark(item: HTMLElement): void {
    const decision = this.#decisions.get(item.dataset['resource']!);
    const mark = markOf(decision);
    writeMark(item, mark, this.#words(mark), (mark === 'false' && decision?.error?.details) || '');
  }

  #words(mark: Mark): string {
    const { term } = this.#localize;
    if (mark !== 'unknown') return term(mark === 'true' ? 'included' : 'notIncluded');
    const { state } = this.#pass;
    return state && !state.profile && state.status !== 'checking' ? term('signInToWatch') : '';
  }

  #stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#failed = false;
  }

  readonly #onOnline = (): void => {
    if (this.#failed) this.refresh();
  };
}
