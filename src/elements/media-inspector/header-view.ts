import { html, nothing, type TemplateResult } from 'lit';
import { sums, type Log } from './event-log.ts';
import type { Term } from './inspector-texts.ts';
import type { LineView } from './line-view.ts';

interface Header {
  readonly term: Term;
  readonly log: Log;
  readonly recorded: boolean;
  /** What is looked at. */
  readonly name: string;
  readonly active: boolean;
  readonly line: LineView;
  save(): void;
  clear(): void;
  open(file: File): void;
  goLive(): void;
}

/** What it is, how much of it has arrived, and what one can do with it. */
export function headerView(header: Header): TemplateResult {
  const { term, log, recorded, name, active } = header;
  const { accepted, waiting, dropped } = sums(log);
  const sum = (count: number, kind: string, text: string): TemplateResult =>
    html`<li class=${`${kind} ${count > 0 ? 'some' : ''}`}><i class=${`sign ${kind}`}></i><b>${count}</b> ${text}</li>`;
  return html`<header>
    <p class="about">
      <span class=${`mode ${active ? 'active' : ''}`}>${term(recorded ? 'recording' : 'live')}</span>
      ${recorded ? nothing : html`<span class="name">${name}</span>`}
    </p>
    <ul class="sums" aria-label=${term('sums')}>
      ${sum(accepted, 'sent', term('accepted'))} ${sum(waiting, 'queued', term('waiting'))}
      ${sum(dropped, 'dropped', term('dropped'))}
    </ul>
    <div class="tools">${log.length > 0 ? lineTools(header) : nothing} ${fileTools(header)}</div>
  </header>`;
}

function lineTools({ term, line, recorded }: Header): TemplateResult {
  return html`<span class="group">
    ${
      recorded
        ? nothing
        : html`<button
            type="button"
            aria-pressed=${line.following}
            title=${term('followHint')}
            @click=${() => line.follow(!line.following)}
          >
            ${term('follow')}
          </button>`
    }
    <button type="button" aria-label=${term('zoomOut')} title=${term('zoomOut')} @click=${() => line.zoom(1 / 1.5)}>
      −
    </button>
    <button type="button" aria-label=${term('zoomIn')} title=${term('zoomIn')} @click=${() => line.zoom(1.5)}>+</button>
    <button type="button" title=${term('fitHint')} @click=${() => line.fit()}>${term('fit')}</button>
  </span>`;
}

function fileTools({ term, log, recorded, ...actions }: Header): TemplateResult {
  const picked = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be opened again.
    input.value = '';
    if (file) actions.open(file);
  };
  return html`<span class="group">
    ${recorded ? html`<button type="button" @click=${actions.goLive}>${term('backToLive')}</button>` : nothing}
    ${log.length > 0 && !recorded ? html`<button type="button" @click=${actions.clear}>${term('clear')}</button>` : nothing}
    <button
      type="button"
      title=${term('openHint')}
      @click=${({ currentTarget }: Event) =>
        ((currentTarget as Element).nextElementSibling as HTMLInputElement).click()}
    >
      ${term('open')}
    </button>
    <input type="file" accept=".json,application/json" hidden aria-label=${term('openHint')} @change=${picked} />
    <button type="button" ?disabled=${log.length === 0} @click=${actions.save}>${term('export')}</button>
  </span>`;
}
