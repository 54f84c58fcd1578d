import type { PassProviderPickerElement } from '../../src/elements/pass-provider-picker/pass-provider-picker.ts';
import { inState, type passPage, textOf, until } from './pass-fixtures.ts';

export const pickerOf = (root: ParentNode): PassProviderPickerElement => root.querySelector('pass-provider-picker')!;

export const options = (picker: Element): HTMLElement[] => [
  ...picker.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]'),
];

export const option = (picker: Element, name: string): HTMLElement =>
  options(picker).find(({ textContent }) => textContent.includes(name))!;

export const input = (picker: Element): HTMLInputElement => picker.shadowRoot!.querySelector('input')!;

/** What a picker shows is fetched when it comes into view. */
export const drawn = async (picker: PassProviderPickerElement): Promise<void> => {
  await until(() => textOf(picker) !== '', 'the view');
  await picker.updateComplete;
};

/** Opens a page with a picker in this state. */
export const openPicker = async (
  page: ReturnType<typeof passPage>,
  attributes = '',
  state = 'ready',
): Promise<PassProviderPickerElement> => {
  const picker = pickerOf(page.open(`<pass-provider-picker ${attributes}></pass-provider-picker>`));
  await inState(picker, state);
  await drawn(picker);
  return picker;
};
