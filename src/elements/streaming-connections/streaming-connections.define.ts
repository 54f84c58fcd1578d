import { StreamingConnectionsElement } from './streaming-connections.ts';

StreamingConnectionsElement.define();

declare global {
  interface HTMLElementTagNameMap {
    'streaming-connections': StreamingConnectionsElement;
  }
}
