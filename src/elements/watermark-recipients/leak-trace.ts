import { html, nothing, type TemplateResult } from 'lit';
import type { RecipientsHost } from '../../controllers/watermark-recipients-controller.ts';
import { WatermarkTraceController } from '../../controllers/watermark-trace-controller.ts';
import type { Recipient } from '../../watermark/types.ts';
import { problemNote, textField, valuesOf, wordsFor } from '../console/parts.ts';
import type { RecipientsParts } from './recipients-host.ts';

/** Whose copy has leaked: the vendor's detection gives a number or a name, this gives the recipient and the jobs. */
export class LeakTrace {
  readonly #host: RecipientsParts;
  readonly #trace: WatermarkTraceController;

  constructor(host: RecipientsParts & RecipientsHost) {
    this.#host = host;
    this.#trace = new WatermarkTraceController(host, () => host.controller.page?.items ?? []);
  }

  reset(): void {
    this.#trace.reset();
  }

  render(close: () => void): TemplateResult {
    const { term } = this.#host.localize;
    const { error, running } = this.#trace;
    return html`<section class="panel" part="panel" aria-label=${term('traceTitle')}>
      <div class="panel-head">
        <h2>${term('traceTitle')}</h2>
        <button class="small" @click=${close}>${term('close')}</button>
      </div>
      <p class="hint">${term('traceHint')}</p>
      <form novalidate @submit=${this.#onSubmit}>
        ${textField('trace', term('traceWhat'), '')}
        <div class="row">
          <button class="primary">${term('traceStart')}</button>
          ${running ? html`<button type="button" @click=${() => this.#trace.stop()}>${term('stop')}</button>` : nothing}
        </div>
      </form>
      ${error ? problemNote(error, term) : nothing} ${this.#result()}
    </section>`;
  }

  #result(): TemplateResult | typeof nothing {
    const { term, number } = this.#host.localize;
    const { recipient, running, jobs, read, total, complete } = this.#trace;
    if (recipient === undefined) return running ? html`<p>${term('loading')}</p>` : nothing;
    if (recipient === null) return html`<p class="note warn">${term('traceNobody')}</p>`;
    return html`<dl>
        <dt>${term('recipient')}</dt>
        <dd><bdi>${recipient.name}</bdi></dd>
        <dt>dwm_id</dt>
        <dd><bdi>${recipient.dwmId}</bdi></dd>
        <dt>${term('description')}</dt>
        <dd>${recipient.description ?? '–'}</dd>
        <dt>${term('jobs')}</dt>
        <dd>${jobs.length > 0 ? jobs.map(id => html`<bdi>${id}</bdi>`) : term(complete ? 'none' : 'noneYet')}</dd>
      </dl>
      <p class="muted">
        ${total === undefined ? nothing : term('traceRead', { read: number(read), total: number(total) })}
      </p>
      <div class="row">
        <button type="button" @click=${() => this.#host.show(recipient as Recipient)}>
          ${term('openIt', { name: recipient.name })}
        </button>
      </div>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#run(valuesOf(event.currentTarget as HTMLFormElement)['trace'] ?? '');
  };

  async #run(text: string): Promise<void> {
    await this.#trace.trace(text);
    const { recipient, jobs, error, running } = this.#trace;
    if (running || recipient === undefined) return;
    const { term, number } = this.#host.localize;
    this.#host.announce(
      error
        ? (wordsFor(error, term) ?? error.message)
        : recipient === null
          ? term('traceNobody')
          : term('traceNews', { name: recipient.name, count: number(jobs.length) }),
    );
  }
}
