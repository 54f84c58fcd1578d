/** Fields that both lists of the watermarking service are filtered by. */
import { html, type TemplateResult } from 'lit';
import type { ConsoleTerm } from '../../i18n/console/messages.ts';
import { choice, textField } from './parts.ts';

export const PAGE_SIZES = [25, 50, 100, 1000];

const ZONES = ['-08:00', '-05:00', '-03:00', '+00:00', '+01:00', '+02:00', '+05:30', '+08:00', '+09:00', '+10:00'];

export interface ListFields {
  from: string;
  to: string;
  timeZone: string;
  pageSize: number;
}

export const dateFields = (fields: ListFields, term: ConsoleTerm): TemplateResult =>
  html`${textField('from', term('from'), fields.from, { type: 'date' })}
    ${textField('to', term('to'), fields.to, { type: 'date' })}
    ${textField('timeZone', term('timeZone'), fields.timeZone, { size: 7, list: 'zones' })}
    <datalist id="zones">${ZONES.map(zone => html`<option value=${zone}></option>`)}</datalist>
    ${choice(
      'pageSize',
      term('pageSize'),
      String(fields.pageSize),
      PAGE_SIZES.map(size => [String(size), String(size)]),
    )}`;

export function pager(
  page: number,
  pages: number,
  texts: { total: string; readAt: string },
  go: (page: number) => void,
  busy: boolean,
  term: ConsoleTerm,
): TemplateResult {
  return html`<div class="pager">
    <button ?disabled=${page < 2 || busy} @click=${() => go(page - 1)}>${term('previous')}</button>
    <span>${term('pageOf', { page, pages })}</span>
    <button ?disabled=${page >= pages || busy} @click=${() => go(page + 1)}>${term('next')}</button>
    <span class="muted">${texts.total}</span>
    <span class="muted">${texts.readAt}</span>
  </div>`;
}

/** A list of words, however they are separated. */
export const words = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);
