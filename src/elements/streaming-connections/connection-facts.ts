import { html, nothing, type TemplateResult } from 'lit';
import type { Connection } from '../../experience/types.ts';
import { copyText } from '../console/parts.ts';
import type { ConnectionsHost } from './connections-host.ts';

/** What a connection is. */
export function connectionFacts(connection: Connection, host: ConnectionsHost): TemplateResult {
  const { term, moment } = host.localize;
  const time = (value: number | undefined): string => (value === undefined ? '–' : moment(value));
  const { inletUrl } = connection;
  const batch = inletUrl?.replace('/collection/', '/collection/batch/');
  const line = (label: string, value: string | undefined, copies = false): TemplateResult =>
    html`<dt>${label}</dt>
      <dd>
        ${value ? html`<bdi>${value}</bdi>` : '–'} ${copies && value ? copyButton(host, label, value) : nothing}
      </dd>`;
  return html`<dl>
    ${line(term('inletAddress'), inletUrl, true)} ${line(term('batchAddress'), batch, true)}
    ${line(term('inletId'), connection.inletId, true)} ${line(term('connectionId'), connection.id, true)}
    ${line(term('state'), connection.state)}
    <dt>${term('authentication')}</dt>
    <dd>${term(connection.authenticationRequired ? 'required' : 'notRequired')}</dd>
    ${line(term('dataType'), connection.dataType)} ${line(term('sourceId'), connection.sourceId)}
    <dt>${term('description')}</dt>
    <dd>${connection.description ?? '–'}</dd>
    <dt>${term('createdAt')}</dt>
    <dd>${time(connection.createdAt)} <span class="muted">${connection.createdBy ?? ''}</span></dd>
    <dt>${term('updatedAt')}</dt>
    <dd>${time(connection.updatedAt)} <span class="muted">${connection.updatedBy ?? ''}</span></dd>
    ${line(term('etag'), connection.etag)}
  </dl>`;
}

function copyButton(host: ConnectionsHost, label: string, value: string): TemplateResult {
  const { term } = host.localize;
  const copy = async (): Promise<void> =>
    host.announce((await copyText(value)) ? term('copied', { what: label }) : term('copyFailed'));
  return html`<button class="small" aria-label=${term('copyWhat', { what: label })} @click=${() => void copy()}>
    ${term('copy')}
  </button>`;
}

/** How a page that anybody can open streams to it. */
export function publicSnippet({ inletUrl = '' }: Connection, host: ConnectionsHost): TemplateResult {
  const { term } = host.localize;
  const text = `<media-tracker inlet-url="${inletUrl}" inlet-schema="…" inlet-dataset="…">`;
  return html`<details>
    <summary>${term('snippet')}</summary>
    <div class="stack">
      <p class="hint">${term('snippetHint')}</p>
      <pre tabindex="0">${text}</pre>
      <div class="row">${copyButton(host, term('snippet'), text)}</div>
    </div>
  </details>`;
}
