import { html, nothing, type TemplateResult } from 'lit';
import type { Flow, Connection } from '../../experience/types.ts';
import { asStreamingError, type StreamingError } from '../../experience/errors.ts';
import { focusSummary, problemNote, summary, textField, valuesOf } from '../console/parts.ts';
import { connectionFacts, publicSnippet } from './connection-facts.ts';
import { ConnectionGuide } from './connection-guide.ts';
import { ConnectionTest } from './connection-test.ts';
import type { ConnectionsHost } from './connections-host.ts';
import { DeleteDialog } from './delete-dialog.ts';

/** One connection: what it is, and everything that can be done with it. */
export class ConnectionDetail {
  readonly #host: ConnectionsHost;
  readonly #test: ConnectionTest;
  readonly #guide: ConnectionGuide;
  readonly #delete: DeleteDialog;
  #connection: Connection | undefined;
  #error: StreamingError | undefined;
  #problems: Record<string, string> = {};
  #busy = false;
  /** Dataflows that could be switched instead of the connection. */
  #flows: readonly Flow[] | undefined;

  constructor(host: ConnectionsHost) {
    this.#host = host;
    this.#guide = new ConnectionGuide(host);
    this.#test = new ConnectionTest(host, id => this.#guide.settling(id));
    this.#delete = new DeleteDialog(host);
  }

  render(connection: Connection, close: () => void): TemplateResult {
    if (this.#connection?.id !== connection.id) {
      this.#error = undefined;
      this.#problems = {};
      this.#flows = undefined;
    }
    this.#connection = connection;
    const { term } = this.#host.localize;
    const enabled = connection.state === 'enabled';
    return html`<section class="panel" part="panel" aria-label=${connection.name}>
      <div class="panel-head">
        <h2>${connection.name}</h2>
        <button class="small" @click=${close}>${term('close')}</button>
      </div>
      ${this.#error ? this.#problem(this.#error) : nothing} ${connectionFacts(connection, this.#host)}
      <div class="row">
        <button ?disabled=${this.#busy} @click=${() => void this.#switch(enabled ? 'disabled' : 'enabled')}>
          ${term(enabled ? 'disable' : 'enable')}
        </button>
        <button ?disabled=${this.#busy} @click=${() => void this.#check()}>${term('testConnection')}</button>
        <button class="danger" @click=${() => this.#delete.open(connection)}>${term('delete')}</button>
      </div>
      <details>
        <summary>${term('edit')}</summary>
        ${this.#form(connection)}
      </details>
      <details>
        <summary>${term('sendTest')}</summary>
        ${this.#test.render(connection)}
      </details>
      <details>
        <summary>${term('setUp')}</summary>
        ${this.#guide.render(connection)}
      </details>
      ${connection.authenticationRequired ? nothing : publicSnippet(connection, this.#host)} ${this.#delete.render()}
    </section>`;
  }

  #form({ name, description = '' }: Connection): TemplateResult {
    const { term } = this.#host.localize;
    return html`${summary(this.#problems, term)}
      <form novalidate @submit=${this.#onSave}>
        ${textField('edit-name', term('name'), name, { problem: this.#problems['edit-name'] ?? '' })}
        ${textField('edit-description', term('description'), description)}
        <div class="row"><button class="primary" ?disabled=${this.#busy}>${term('save')}</button></div>
      </form>`;
  }

  readonly #onSave = (event: Event): void => {
    event.preventDefault();
    const values = valuesOf(event.currentTarget as HTMLFormElement);
    const { name, description = '' } = this.#connection!;
    const wanted = { name: (values['edit-name'] ?? '').trim(), description: (values['edit-description'] ?? '').trim() };
    this.#problems = wanted.name ? {} : { 'edit-name': this.#host.localize.term('needName') };
    if (!wanted.name) return focusSummary(this.#host);
    const changes = {
      ...(wanted.name !== name ? { name: wanted.name } : {}),
      ...(wanted.description !== description ? { description: wanted.description } : {}),
    };
    if (Object.keys(changes).length === 0) return this.#host.announce(this.#host.localize.term('nothingChanged'));
    void this.#change('updated', connection => this.#host.controller.client!.update(connection, changes));
  };

  async #change(
    action: 'updated' | 'enabled' | 'disabled',
    change: (connection: Connection) => Promise<Connection>,
  ): Promise<boolean> {
    const { controller, localize } = this.#host;
    const connection = this.#connection!;
    this.#busy = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    try {
      const changed = await change(connection);
      controller.put(changed);
      this.#host.told(action, changed);
      if (this.#connection?.id === changed.id) this.#host.show(changed);
      this.#host.announce(localize.term('saved'));
      return true;
    } catch (error) {
      this.#error = asStreamingError(error);
      this.#host.announce(this.#error.message);
      return false;
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }

  /** STREAM-R18: where a connection cannot be switched, its dataflows can. */
  async #switch(state: 'enabled' | 'disabled'): Promise<void> {
    const { client } = this.#host.controller;
    const { id } = this.#connection!;
    this.#flows = undefined;
    const done = await this.#change(state, connection => client!.setState(connection, state));
    if (done || !this.#error || this.#error.conflict || !isDeclined(this.#error)) return;
    // That there are none is only said where the service has said so.
    this.#flows = await client!.flowsOf(id).catch(() => undefined);
    this.#host.requestUpdate();
  }

  async #check(): Promise<void> {
    const { controller, localize } = this.#host;
    try {
      const result = await controller.client!.test(this.#connection!.id);
      this.#host.announce(
        localize.term(result === true ? 'testPassed' : result === false ? 'testFailed' : 'testUnclear'),
        true,
      );
    } catch (error) {
      this.#error = asStreamingError(error);
    }
    this.#host.requestUpdate();
  }

  #problem(error: StreamingError): TemplateResult {
    const { term } = this.#host.localize;
    if (error.conflict) return this.#conflict(error);
    return html`${problemNote(error, term)}
    ${
      this.#flows === undefined
        ? nothing
        : html`<div class="note">
            <p>${term(this.#flows.length > 0 ? 'switchFlows' : 'noFlows')}</p>
            ${this.#flows.map(
              flow =>
                html`<p class="row">
                  <bdi>${flow.name}</bdi> ${flow.state ?? ''}
                  <button class="small" @click=${() => void this.#switchFlow(flow)}>
                    ${term(flow.state === 'disabled' ? 'enable' : 'disable')}
                  </button>
                </p>`,
            )}
          </div>`
    }`;
  }

  async #switchFlow(flow: Flow): Promise<void> {
    const { client } = this.#host.controller;
    const connection = this.#connection!;
    try {
      await client!.setFlow(flow.id, flow.state === 'disabled' ? 'enable' : 'disable');
      this.#flows = await client!.flowsOf(connection.id);
      this.#guide.changed(connection.id);
      this.#host.told('flow-changed', connection);
      this.#host.announce(this.#host.localize.term('saved'));
    } catch (error) {
      this.#error = asStreamingError(error);
    }
    this.#host.requestUpdate();
  }

  #conflict(error: StreamingError): TemplateResult {
    const { term } = this.#host.localize;
    const { theirs, changes } = error.conflict!;
    const mine = { ...theirs, ...changes } as Connection;
    const take = (connection: Connection): void => {
      this.#error = undefined;
      this.#host.controller.put(connection);
      this.#host.show(connection);
    };
    const overwrite = (): void => {
      take(theirs);
      const { state, ...texts } = changes;
      const client = this.#host.controller.client!;
      // Only what was meant: whatever else they changed stays theirs.
      void this.#change(state ?? 'updated', () =>
        state ? client.setState(theirs, state) : client.update(theirs, texts),
      );
    };
    const words = ({ name, description, state }: Connection): TemplateResult =>
      html`<strong>${name}</strong> ${description ?? ''} ${changes.state ? state : ''}`;
    return html`<div class="note warn" part="conflict">
      <p><strong>${term('errConflict')}</strong></p>
      <dl>
        <dt>${term('yourVersion')}</dt>
        <dd>${words(mine)}</dd>
        <dt>${term('theirVersion')}</dt>
        <dd>
          ${words(theirs)}
          <span class="muted">${theirs.updatedBy ?? ''}</span>
        </dd>
      </dl>
      <div class="row">
        <button @click=${() => take(theirs)}>${term('keepTheirs')}</button>
        <button class="danger" @click=${overwrite}>${term('overwrite')}</button>
      </div>
    </div>`;
  }
}

/** The service understood, and does not do such a thing; rather than being away, or not knowing who asks. */
const isDeclined = ({ status = 0 }: StreamingError): boolean =>
  status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status);
