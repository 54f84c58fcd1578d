/**
 * `tve-elements/access-enabler`: the calls and callbacks of the AccessEnabler JavaScript SDK over `<pass-service>`.
 * Importing it registers nothing, sets no global, and is safe without a DOM.
 */
import { AccessEnablerBase } from './access-enabler.ts';

export class AccessEnabler extends AccessEnablerBase {
  /** @param softwareStatement of an application registered for REST V2 */
  constructor(softwareStatement?: string, options: { baseUrl?: string } = {}) {
    super(softwareStatement, { baseUrl: options.baseUrl, load, bridge: () => import('./bridge.ts') });
  }
}

const load = (): Promise<unknown> =>
  Promise.all([
    import('../elements/pass-service/pass-service.define.ts'),
    import('../elements/pass-provider-picker/pass-provider-picker.define.ts'),
  ]);

export { CANCELLED } from './types.ts';
export { models, type PreauthorizeRequest, type PreauthorizeRequestBuilder } from './preauthorize-request.ts';
export { startPage } from './start.ts';
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
