/** Small pieces that the operators' elements are put together from. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TveError } from '../../core/errors.ts';
import type { ConsoleTerm } from '../../i18n/console/messages.ts';

/** A label, its control, what helps to fill it in, and what is wrong with it. */
export function field(
  id: string,
  label: string,
  control: (described: string | typeof nothing, invalid: 'true' | typeof nothing) => TemplateResult,
  { hint = '', problem = '' }: { hint?: string | undefined; problem?: string | undefined } = {},
): TemplateResult {
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || nothing;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${control(described, problem ? 'true' : nothing)}
    ${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : nothing}
    ${problem ? html`<span class="problem" id="${id}-problem">${problem}</span>` : nothing}
  </div>`;
}

/** One field that takes text. */
export const textField = (
  id: string,
  label: string,
  value: string,
  options: { hint?: string; problem?: string; type?: string; autocomplete?: 'off'; size?: number; list?: string } = {},
): TemplateResult =>
  field(
    id,
    label,
    (described, invalid) =>
      html`<input
        id=${id}
        name=${id}
        type=${options.type ?? 'text'}
        autocomplete="off"
        spellcheck="false"
        size=${options.size ?? nothing}
        list=${options.list ?? nothing}
        aria-describedby=${described}
        aria-invalid=${invalid}
        .value=${value}
      />`,
    options,
  );

export const choice = (
  id: string,
  label: string,
  value: string,
  options: readonly (readonly [string, string])[],
  change: (value: string) => void = () => {},
): TemplateResult =>
  field(
    id,
    label,
    () =>
      html`<select id=${id} name=${id} @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
        ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
      </select>`,
  );

/** What went wrong, in the operator's words first and in the service's own below. */
export function problemNote(error: TveError, term: ConsoleTerm, again?: () => void): TemplateResult {
  const { code, status, message } = error;
  const words = wordsFor(error, term);
  return html`<div class="note bad" part="error">
    <p><strong>${words ?? term('errGeneral')}</strong></p>
    <p>${message}</p>
    <p class="muted">${term('errCode')}: <bdi>${code}</bdi>${status ? html` · HTTP ${status}` : nothing}</p>
    ${again ? html`<button @click=${again}>${term('tryAgain')}</button>` : nothing}
  </div>`;
}

export function wordsFor({ code, status = 0 }: TveError, term: ConsoleTerm): string | undefined {
  if (code === 'network') return term('errNetwork');
  if (code === 'timeout') return term('errTimeout');
  if (code === 'no-token' || status === 401) return term('errToken');
  if (code === 'invalid-configuration') return term('errInput');
  if (code === 'invalid-response') return term('errResponse');
  if (code === 'no-inlet-yet') return term('errNoInlet');
  if (code === 'outcome-unknown') return term('errUnknownOutcome');
  if (status === 403) return term('errForbidden');
  if (status === 404 || status === 405) return term('errMissing');
  if (status === 412) return term('errConflict');
  if (status === 413 || code === 'too-large') return term('errTooLarge');
  if (status === 429 || code === 'validation-limit') return term('errBusy');
  if (status >= 500) return term('errServer');
  return undefined;
}

/** What is wrong with a form, in one place that takes the focus, with a way to each field (DWM-R41). */
export function summary(
  problems: Readonly<Record<string, string>>,
  term: ConsoleTerm,
): TemplateResult | typeof nothing {
  const entries = Object.entries(problems);
  if (entries.length === 0) return nothing;
  const go = (event: Event, id: string): void => {
    const root = (event.target as Element).getRootNode() as ShadowRoot;
    root.getElementById(id)?.focus();
  };
  return html`<div class="note bad summary" tabindex="-1">
    <p><strong>${term('formProblems')}</strong></p>
    <ul>
      ${entries.map(
        ([id, text]) =>
          html`<li><button type="button" class="plain" @click=${(event: Event) => go(event, id)}>${text}</button></li>`,
      )}
    </ul>
  </div>`;
}

/** Says something in a live region; the same words once more are said once more. */
export function say(
  host: HTMLElement & { news: string; readonly updateComplete: Promise<boolean> },
  text: string,
): void {
  const again = text === host.news;
  host.news = again ? '' : text;
  if (again) void host.updateComplete.then(() => (host.news ||= text));
}

/** Brings the summary of a form's problems to whoever sent it. */
export function focusSummary(
  host: HTMLElement & { readonly updateComplete: Promise<boolean>; requestUpdate(): void },
): void {
  host.requestUpdate();
  void host.updateComplete.then(() => host.shadowRoot?.querySelector<HTMLElement>('.summary')?.focus());
}

/** Values of a form by the names of its fields; a box that is not ticked is missing. */
export const valuesOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']));

/** Hands a file to the browser's download. */
export function saveFile(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  // The mark tells spreadsheets that it is UTF-8; other tools would take it for a letter.
  const mark = type.startsWith('text/csv') ? '\uFEFF' : '';
  const url = URL.createObjectURL(new Blob([mark, text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Puts a text on the clipboard; false where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
