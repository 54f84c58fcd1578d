import { html, type TemplateResult } from 'lit';
import type { ConsoleTerm } from '../../i18n/console/messages.ts';
import type { Credentials } from '../../watermark/types.ts';
import { textField, valuesOf } from './parts.ts';

/**
 * Asks for the account where the page brings no token. What is typed goes from the fields into one call and is gone:
 * no browser is asked to remember it (DWM-R2).
 */
export function credentialsForm(term: ConsoleTerm, enter: (credentials: Credentials) => void): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { account = '', key = '' } = valuesOf(form);
    if (!account.trim() || !key) {
      form.querySelector<HTMLInputElement>(account.trim() ? '#key' : '#account')?.focus();
      return;
    }
    form.reset();
    for (const input of form.querySelectorAll('input')) input.value = '';
    enter({ accountId: account.trim(), accessKey: key });
  };
  return html`<form class="panel" part="credentials" novalidate autocomplete="off" @submit=${submit}>
    <h2>${term('signIn')}</h2>
    <p class="hint">${term('signInHint')}</p>
    ${textField('account', term('accountId'), '')} ${textField('key', term('accessKey'), '', { type: 'password' })}
    <div class="row"><button class="primary">${term('getToken')}</button></div>
  </form>`;
}
