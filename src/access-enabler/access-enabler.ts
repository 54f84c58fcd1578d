import { type Bridge, type BridgeSource, createBridge } from './bridge.ts';
import { createErrorHandlers } from './handlers.ts';
import type { PreauthorizeRequest } from './preauthorize-request.ts';
import type { AccessEnablerCallback, AeErrorEvent, AeIdentity, AeOptions, AeSelection } from './types.ts';

/**
 * The AccessEnabler JavaScript SDK 4, as far as it can be had over REST V2. All answers come through callbacks of the
 * page, which are functions of `window`; `getSelectedProvider` also returns its answer.
 */
export abstract class AccessEnablerBase {
  readonly #handlers = createErrorHandlers();
  readonly #bridge: Bridge;

  /** @param softwareStatement of an application registered for REST V2; the old one lacks its scope */
  constructor(softwareStatement: string | undefined, source: BridgeSource) {
    const given = typeof softwareStatement === 'string' ? softwareStatement.trim() : '';
    this.#bridge = createBridge({ ...source, statement: given || source.statement }, this.#handlers);
  }

  /** The first call of a session. A plain object in the second place is taken for the options. */
  setRequestor(requestorId: string, endpointsOrOptions?: string[] | AeOptions | null, options?: AeOptions): void {
    this.#bridge.run('setRequestor', requestorId, endpointsOrOptions, options);
  }

  /** Answered by `setAuthenticationStatus`; never shows anything. */
  checkAuthentication(): void {
    this.#bridge.run('checkAuthentication');
  }

  /** For a Sign In button: `displayProviderDialog` where no provider is known, then the sign-in. */
  getAuthentication(redirectUrl?: string, data?: AeIdentity): void {
    this.#bridge.run('getAuthentication', redirectUrl, data);
  }

  /** Goes on with that provider; null when the viewer dismissed the choice. */
  setSelectedProvider(providerId: string | null): void {
    this.#bridge.run('setSelectedProvider', providerId);
  }

  /** Also answered by `selectedProvider`. */
  getSelectedProvider(): AeSelection {
    this.#bridge.run('getSelectedProvider');
    return this.#bridge.selection();
  }

  /** Answered by `setToken` or `tokenRequestFailed`; a fresh decision each time. */
  checkAuthorization(resourceId: string, data?: AeIdentity): void {
    this.#bridge.run('checkAuthorization', resourceId, data);
  }

  /** The same, with a sign-in before it where that is needed. */
  getAuthorization(resourceId: string, redirectUrl?: string, data?: AeIdentity): void {
    this.#bridge.run('getAuthorization', resourceId, redirectUrl, data);
  }

  /** Answered by `preauthorizedResources`. */
  checkPreauthorizedResources(resources: string[], cache?: boolean): void {
    this.#bridge.run('checkPreauthorizedResources', resources, cache);
  }

  /** Answered by the callback object. Before the set-up has ended it fails at once. */
  preauthorize(request: PreauthorizeRequest, callback: AccessEnablerCallback): void {
    this.#bridge.run('preauthorize', request, callback);
  }

  /** Answered by `setMetadataStatus`. */
  getMetadata(key: string, params?: string[]): void {
    this.#bridge.run('getMetadata', key, params);
  }

  /** Signs out everywhere. */
  logout(): void {
    this.#bridge.run('logout');
  }

  /** Only `errorEvent` has an effect. A handler is named; a function will do as well. */
  bind(eventType: string, handler: string | ((event: AeErrorEvent) => void)): void {
    this.#handlers.bind(eventType, handler);
  }

  /** One handler, or all of them. */
  unbind(eventType: string, handler?: string | ((event: AeErrorEvent) => void) | null): void {
    this.#handlers.unbind(eventType, handler);
  }

  /** Left over from Flash; pages still call it. */
  setProviderDialogURL(url?: string): void {
    this.#bridge.run('setProviderDialogURL', url);
  }
}
