import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizeController } from '../../controllers/localize-controller.ts';
import { parseAddress } from '../../core/address.ts';

interface Help {
  helpUrl: string | null;
  forgotUrl: string | null;
  noUserIdUrl: string | null;
}

/** The way on for whoever lacks a password, where the site gives addresses for it. */
export function helpLinks(help: Help, term: LocalizeController['term']): TemplateResult | typeof nothing {
  const wanted = [
    [help.helpUrl, 'help'],
    [help.forgotUrl, 'forgot'],
    [help.noUserIdUrl, 'noUserId'],
  ] as const;
  const links = wanted.flatMap(([url, text]) => {
    const address = parseAddress(url, location.href);
    return address ? [html`<li><a href=${address.href}>${term(text)}</a></li>`] : [];
  });
  return links.length > 0
    ? html`<ul class="help">
        ${links}
      </ul>`
    : nothing;
}
