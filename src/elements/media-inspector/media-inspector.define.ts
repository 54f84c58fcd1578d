import { MediaInspectorElement } from './media-inspector.ts';

MediaInspectorElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'media-inspector': MediaInspectorElement;
  }
}
