import type { Store } from '../core/store.ts';
import type { PassBrowser } from './browser.ts';
import type { Connection, PlatformDeps } from './connection.ts';
import type { PassAction, PassState } from './pass-state.ts';
import type { PassConfig } from './types.ts';

/** What the parts of a client that are fetched on demand get from it. */
export interface PassContext extends PlatformDeps, Connection {
  config: PassConfig;
  /** Tells this client's service provider from others of the page and of the device. */
  scope: string;
  browser: PassBrowser;
  store: Pick<Store<PassState>, 'getState' | 'subscribe'>;
  dispatch: (action: PassAction) => void;
  /** Where something of this service provider is stored. */
  key: (name: string) => (string | number)[];
}
