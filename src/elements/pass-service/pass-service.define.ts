import { PassServiceElement } from './pass-service.ts';

PassServiceElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'pass-service': PassServiceElement;
  }
}
