import { PassProviderPickerElement } from './pass-provider-picker.ts';

PassProviderPickerElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'pass-provider-picker': PassProviderPickerElement;
  }
}
