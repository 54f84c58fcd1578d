import type { ReactiveControllerHost } from 'lit';
import type { MessageKey } from '../i18n/en.ts';
import { hasLanguage, onMessages, translate, type Values } from '../i18n/messages.ts';
import { LanguageController } from './language-controller.ts';

/** The one place where elements get their texts. */
export class LocalizeController extends LanguageController {
  constructor(host: ReactiveControllerHost & HTMLElement) {
    super(host, { has: hasLanguage, watch: onMessages });
  }

  /** The text of a key in the host's language. */
  readonly term = (key: MessageKey, values?: Values): string => translate(this.language, key, values);
}
