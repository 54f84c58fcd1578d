import { html, nothing, type TemplateResult } from 'lit';
import type { ConsoleLocalize } from '../../controllers/console-localize.ts';

interface NoticeHost {
  readonly localize: ConsoleLocalize;
  announce(text: string): void;
  requestUpdate(): void;
}

/** Tells an operator who is in another window that a job has ended; only where they asked for it. */
export class JobNotice {
  readonly #host: NoticeHost;
  #wanted = false;

  constructor(host: NoticeHost) {
    this.#host = host;
  }

  render(): TemplateResult | typeof nothing {
    if (!('Notification' in globalThis)) return nothing;
    const toggle = ({ target }: Event): void => void this.#set((target as HTMLInputElement).checked);
    return html`<label class="check">
      <input type="checkbox" name="notify" .checked=${this.#wanted} @change=${toggle} />
      ${this.#host.localize.term('notify')}
    </label>`;
  }

  tell(text: string): void {
    if (!this.#wanted) return;
    try {
      new Notification(text);
    } catch {
      // Some browsers know the name and allow none from a page.
      this.#refused();
    }
  }

  async #set(wanted: boolean): Promise<void> {
    const answer = wanted ? await Notification.requestPermission().catch(() => 'denied') : 'default';
    this.#wanted = wanted && answer === 'granted';
    if (wanted && !this.#wanted) this.#refused();
    this.#host.requestUpdate();
  }

  #refused(): void {
    this.#wanted = false;
    this.#host.announce(this.#host.localize.term('notifyRefused'));
    this.#host.requestUpdate();
  }
}
