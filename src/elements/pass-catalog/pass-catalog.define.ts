import { PassCatalogElement } from './pass-catalog.ts';

PassCatalogElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'pass-catalog': PassCatalogElement;
  }
}
