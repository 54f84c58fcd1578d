import { html, nothing, type TemplateResult } from 'lit';
import {
  EVENT_TYPES,
  runTest,
  sampleEvent,
  type TestFields,
  type TestResult,
} from '../../controllers/streaming-test.ts';
import type { StreamingError } from '../../experience/errors.ts';
import type { Connection } from '../../experience/types.ts';
import { field, problemNote, textField, valuesOf } from '../console/parts.ts';
import { ConnectionHealth } from './connection-health.ts';
import type { ConnectionsHost } from './connections-host.ts';

const SCHEMA_TYPE = 'application/vnd.adobe.xed-full+json;version=1';

/** Sends one event by hand and tells, in plain words, what the service made of it. */
export class ConnectionTest {
  readonly #host: ConnectionsHost;
  readonly #settling: (id: string) => number;
  /** Ids by connection, so that nobody types them twice; the token is not among them. */
  readonly #fields = new Map<string, TestFields>();
  readonly #results = new Map<string, TestResult>();
  readonly #health: ConnectionHealth;
  #sending: AbortController | undefined;

  constructor(host: ConnectionsHost, settling: (id: string) => number) {
    this.#host = host;
    this.#settling = settling;
    this.#health = new ConnectionHealth(host);
    host.addController({ hostDisconnected: () => this.#sending?.abort() });
  }

  render(connection: Connection): TemplateResult {
    const { term } = this.#host.localize;
    const fields = this.#fieldsOf(connection);
    const { inletUrl, id } = connection;
    if (!inletUrl) return html`<p class="note warn">${term('errNoInlet')}</p>`;
    return html`<form novalidate @submit=${this.#onSubmit(connection)} @input=${this.#onInput(connection)}>
      <p class="hint">${term('testHint')}</p>
      ${this.#settling(id) > 0 ? html`<p class="note warn">${term('settlingWarning')}</p>` : nothing}
      <div class="field">
        <label for="test-type">${term('eventType')}</label>
        <select id="test-type" name="eventType" @change=${this.#onType(connection)}>
          ${EVENT_TYPES.map(type => html`<option ?selected=${type === fields.eventType}>${type}</option>`)}
        </select>
      </div>
      ${textField('schemaId', term('schemaId'), fields.schemaId)}
      ${textField('schemaType', term('schemaType'), fields.schemaType)}
      ${textField('datasetId', term('datasetId'), fields.datasetId)}
      ${textField('flowId', term('flowIdOptional'), fields.flowId)}
      ${field(
        'json',
        term('eventJson'),
        described =>
          html`<textarea
            id="json"
            name="json"
            rows="10"
            spellcheck="false"
            aria-describedby=${described}
            .value=${fields.json}
          ></textarea>`,
      )}
      <label class="check">
        <input type="checkbox" name="validate" .checked=${fields.validate} ?disabled=${fields.batch} />
        ${term('validateAtOnce')}
      </label>
      <label class="check">
        <input type="checkbox" name="batch" .checked=${fields.batch} />
        ${term('asBatch')}
      </label>
      <div class="row">
        <button class="primary" ?disabled=${!!this.#sending}>${term(this.#sending ? 'sending' : 'sendTest')}</button>
        ${
          this.#sending
            ? html`<button type="button" @click=${() => this.#sending?.abort()}>${term('stop')}</button>`
            : nothing
        }
        <button type="button" @click=${() => this.#renew(connection)}>${term('newIds')}</button>
      </div>
      ${this.#result(id, fields)} ${this.#health.render(id)}
    </form>`;
  }

  #result(id: string, { json }: TestFields): TemplateResult | typeof nothing {
    const result = this.#results.get(id);
    if (!result) return nothing;
    return this.#words(result, json);
  }

  #words(result: TestResult, json: string): TemplateResult {
    const { term, number } = this.#host.localize;
    if (result.kind === 'failed') {
      if (result.error.code !== 'invalid-json') return problemNote(result.error, term);
      return html`<div class="note bad"><p>${term('invalidJson', { why: result.error.message })}</p></div>`;
    }
    if (result.kind === 'batch') {
      const { outcome } = result;
      if (outcome.type !== 'accepted') return this.#refusal(outcome.error, json);
      return html`<div class="note good"><p>${term('received')} ${this.#reference(outcome.xactionId)}</p></div>`;
    }
    const { receipt, error, roundTrip, downgraded, large, status } = result.report;
    const passed = receipt?.validation === 'pass';
    return html`${downgraded ? html`<p class="note warn">${term('downgraded')}</p>` : nothing}
    ${large ? html`<p class="note warn">${term('largeEvent')}</p>` : nothing}
    ${
      error
        ? this.#refusal(error, json)
        : html`<div class="note good">
            <p>
              <strong>${term(passed ? 'receivedAndValid' : 'received')}</strong> ${this.#reference(receipt?.xactionId)}
            </p>
            <p class="muted">HTTP ${status} · ${term('roundTrip', { ms: number(roundTrip) })}</p>
            ${passed ? nothing : html`<p class="hint">${term('receivedNotStored')}</p>`}
          </div>`
    }`;
  }

  #reference(xactionId: string | undefined): TemplateResult | typeof nothing {
    return xactionId ? html`${this.#host.localize.term('reference')} <bdi>${xactionId}</bdi>` : nothing;
  }

  /** Each violation with the line of the event that it is about. */
  #refusal(error: StreamingError, json: string): TemplateResult {
    const { term } = this.#host.localize;
    if (error.violations.length === 0) return problemNote(error, term);
    return html`<div class="note bad">
      <p><strong>${term('violations', { count: error.violations.length })}</strong></p>
      <ul>
        ${error.violations.map(({ pointer, message, keyword }) => {
          const line = lineOf(json, pointer);
          return html`<li>
            ${line ? `${term('line', { line })}: ` : nothing}<bdi>${pointer}</bdi> ${message}
            <span class="muted">${keyword}</span>
          </li>`;
        })}
      </ul>
    </div>`;
  }

  #fieldsOf({ id }: Connection): TestFields {
    let fields = this.#fields.get(id);
    if (!fields) {
      const eventType = EVENT_TYPES[0]!;
      fields = {
        ...{ eventType, schemaId: '', schemaType: SCHEMA_TYPE, datasetId: '', flowId: '' },
        ...{ json: sampleEvent(eventType), batch: false, validate: false },
      };
      this.#fields.set(id, fields);
    }
    return fields;
  }

  #put(id: string, change: Partial<TestFields>): void {
    this.#fields.set(id, { ...this.#fields.get(id)!, ...change });
    this.#host.requestUpdate();
  }

  readonly #onInput = (connection: Connection) => (event: Event) => {
    const { batch, validate, ...texts } = valuesOf(event.currentTarget as HTMLFormElement);
    this.#put(connection.id, { ...texts, batch: batch !== undefined, validate: validate !== undefined });
  };

  readonly #onType = (connection: Connection) => (event: Event) => {
    const eventType = (event.target as HTMLSelectElement).value;
    this.#put(connection.id, { eventType, json: sampleEvent(eventType) });
  };

  #renew(connection: Connection): void {
    this.#put(connection.id, { json: sampleEvent(this.#fieldsOf(connection).eventType) });
  }

  readonly #onSubmit = (connection: Connection) => (event: Event) => {
    event.preventDefault();
    if (!this.#sending) void this.#send(connection);
  };

  async #send(connection: Connection): Promise<void> {
    const { accessToken, orgId, localize } = this.#host;
    const own = (this.#sending = new AbortController());
    this.#host.requestUpdate();
    const { id } = connection;
    const options = {
      ...{ imsOrgId: orgId ?? '', accessToken: accessToken ?? undefined, signal: own.signal },
      told: (status: number, pause: number) => this.#health.note(id, status, pause),
    };
    const result = await runTest(connection, this.#fieldsOf(connection), options);
    this.#sending = undefined;
    this.#health.settle(id);
    if (isUnanswered(result)) this.#health.note(id, 0);
    const good =
      result.kind === 'single' ? !result.report.error : result.kind === 'batch' && result.outcome.type === 'accepted';
    this.#results.set(id, result);
    if (good) this.#host.told('tested', connection);
    this.#host.announce(localize.term(good ? 'received' : 'errGeneral'));
    this.#host.requestUpdate();
  }
}

/** Sent, and nothing came back. */
function isUnanswered(result: TestResult): boolean {
  const error =
    result.kind === 'failed'
      ? result.error
      : result.kind === 'batch' && result.outcome.type !== 'accepted'
        ? result.outcome.error
        : undefined;
  return error?.code === 'network' || error?.code === 'timeout';
}

/** The line of the event that a pointer such as `#/mediaCollection/playhead` is about. */
function lineOf(json: string, pointer: string): number | undefined {
  const names = pointer.replace(/^#\/?/, '').split('/').filter(Boolean);
  if (names.length === 0) return undefined;
  let from = 0;
  for (const name of names.filter(each => !/^\d+$/.test(each))) {
    const found = json.indexOf(`"${name}"`, from);
    if (found < 0) return undefined;
    from = found;
  }
  return json.slice(0, from).split('\n').length;
}
