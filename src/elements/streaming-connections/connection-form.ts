import { html, nothing, type TemplateResult } from 'lit';
import type { Connection, NewConnection } from '../../experience/types.ts';
import { choice, focusSummary, problemNote, summary, textField, valuesOf } from '../console/parts.ts';
import { asStreamingError, isUnknownOutcome, type StreamingError } from '../../experience/errors.ts';
import type { ConnectionsHost } from './connections-host.ts';

/** A new connection: today's form, or the fields of the first tutorials where the page asks for them. */
export class ConnectionForm {
  readonly #host: ConnectionsHost;
  #values: Record<string, string> = {};
  #problems: Record<string, string> = {};
  #error: StreamingError | undefined;
  #busy = false;
  /** The name of a creation of which nobody knows whether it was one. */
  #doubted: string | undefined;
  /** Connections that may be the one whose answer was lost. */
  #found: readonly Connection[] = [];

  constructor(host: ConnectionsHost) {
    this.#host = host;
  }

  reset(): void {
    this.#values = {};
    this.#problems = {};
    this.#error = undefined;
    this.#doubted = undefined;
    this.#found = [];
  }

  render(close: () => void): TemplateResult {
    const { term } = this.#host.localize;
    const value = (name: string): string => this.#values[name] ?? '';
    const field = (name: string, label: string, hint = ''): TemplateResult =>
      textField(name, label, value(name), { hint, problem: this.#problems[name] ?? '' });
    return html`<section class="panel" part="panel" aria-label=${term('newConnection')}>
      <div class="panel-head">
        <h2>${term('newConnection')}</h2>
        <button class="small" @click=${close}>${term('close')}</button>
      </div>
      ${this.#error ? problemNote(this.#error, term) : nothing} ${this.#candidates()} ${summary(this.#problems, term)}
      <form novalidate @submit=${this.#onSubmit} @input=${this.#onInput}>
        ${field('name', term('name'))} ${field('description', term('descriptionOptional'))}
        ${field('sourceId', term('sourceIdOptional'), term('sourceIdHint'))}
        ${choice('dataType', term('dataType'), value('dataType') || 'xdm', [
          ['xdm', term('dataTypeXdm')],
          ['raw', term('dataTypeRaw')],
        ])}
        <label class="check">
          <input type="checkbox" name="personal" .checked=${value('personal') !== ''} />
          ${term('personalData')}
        </label>
        <label class="check">
          <input
            type="checkbox"
            name="authentication"
            .checked=${value('authentication') !== '' || value('personal') !== ''}
            ?disabled=${value('personal') !== ''}
          />
          ${term('authenticationRequired')}
        </label>
        <p class="hint">${value('personal') ? term('personalDataHint') : term('authenticationHint')}</p>
        <div class="row">
          <button class="primary" ?disabled=${this.#busy}>
            ${term(this.#busy ? 'creating' : this.#found.length > 0 ? 'createAnother' : 'create')}
          </button>
        </div>
      </form>
    </section>`;
  }

  /** Rather than a second one of the same name. */
  #candidates(): TemplateResult | typeof nothing {
    if (this.#found.length === 0) return nothing;
    const { term, moment } = this.#host.localize;
    const open = (connection: Connection): void => {
      this.reset();
      this.#host.show(connection);
    };
    return html`<div class="note warn candidates">
      <p>${term('perhapsMade')}</p>
      ${this.#found.map(
        connection =>
          html`<p class="row">
            <button type="button" @click=${() => open(connection)}>${term('openIt', { name: connection.name })}</button>
            <span class="muted">
              ${connection.createdAt === undefined ? connection.id : moment(connection.createdAt)}
              ${connection.createdBy ?? ''}
            </span>
          </p>`,
      )}
    </div>`;
  }

  readonly #onInput = (event: Event): void => {
    this.#values = valuesOf(event.currentTarget as HTMLFormElement);
    if (this.#values['name']?.trim() !== this.#doubted) this.#found = [];
    this.#host.requestUpdate();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    if (!this.#busy) void this.#create();
  };

  async #create(): Promise<void> {
    const { controller, localize } = this.#host;
    const { term } = localize;
    const { name = '', description = '', sourceId = '', dataType = 'xdm', authentication, personal } = this.#values;
    this.#problems = name.trim() ? {} : { name: term('needName') };
    this.#error = undefined;
    if (Object.keys(this.#problems).length > 0 || !controller.client) return focusSummary(this.#host);
    const input: NewConnection = {
      name: name.trim(),
      description: description.trim() || undefined,
      sourceId: sourceId.trim() || undefined,
      dataType: dataType === 'raw' ? 'raw' : 'xdm',
      authenticationRequired: authentication || personal ? true : undefined,
    };
    this.#busy = true;
    this.#host.requestUpdate();
    try {
      // One that was perhaps made is looked for first, and made once more only by who has seen it.
      if (this.#doubted === input.name && this.#found.length === 0 && (await this.#look(input.name))) return;
      this.#found = [];
      const made = await controller.client.create(input, { legacy: this.#host.legacy });
      this.reset();
      this.#host.told('created', made);
      this.#host.show(made);
      this.#host.announce(term('created', { name: made.name }));
    } catch (error) {
      this.#error = asStreamingError(error);
      this.#host.announce(this.#error.message);
      if (isUnknownOutcome(this.#error) || this.#error.code === 'no-inlet-yet') {
        this.#doubted = input.name;
        await this.#look(input.name).catch(() => false);
      }
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
    // It may have been made even where its inlet is not there yet.
    void controller.read();
  }

  async #look(name: string): Promise<boolean> {
    this.#found = await this.#host.controller.client!.named(name);
    return this.#found.length > 0;
  }
}
