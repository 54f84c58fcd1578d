/** A staff page with a world of the local services, for one test; it must end without complaints. */
import { expect } from '@open-wc/testing';
import { API_KEY, ORG_ID, SANDBOX_NAME, STAFF_TOKEN, WATERMARK_SITE_ID } from '../../demo/services/fixtures.ts';
import type { StreamingConnectionsElement } from '../../src/elements/streaming-connections/streaming-connections.ts';
import type { WatermarkJobsElement } from '../../src/elements/watermark-jobs/watermark-jobs.ts';
import type { WatermarkRecipientsElement } from '../../src/elements/watermark-recipients/watermark-recipients.ts';
import '../../src/elements/streaming-connections/streaming-connections.define.ts';
import '../../src/elements/watermark-jobs/watermark-jobs.define.ts';
import '../../src/elements/watermark-recipients/watermark-recipients.define.ts';
import { openWorld, type TestWorld, type WorldOptions } from './world.ts';

export interface ConsolePage {
  readonly world: TestWorld;
  streaming(changes?: Record<string, string | null>): StreamingConnectionsElement;
  jobs(changes?: Record<string, string | null>): WatermarkJobsElement;
  recipients(changes?: Record<string, string | null>): WatermarkRecipientsElement;
  /** A complaint that this test provokes on purpose. */
  forgive(complaint: RegExp): void;
}

/** Registers the hooks; what it returns belongs to whichever test runs. */
export function consolePage(options: WorldOptions = {}): ConsolePage {
  let world: TestWorld;
  let forgiven: RegExp[] = [];

  beforeEach(async () => {
    world = await openWorld(options);
    forgiven = [];
    document.documentElement.lang = 'en';
  });

  afterEach(async () => {
    for (const element of document.querySelectorAll('[data-page]')) element.remove();
    const complaints = (await world.complaints()).map(({ rule, text }) => `${rule}: ${text}`);
    await world.close();
    const unexpected = complaints.filter(text => !forgiven.some(pattern => pattern.test(text)));
    expect(unexpected.join('; '), 'complaints of the services').to.equal('');
  });

  const put = <Element extends HTMLElement>(tag: string, attributes: Record<string, string | null>): Element => {
    const main = document.createElement('main');
    main.dataset['page'] = '';
    const element = document.createElement(tag) as Element;
    for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
    main.append(element);
    document.body.append(main);
    return element;
  };
  const watermark = (changes: object): Record<string, string | null> => ({
    ...{ 'site-id': WATERMARK_SITE_ID, 'base-url': world.origin },
    ...changes,
  });

  return {
    get world() {
      return world;
    },
    forgive: complaint => void forgiven.push(complaint),
    streaming(changes = {}) {
      const element = put<StreamingConnectionsElement>('streaming-connections', {
        ...{ 'org-id': ORG_ID, 'api-key': API_KEY, 'sandbox-name': SANDBOX_NAME },
        'base-url': `${world.origin}/data/foundation/flowservice`,
        ...changes,
      });
      element.accessToken = () => STAFF_TOKEN;
      return element;
    },
    jobs(changes = {}) {
      const element = put<WatermarkJobsElement>('watermark-jobs', watermark(changes));
      element.tokenProvider = () => world.watermark.token();
      return element;
    },
    recipients(changes = {}) {
      const element = put<WatermarkRecipientsElement>('watermark-recipients', watermark(changes));
      element.tokenProvider = () => world.watermark.token();
      return element;
    },
  };
}

export async function until(ask: () => unknown, what: string, timeout = 10_000): Promise<void> {
  const end = performance.now() + timeout;
  while (!ask()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 15));
  }
}

export const inState = (element: Element, state: string): Promise<void> =>
  until(() => element.getAttribute('state') === state, `${element.localName} to be ${state}`);

export const find = <Found extends HTMLElement = HTMLElement>(element: Element, selector: string): Found | null =>
  element.shadowRoot!.querySelector<Found>(selector);
export const all = (element: Element, selector: string): HTMLElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
/** The element, once its list has rows. */
export async function listed<Listing extends Element>(element: Listing): Promise<Listing> {
  await inState(element, 'ready');
  await until(() => opened(element).length > 0, 'rows');
  return element;
}
/** It is there, and has the focus. */
export const focused = (element: Element, selector: string): boolean => {
  const { activeElement } = element.shadowRoot!;
  return activeElement !== null && activeElement === find(element, selector);
};
export const words = (node: Node | null | undefined): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The button that says this. */
export function button(element: Element, name: string): HTMLButtonElement {
  const found = all(element, 'button').filter(each => words(each) === name || each.getAttribute('aria-label') === name);
  expect(found, `a button “${name}” among ${all(element, 'button').map(words).join(', ')}`).not.to.have.length(0);
  return found[0] as HTMLButtonElement;
}

export function type(element: Element, selector: string, value: string): void {
  const field = find<HTMLInputElement>(element, selector)!;
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

export function tick(element: Element, selector: string): void {
  find<HTMLInputElement>(element, selector)!.click();
}

/** What the element says to those who cannot see it. */
export const said = (element: Element): string => words(find(element, '[role=status]'));
/** Names in the first column that can be opened. */
export const opened = (element: Element): string[] => all(element, '.open').map(words);

/** What a page would have handed to the browser's download, bytes as they are. */
export async function savedBy(work: () => void): Promise<{ name: string; text: string; bytes: Uint8Array }> {
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  let blob: Blob | undefined;
  let name = '';
  URL.createObjectURL = object => {
    blob = object as Blob;
    return createObjectURL.call(URL, object);
  };
  HTMLAnchorElement.prototype.click = function () {
    name = this.download;
  };
  try {
    work();
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
  expect(blob, 'a file').to.be.instanceOf(Blob);
  const bytes = new Uint8Array(await blob!.arrayBuffer());
  return { name, text: new TextDecoder().decode(bytes), bytes };
}
