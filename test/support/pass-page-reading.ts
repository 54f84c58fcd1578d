/** What tests of the sign-in elements read of a page, and wait for. */
import { expect } from '@open-wc/testing';
import type { PassGateElement } from '../../src/elements/pass-gate/pass-gate.ts';
import type { TestWorld } from './world.ts';

const LONG = 12_000;

/** Waits until an element's reflected `state` is this, and what it shows of it is there. */
export async function inState(element: Element, state: string): Promise<void> {
  await reached(element, state);
  // What is seen of an element is fetched when it comes into view, which an engine tells when it finds the time.
  const deadline = performance.now() + 2000;
  while (isBlank(element) && performance.now() < deadline) await new Promise(resolve => setTimeout(resolve, 20));
}

/** Nothing is drawn but the region for announcements. */
function isBlank({ shadowRoot }: Element): boolean {
  return shadowRoot?.querySelector(':not(.status)') === null;
}

function reached(element: Element, state: string): Promise<void> {
  if (element.getAttribute('state') === state) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const seen = [element.getAttribute('state')];
    const observer = new MutationObserver(() => {
      seen.push(element.getAttribute('state'));
      if (seen.at(-1) !== state) return;
      stop();
      resolve();
    });
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`<${element.localName}> became ${seen.join(', ')}, never ${state}`));
    }, LONG);
    const stop = (): void => {
      observer.disconnect();
      clearTimeout(timer);
    };
    observer.observe(element, { attributeFilter: ['state'] });
  });
}

/** Waits until something is so. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = performance.now() + LONG; !(await condition());) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** Waits until something is stored for this world's service. */
export const inStorage = (page: { world: TestWorld }, name: string): Promise<void> =>
  until(async () => (await stored(page)).some(key => key.includes(name)), `${name} on the device`);

/** Keys of everything stored for this world's service. */
export async function stored({ world }: { world: TestWorld }): Promise<string[]> {
  return (await storedEntries()).map(([key]) => key).filter(key => key.includes(world.origin));
}

/** Everything on the device, keys and values as text. */
export function storedEntries(): Promise<[string, string][]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('tve-elements');
    opening.onerror = () => reject(new Error('no database'));
    opening.onsuccess = () => {
      const database = opening.result;
      const store = database.transaction('keyval').objectStore('keyval');
      const keys = store.getAllKeys();
      const values = store.getAll();
      store.transaction.oncomplete = () => {
        database.close();
        resolve(keys.result.map((key, index) => [JSON.stringify(key), JSON.stringify(values.result[index])]));
      };
    };
  });
}

/** All events of these types that reach the document from now on. */
export function record(...types: (keyof HTMLElementEventMap)[]): CustomEvent[] {
  const events: CustomEvent[] = [];
  const controller = new AbortController();
  for (const type of types)
    document.addEventListener(type, event => void events.push(event as CustomEvent), { signal: controller.signal });
  recordings.push(controller);
  return events;
}
const recordings: AbortController[] = [];
afterEach(() => recordings.splice(0).forEach(controller => controller.abort()));

/** What is drawn in an element's shadow tree, as text. */
export const textOf = (element: Element): string => (element.shadowRoot!.textContent ?? '').replace(/\s+/g, ' ').trim();

/** What its permanent live region says. */
export const announced = (element: Element): string =>
  (element.shadowRoot!.querySelector('.status[role=status]')!.textContent ?? '').trim();

/** The first control in a shadow tree whose text is this. */
export function control(element: Element, text: string): HTMLElement {
  const controls = [...element.shadowRoot!.querySelectorAll<HTMLElement>('button, a, select, input')];
  const found = controls.find(candidate => candidate.textContent!.trim() === text);
  if (!found) throw new Error(`<${element.localName}> has no “${text}” but: ${textOf(element)}`);
  return found;
}

export function press(target: Element, key: string): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

export function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** A gate with a film in its template. */
export const gateMarkup = (attributes = 'resource="news"', more = ''): string =>
  `<pass-gate ${attributes}><template><p class="film">The film</p></template>${more}</pass-gate>`;

export const gateOf = (root: ParentNode): PassGateElement => root.querySelector('pass-gate')!;

/** Nothing of what a gate protects is in the document. */
export function expectClosed(gate: Element): void {
  expect(gate.querySelectorAll('.film').length, 'protected content in the document').to.equal(0);
  expect(gate.shadowRoot!.querySelectorAll('slot:not([name])').length, 'the slot of the content').to.equal(0);
  const kept = gate.querySelector('template')!.content.querySelectorAll('.film');
  expect(kept.length, 'content in the template').to.equal(1);
}

export function expectOpen(gate: Element): void {
  expect(gate.querySelectorAll(':scope > .film').length, 'content in the document').to.equal(1);
  expect(gate.shadowRoot!.querySelectorAll('slot:not([name])').length).to.equal(1);
}
