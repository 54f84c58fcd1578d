import { html, nothing, type TemplateResult } from 'lit';
import { asStreamingError, type StreamingError } from '../../experience/errors.ts';
import type { Connection } from '../../experience/types.ts';
import { problemNote, textField } from '../console/parts.ts';
import type { ConnectionsHost } from './connections-host.ts';

/** Deleting cannot be undone: whoever does it types the name (STREAM-R17). */
export class DeleteDialog {
  readonly #host: ConnectionsHost;
  #connection: Connection | undefined;
  #typed = '';
  #busy = false;
  #error: StreamingError | undefined;

  constructor(host: ConnectionsHost) {
    this.#host = host;
  }

  open(connection: Connection): void {
    this.#connection = connection;
    this.#typed = '';
    this.#error = undefined;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      const dialog = this.#dialog;
      if (dialog && !dialog.open) dialog.showModal();
    });
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#connection) return nothing;
    const { term } = this.#host.localize;
    const { name } = this.#connection;
    return html`<dialog aria-labelledby="delete-title" part="dialog" @close=${this.#onClose}>
      <form class="stack" novalidate @submit=${this.#onSubmit} @input=${this.#onInput}>
        <h2 id="delete-title">${term('deleteTitle', { name })}</h2>
        <p>${term('deleteWarning')}</p>
        ${this.#error ? this.#problem(this.#error) : nothing}
        ${textField('confirm-name', term('typeName', { name }), this.#typed)}
        <div class="row">
          <button type="button" @click=${() => this.#dialog?.close()}>${term('cancel')}</button>
          <button class="danger" ?disabled=${this.#busy || this.#typed !== name}>${term('delete')}</button>
        </div>
      </form>
    </dialog>`;
  }

  #problem(error: StreamingError): TemplateResult {
    const { term } = this.#host.localize;
    if (error.flows.length === 0) return problemNote(error, term);
    return html`<div class="note bad">
      <p><strong>${term('inUse')}</strong></p>
      <ul>
        ${error.flows.map(({ name, state }) => html`<li><bdi>${name}</bdi> ${state ?? ''}</li>`)}
      </ul>
    </div>`;
  }

  get #dialog(): HTMLDialogElement | null | undefined {
    return this.#host.shadowRoot?.querySelector('dialog');
  }

  readonly #onInput = (event: Event): void => {
    this.#typed = (event.target as HTMLInputElement).value;
    this.#host.requestUpdate();
  };

  readonly #onClose = (): void => {
    this.#connection = undefined;
    this.#host.requestUpdate();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    if (this.#connection && this.#typed === this.#connection.name && !this.#busy) void this.#remove(this.#connection);
  };

  async #remove(connection: Connection): Promise<void> {
    const { controller, localize } = this.#host;
    this.#busy = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    try {
      const result = await controller.client!.remove(connection.id);
      this.#dialog?.close();
      this.#host.told('deleted', connection);
      this.#host.show(undefined);
      this.#host.announce(localize.term(result === 'gone' ? 'alreadyGone' : 'deleted', { name: connection.name }));
      void controller.read();
    } catch (error) {
      this.#error = asStreamingError(error);
      this.#host.announce(this.#error.message);
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }
}
