import { PassAuthCodeElement } from './pass-auth-code.ts';

PassAuthCodeElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'pass-auth-code': PassAuthCodeElement;
  }
}
