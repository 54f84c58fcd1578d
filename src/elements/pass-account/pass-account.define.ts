import '../pass-provider-picker/pass-provider-picker.define.ts';
import { PassAccountElement } from './pass-account.ts';

PassAccountElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'pass-account': PassAccountElement;
  }
}
