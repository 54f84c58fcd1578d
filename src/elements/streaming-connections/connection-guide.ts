import { html, nothing, type TemplateResult } from 'lit';
import { CHAIN_STEPS, SETTLING, StreamingChain, type ChainStep } from '../../controllers/streaming-chain.ts';
import type { Connection } from '../../experience/types.ts';
import { focusSummary, problemNote, summary, textField, valuesOf } from '../console/parts.ts';
import type { ConnectionsHost } from './connections-host.ts';

/** From an inlet to a dataset: source, target and dataflow, made one after the other. */
export class ConnectionGuide {
  readonly #host: ConnectionsHost;
  readonly #chains = new Map<string, StreamingChain>();
  /** Dataflows that were switched here, by connection. */
  readonly #switched = new Map<string, number>();
  #problems: Record<string, string> = {};
  #ticking: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ConnectionsHost) {
    this.#host = host;
  }

  /** Milliseconds until data of a connection is safe to send (STREAM-R19). */
  settling(id: string): number {
    const switched = this.#switched.get(id);
    const left = switched === undefined ? 0 : Math.max(0, switched + SETTLING - performance.now());
    return Math.max(left, this.#chains.get(id)?.settling ?? 0);
  }

  changed(id: string): void {
    this.#switched.set(id, performance.now());
  }

  render(connection: Connection): TemplateResult {
    const { term } = this.#host.localize;
    const chain = this.#chainOf(connection);
    if (!chain) return html``;
    const done = chain.made.flow !== undefined;
    return html`<div class="stack">
      <p class="hint">${term('setUpHint')}</p>
      <ol>
        ${CHAIN_STEPS.map(step => this.#step(chain, step))}
      </ol>
      ${this.#countdown(connection.id)} ${chain.error ? problemNote(chain.error, term) : nothing}
      ${done ? nothing : this.#form(connection, chain)}
    </div>`;
  }

  #step({ made, running }: StreamingChain, step: ChainStep): TemplateResult {
    const { term } = this.#host.localize;
    const names = { base: 'stepBase', source: 'stepSource', target: 'stepTarget', flow: 'stepFlow' } as const;
    const id = made[step];
    const phase = id ? 'done' : running === step ? 'running' : 'waiting';
    const words = { done: 'stepDone', running: 'stepRunning', waiting: 'stepWaiting' } as const;
    return html`<li>
      ${term(names[step])}: <span class="phase ${phase}">${term(words[phase])}</span>
      ${id ? html`<bdi>${id}</bdi>` : nothing}
    </li>`;
  }

  #countdown(id: string): TemplateResult | typeof nothing {
    const left = this.settling(id);
    const { term } = this.#host.localize;
    if (left === 0)
      return this.#chains.get(id)?.made.flow ? html`<p class="note good">${term('settled')}</p>` : nothing;
    clearTimeout(this.#ticking);
    this.#ticking = setTimeout(() => this.#host.isConnected && this.#host.requestUpdate(), 1000);
    const seconds = Math.ceil(left / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return html`<p class="note warn" role="timer">${term('settlingFor', { time })}</p>`;
  }

  #form({ name, dataType }: Connection, chain: StreamingChain): TemplateResult {
    const { term } = this.#host.localize;
    const problem = (key: string): string => this.#problems[key] ?? '';
    const raw = dataType === 'raw';
    return html`${summary(this.#problems, term)}
      <form novalidate @submit=${this.#onSubmit(chain, name, raw)}>
        ${textField('chain-schema', term('schemaId'), '', { problem: problem('chain-schema') })}
        ${textField('chain-type', term('schemaType'), 'application/vnd.adobe.xed-full+json;version=1')}
        ${textField('chain-dataset', term('datasetId'), '', { problem: problem('chain-dataset') })}
        ${
          raw
            ? html`${textField('chain-mapping', term('mappingId'), '', { problem: problem('chain-mapping') })}
              ${textField('chain-version', term('mappingVersion'), '0')}`
            : nothing
        }
        <div class="row">
          <button class="primary" ?disabled=${chain.running !== undefined}>
            ${term(chain.error ? 'goOn' : 'makeChain')}
          </button>
        </div>
      </form>`;
  }

  readonly #onSubmit = (chain: StreamingChain, name: string, raw: boolean) => (event: Event) => {
    event.preventDefault();
    const { term } = this.#host.localize;
    const values = valuesOf(event.currentTarget as HTMLFormElement);
    const needed = ['chain-schema', 'chain-dataset', ...(raw ? ['chain-mapping'] : [])];
    this.#problems = Object.fromEntries(
      needed.filter(key => !values[key]?.trim()).map(key => [key, term('needValue')]),
    );
    this.#host.requestUpdate();
    if (Object.keys(this.#problems).length > 0) return focusSummary(this.#host);
    if (chain.running) return;
    const mapping = raw
      ? { id: values['chain-mapping']!.trim(), version: Number(values['chain-version']) || 0 }
      : undefined;
    const schema = { id: values['chain-schema']!.trim(), contentType: (values['chain-type'] ?? '').trim() };
    void chain.run({ name, schema, datasetId: values['chain-dataset']!.trim(), mapping }).then(() => {
      this.#host.announce(chain.error ? chain.error.message : term('stepDone'));
    });
  };

  #chainOf({ id }: Connection): StreamingChain | undefined {
    const { client } = this.#host.controller;
    if (!this.#chains.has(id) && client) {
      this.#chains.set(id, new StreamingChain(client, id, () => this.#host.requestUpdate()));
    }
    return this.#chains.get(id);
  }
}
