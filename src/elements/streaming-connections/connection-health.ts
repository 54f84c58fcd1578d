import { html, type TemplateResult } from 'lit';
import type { ConnectionsHost } from './connections-host.ts';

/** The service's own figures, of which this page cannot know anything. */
const MONITORING =
  'https://experienceleague.adobe.com/docs/experience-platform/ingestion/quality/monitor-data-ingestion.html';

interface Figures {
  /** Answers by the first digit of their status; 0 stands for those that never came. */
  readonly counts: Record<number, number>;
  last: { time: number; status: number } | undefined;
  /** Epoch milliseconds of the next attempt, while one is waited for. */
  again: number;
}

/** How an inlet has answered in this page session. */
export class ConnectionHealth {
  readonly #host: ConnectionsHost;
  readonly #figures = new Map<string, Figures>();

  constructor(host: ConnectionsHost) {
    this.#host = host;
  }

  /** An answer, or none where the status is 0; and how long until the next attempt. */
  note(id: string, status: number, pause = 0): void {
    const figures = this.#of(id);
    const kind = Math.floor(status / 100);
    figures.counts[kind] = (figures.counts[kind] ?? 0) + 1;
    figures.last = { time: Date.now(), status };
    figures.again = pause > 0 ? Date.now() + pause : 0;
    this.#host.requestUpdate();
  }

  /** Nothing is waited for any more. */
  settle(id: string): void {
    this.#of(id).again = 0;
  }

  render(id: string): TemplateResult {
    const { term, number, moment } = this.#host.localize;
    const { counts, last, again } = this.#of(id);
    const count = (kind: number): string => number(counts[kind] ?? 0);
    return html`<div class="stack health" role="group" aria-label=${term('health')}>
      <h3>${term('health')}</h3>
      <dl>
        <dt>${term('lastTest')}</dt>
        <dd>${last ? html`${moment(last.time)} · ${last.status ? `HTTP ${last.status}` : term('noAnswer')}` : '–'}</dd>
        <dt>${term('answers')}</dt>
        <dd>2xx: ${count(2)} · 4xx: ${count(4)} · 5xx: ${count(5)} · ${term('noAnswer')}: ${count(0)}</dd>
        <dt>${term('backOff')}</dt>
        <dd>${again ? term('backOffUntil', { time: moment(again) }) : term('none')}</dd>
      </dl>
      <p class="hint">
        ${term('monitoringHint')}
        <a href=${MONITORING} target="_blank" rel="noopener noreferrer">${term('monitoring')}</a>
      </p>
    </div>`;
  }

  #of(id: string): Figures {
    let figures = this.#figures.get(id);
    if (!figures) this.#figures.set(id, (figures = { counts: {}, last: undefined, again: 0 }));
    return figures;
  }
}
