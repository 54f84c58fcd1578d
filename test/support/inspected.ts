/** An inspector in a page, and what a test asks it. */
import { fixture, fixtureCleanup } from '@open-wc/testing';
import '../../src/elements/media-inspector/media-inspector.define.ts';
import type { ToldEvent } from '../../src/elements/media-inspector/event-log.ts';
import type { MediaInspectorElement } from '../../src/elements/media-inspector/media-inspector.ts';
import { MediaTrackerEvent } from '../../src/events/media-tracker-event.ts';
import { until } from './clip-tracker.ts';

export { fixtureCleanup };

export async function inspect(markup: string): Promise<MediaInspectorElement> {
  const found = await fixture<Element>(markup);
  const inspector = found.matches('media-inspector') ? found : found.querySelector('media-inspector')!;
  await ready(inspector as MediaInspectorElement);
  return inspector as MediaInspectorElement;
}

/** What draws it has been fetched. */
export const ready = (inspector: MediaInspectorElement): Promise<void> =>
  until(() => inspector.hasAttribute('state'), 'the view');

/** Tells an event the way a tracker does. */
export const tellOn = (target: EventTarget, told: ToldEvent): boolean =>
  target.dispatchEvent(new MediaTrackerEvent({ params: {}, ...told }));

export const rootOf = (inspector: Element): ShadowRoot => inspector.shadowRoot!;

export const lineOf = (inspector: Element): HTMLElement | null => rootOf(inspector).querySelector('[role=listbox]');

/** Labels of the events on the line, in order of time. */
export const labels = (inspector: Element): string[] =>
  Array.from(rootOf(inspector).querySelectorAll('[role=option]'))
    .sort((a, b) => Number(a.getAttribute('aria-posinset')) - Number(b.getAttribute('aria-posinset')))
    .map(option => option.getAttribute('aria-label')!);

/** The first words of the labels. */
export const types = (inspector: Element): string[] => labels(inspector).map(label => label.split(',')[0]!);

export const sumsOf = (inspector: Element): string =>
  Array.from(rootOf(inspector).querySelectorAll('.sums b'), ({ textContent }) => textContent).join(' ');

export const buttonOf = (inspector: Element, name: string): HTMLButtonElement =>
  Array.from(rootOf(inspector).querySelectorAll('button')).find(
    button => (button.getAttribute('aria-label') ?? button.textContent).trim() === name,
  )!;

export const detailOf = (inspector: Element): { type: string; json: any } | undefined => {
  const detail = rootOf(inspector).querySelector('[part=detail]');
  return detail
    ? {
        type: detail.querySelector('h2')!.textContent,
        json: JSON.parse(detail.querySelector('code')!.textContent) as unknown,
      }
    : undefined;
};

export async function press(inspector: MediaInspectorElement, ...keys: string[]): Promise<void> {
  const line = lineOf(inspector)!;
  line.focus();
  for (const key of keys) {
    line.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await inspector.updateComplete;
  }
}

/** The event the keys have come to. */
export const activeOf = (inspector: Element): string | undefined => {
  const id = lineOf(inspector)!.getAttribute('aria-activedescendant');
  return (id && rootOf(inspector).getElementById(id)?.getAttribute('aria-label')) || undefined;
};
