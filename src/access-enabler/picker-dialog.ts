/** The dialog for pages that have none of their own: the picker of this library, in front of the page. */
import { DIALOG_TEXTS } from '../i18n/dialog.ts';
import type { Service } from './link.ts';

const PICKER = 'pass-provider-picker';

/** Calls back with the provider that was chosen, or with null when the dialog was dismissed. */
export function showPicker(service: Service, chosen: (id: string | null) => void): void {
  const language = document.documentElement.lang || navigator.language;
  const texts = DIALOG_TEXTS[/^es\b/i.test(language) ? 'es' : 'en'];
  const dialog = document.createElement('dialog');
  const close = document.createElement('button');
  const picker = document.createElement(PICKER);
  let isAnswered = false;
  const answer = (id: string | null): void => {
    if (isAnswered) return;
    isAnswered = true;
    dialog.close();
    dialog.remove();
    chosen(id);
  };
  dialog.className = 'tve-access-enabler';
  dialog.setAttribute('aria-label', texts.chooseProvider);
  close.type = 'button';
  close.textContent = texts.close;
  close.addEventListener('click', () => dialog.close());
  picker.addEventListener('pass-provider-select', event => {
    // The sign-in is begun as the page wants it, while this click can still open a window.
    event.preventDefault();
    answer(event.detail.provider.id);
  });
  dialog.addEventListener('close', () => answer(null));
  dialog.append(close, picker);
  // Inside its service the picker finds it.
  service.append(dialog);
  dialog.showModal();
  picker.focus();
}
