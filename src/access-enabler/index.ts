/**
 * `tve-elements/access-enabler`: the calls and callbacks of the AccessEnabler JavaScript SDK over `<pass-service>`.
 * Importing it registers nothing, sets no global, and is safe without a DOM.
 */
import { AccessEnablerBase } from './access-enabler.ts';
import type { OnDemand } from './bridge.ts';
import { startPage as start } from './start.ts';

export class AccessEnabler extends AccessEnablerBase {
  /** @param softwareStatement of an application registered for REST V2 */
  constructor(softwareStatement?: string, options: { baseUrl?: string } = {}) {
    super(softwareStatement, { baseUrl: options.baseUrl, load, onDemand });
  }
}

const load = (): Promise<unknown> =>
  Promise.all([
    import('../elements/pass-service/pass-service.define.ts'),
    import('../elements/pass-provider-picker/pass-provider-picker.define.ts'),
  ]);

const onDemand = (): Promise<OnDemand> => import('./on-demand.ts');

/** Sets the globals of the SDK to that class, and calls the page's `entitlementLoaded` once. */
export const startPage = (Class: typeof AccessEnabler = AccessEnabler): void => start(Class, onDemand);

export { CANCELLED } from './types.ts';
export { models, type PreauthorizeRequest, type PreauthorizeRequestBuilder } from './preauthorize-request.ts';
export type {
  AccessEnablerCallback,
  AeDecision,
  AeErrorEvent,
  AeIdentity,
  AeLevel,
  AeMvpd,
  AeOptions,
  AeSelection,
  AeStatus,
  PreauthorizeResponse,
} from './types.ts';
