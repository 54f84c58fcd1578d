import { html, nothing, type TemplateResult } from 'lit';
import { isLongDescription, nameProblem } from '../../controllers/watermark-recipients-controller.ts';
import { asWatermarkError, type WatermarkError } from '../../watermark/errors.ts';
import type { Recipient } from '../../watermark/types.ts';
import { focusSummary, problemNote, summary, textField, valuesOf } from '../console/parts.ts';
import { problemText } from './verdict-text.ts';
import type { RecipientsParts } from './recipients-host.ts';

/** One recipient: registered anew, or changed as long as no job has used it. */
export class RecipientForm {
  readonly #host: RecipientsParts;
  #problems: Record<string, string> = {};
  #error: WatermarkError | undefined;
  #busy = false;
  #of: string | undefined;

  constructor(host: RecipientsParts) {
    this.#host = host;
  }

  render(recipient: Recipient | undefined, close: () => void): TemplateResult {
    const { term, moment } = this.#host.localize;
    if (this.#of !== recipient?.dwmId) {
      this.#of = recipient?.dwmId;
      this.#problems = {};
      this.#error = undefined;
    }
    const jobs = recipient ? this.#host.controller.jobsOf(recipient.dwmId) : [];
    const title = recipient ? recipient.name : term('newRecipient');
    return html`<section class="panel" part="panel" aria-label=${title}>
      <div class="panel-head">
        <h2>${title}</h2>
        <button class="small" @click=${close}>${term('close')}</button>
      </div>
      ${this.#error ? problemNote(this.#error, term) : nothing} ${summary(this.#problems, term)}
      ${
        recipient
          ? html`<dl>
                <dt>dwm_id</dt>
                <dd><bdi>${recipient.dwmId}</bdi></dd>
                <dt>${term('createdAt')}</dt>
                <dd>${recipient.created === undefined ? '–' : moment(recipient.created, this.#zone)}</dd>
                <dt>${term('jobs')}</dt>
                <dd>${jobs.length > 0 ? jobs.map(id => html`<bdi>${id}</bdi>`) : term('noLoadedJob')}</dd>
              </dl>
              <p class="note ${jobs.length > 0 ? 'warn' : ''}">
                ${term(jobs.length > 0 ? 'usedInJob' : 'neverUsedRule')}
              </p>`
          : html`<p class="hint">${term('nameRule')}</p>`
      }
      <form novalidate @submit=${this.#onSubmit(recipient)}>
        <fieldset class="stack" ?disabled=${jobs.length > 0}>
          ${textField('recipient-name', term('name'), recipient?.name ?? '', {
            problem: this.#problems['recipient-name'] ?? '',
          })}
          ${textField('recipient-description', term('descriptionOptional'), recipient?.description ?? '', {
            problem: this.#problems['recipient-description'] ?? '',
            hint: term('descriptionRule'),
          })}
          <div class="row">
            <button class="primary" ?disabled=${this.#busy}>${term(recipient ? 'save' : 'create')}</button>
          </div>
        </fieldset>
      </form>
    </section>`;
  }

  get #zone(): string | undefined {
    return this.#host.controller.page?.timeZone;
  }

  readonly #onSubmit = (recipient: Recipient | undefined) => (event: Event) => {
    event.preventDefault();
    const values = valuesOf(event.currentTarget as HTMLFormElement);
    const name = (values['recipient-name'] ?? '').trim();
    const description = (values['recipient-description'] ?? '').trim();
    const wrong = nameProblem(name);
    const { term } = this.#host.localize;
    this.#problems = {
      ...(wrong ? { 'recipient-name': problemText(wrong, term) } : {}),
      ...(isLongDescription(description) ? { 'recipient-description': term('verdictLongDescription') } : {}),
    };
    this.#error = undefined;
    if (Object.keys(this.#problems).length > 0) return focusSummary(this.#host);
    void (recipient ? this.#update(recipient, name, description) : this.#create(name, description));
  };

  async #create(name: string, description: string): Promise<void> {
    const { controller, localize } = this.#host;
    await this.#during(async () => {
      const taken = await controller.find(name);
      if (taken) return this.#refuse('recipient-name', localize.term('verdictRegistered', { name: taken.name }));
      const made = await controller.create({ name, ...(description ? { description } : {}) });
      this.#host.told('created', [name]);
      this.#host.announce(localize.term('created', { name }));
      this.#host.show(made);
      void controller.read();
    });
  }

  async #update(recipient: Recipient, name: string, description: string): Promise<void> {
    const { controller, localize } = this.#host;
    const changes = {
      ...(name === recipient.name ? {} : { name }),
      ...(description === (recipient.description ?? '') ? {} : { description }),
    };
    if (Object.keys(changes).length === 0) return this.#host.announce(localize.term('nothingChanged'));
    await this.#during(async () => {
      const taken = changes.name === undefined ? undefined : await controller.find(name);
      if (taken && taken.dwmId !== recipient.dwmId) {
        return this.#refuse('recipient-name', localize.term('verdictRegistered', { name: taken.name }));
      }
      const changed = await controller.update(recipient, changes);
      this.#host.told('updated', [changed.name]);
      this.#host.announce(localize.term('saved'));
      this.#host.show(changed);
    });
  }

  #refuse(id: string, text: string): void {
    this.#problems = { [id]: text };
    focusSummary(this.#host);
  }

  async #during(work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#host.requestUpdate();
    try {
      await work();
    } catch (error) {
      this.#error = asWatermarkError(error);
      this.#host.announce(this.#error.message);
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }
}
