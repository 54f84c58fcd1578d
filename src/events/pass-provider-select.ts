import type { Provider } from '../pass/types.ts';
import { TveEvent } from './tve-event.ts';

/** The viewer chose a TV provider. Cancelable: when it is not cancelled, the sign-in starts. */
export class PassProviderSelectEvent extends TveEvent<{ provider: Provider }> {
  declare readonly provider: Provider;
  constructor(provider: Provider) {
    super('pass-provider-select', { provider }, { cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-provider-select': PassProviderSelectEvent;
  }
}
