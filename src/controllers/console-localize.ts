import type { ReactiveControllerHost } from 'lit';
import { hasConsoleLanguage, onConsoleMessages, translateConsole, type ConsoleTerm } from '../i18n/console/messages.ts';
import { LanguageController } from './language-controller.ts';

/** Texts, dates and numbers of the operators' elements. */
export class ConsoleLocalize extends LanguageController {
  constructor(host: ReactiveControllerHost & HTMLElement) {
    super(host, { has: hasConsoleLanguage, watch: onConsoleMessages });
  }

  readonly term: ConsoleTerm = (key, values) => translateConsole(this.language, key, values);

  readonly number = (value: number): string => this.#format(language => new Intl.NumberFormat(language).format(value));

  /** Day and time to the second, in a zone such as `+09:00` or in the viewer's own. */
  readonly moment = (time: number, zone?: string): string => {
    const shift = zone === undefined ? 0 : offsetOf(zone);
    const options: Intl.DateTimeFormatOptions = {
      ...{ year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
      // Zones by offset are younger than our oldest browsers: the time is moved instead.
      ...(zone === undefined ? {} : { timeZone: 'UTC' }),
    };
    return this.#format(language => new Intl.DateTimeFormat(language, options).format(time + shift));
  };

  /** A `lang` that is no language must not take the page down. */
  #format(format: (language: string) => string): string {
    try {
      return format(this.language);
    } catch {
      return format('en');
    }
  }
}

const offsetOf = (zone: string): number => {
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};
