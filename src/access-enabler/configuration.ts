/** The list of providers as `setConfig` was given it: a text that pages parse as XML. */
import type { Provider } from '../pass/types.ts';

export function configurationXml(requestor: string, providers: readonly Provider[]): string {
  const mvpds = providers.map(({ id, displayName, logoUrl, isTempPass }) =>
    element(
      'mvpd',
      element('id', escape(id)),
      element('displayName', escape(displayName)),
      element('logoUrl', escape(logoUrl ?? '')),
      element('iFrameRequired', 'false'),
      element('iFrameWidth'),
      element('iFrameHeight'),
      element('tempPass', String(isTempPass)),
    ),
  );
  const id = escape(requestor);
  return element('config', element('requestor', element('id', id), element('name', id), element('mvpds', ...mvpds)));
}

const element = (name: string, ...content: string[]): string => `<${name}>${content.join('')}</${name}>`;

/** XML 1.0 has no way at all to write most control characters. */
const escape = (text: string): string =>
  text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
