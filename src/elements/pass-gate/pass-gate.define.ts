import '../pass-provider-picker/pass-provider-picker.define.ts';
import { PassGateElement } from './pass-gate.ts';

PassGateElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'pass-gate': PassGateElement;
  }
}
