import { html, nothing, type TemplateResult } from 'lit';
import type { Entry, LoggedEvent } from './event-log.ts';
import type { Term } from './inspector-texts.ts';
import { plain } from './recording.ts';
import { clockText } from './time-axis.ts';
import type { Mark } from './timeline-types.ts';

export const DELIVERY_TEXTS = { queued: 'queued', sent: 'sent', dropped: 'droppedEvent' } as const;

/** The event that is looked at: when, where, what became of it, and all of it as JSON. */
export function detailView(
  { entry, ts, session }: Mark,
  term: Term,
  language: string,
  close: () => void,
): TemplateResult {
  const seconds = (value: number): string => term('seconds', { value: round(value, language) });
  const fact = (name: string, value: string): TemplateResult =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<section
    class="detail"
    part="detail"
    aria-label=${entry.kind === 'event' ? entry.eventType : term('problem')}
  >
    <div>
      <h2>${entry.kind === 'event' ? entry.eventType : term('problem')}</h2>
      ${
        entry.kind === 'event'
          ? html`<p class="delivery">
              <i class=${`sign ${entry.delivery}`}></i>${term(DELIVERY_TEXTS[entry.delivery])}
            </p>`
          : nothing
      }
      <dl>
        ${fact(term('time'), new Date(ts).toLocaleTimeString(language))}
        ${session ? fact(term('session'), String(session.number)) : nothing}
        ${session ? fact(term('inSession'), clockText((ts - session.from) / 1000)) : nothing}
        ${entry.kind === 'event' ? fact(term('playhead'), seconds(entry.playerTime.playhead)) : nothing}
        ${
          entry.kind === 'event' && entry.settled !== undefined
            ? fact(
                term(entry.delivery === 'sent' ? 'deliveredAfter' : 'droppedAfter'),
                seconds(Math.max(0, entry.settled - ts) / 1000),
              )
            : nothing
        }
      </dl>
    </div>
    <pre tabindex="0" aria-label=${term('json')}><code>${jsonView(shown(entry))}</code></pre>
    <button class="close" type="button" aria-label=${term('close')} title=${term('close')} @click=${close}>✕</button>
  </section>`;
}

/** What belongs to the event, without what only the line needs. */
function shown(entry: Entry): object {
  const { source: _source, settled: _settled, ...rest } = plain(entry) as Partial<LoggedEvent>;
  return rest;
}

const round = (value: number, language: string): string =>
  value.toLocaleString(language, { maximumFractionDigits: value < 1 ? 2 : 1 });

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|[^"]+/g;

/** Keys stand back, values stand out. */
function jsonView(value: object): TemplateResult[] {
  return Array.from(JSON.stringify(value, null, 2).matchAll(TOKEN), ([whole, text, colon]) =>
    text && colon ? html`<span class="key">${text}</span>${colon}` : html`${whole}`,
  );
}
