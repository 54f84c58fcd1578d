import '../pass-provider-picker/pass-provider-picker.define.ts';
import { PassActivateElement } from './pass-activate.ts';

PassActivateElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'pass-activate': PassActivateElement;
  }
}
