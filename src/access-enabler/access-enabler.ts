import type { Bridge, BridgeSource, createBridge } from './bridge.ts';
import { createErrorHandlers } from './handlers.ts';
import { answerWithoutBridge } from './no-bridge.ts';
import type { PreauthorizeRequest } from './preauthorize-request.ts';
import type { AccessEnablerCallback, AeErrorEvent, AeIdentity, AeOptions, AeSelection } from './types.ts';

/** Where an instance takes from what its page does not say. */
export interface Surroundings extends BridgeSource {
  /** Fetches the part that does the work, which no page waits for while it is being read. */
  bridge: () => Promise<{ createBridge: typeof createBridge }>;
}

/** A call as the page made it. */
export type PageCall = readonly [name: string, ...args: unknown[]];

/**
 * The AccessEnabler JavaScript SDK 4, as far as it can be had over REST V2. All answers come through callbacks of the
 * page, which are functions of `window`; `getSelectedProvider` also returns its answer.
 */
export abstract class AccessEnablerBase {
  readonly #surroundings: Surroundings;
  readonly #handlers = createErrorHandlers();
  /** Calls that wait for the bridge. */
  #waiting: PageCall[] = [];
  #bridge: Bridge | undefined;
  #loading = false;

  /** @param softwareStatement of an application registered for REST V2; the old one lacks its scope */
  constructor(softwareStatement: string | undefined, surroundings: Surroundings) {
    const given = typeof softwareStatement === 'string' ? softwareStatement.trim() : '';
    this.#surroundings = { ...surroundings, statement: given || surroundings.statement };
  }

  /** The first call of a session. A plain object in the second place is taken for the options. */
  setRequestor(requestorId: string, endpointsOrOptions?: string[] | AeOptions | null, options?: AeOptions): void {
    this.#do('setRequestor', requestorId, endpointsOrOptions, options);
  }

  /** Answered by `setAuthenticationStatus`; never shows anything. */
  checkAuthentication(): void {
    this.#do('checkAuthentication');
  }

  /** For a Sign In button: `displayProviderDialog` where no provider is known, then the sign-in. */
  getAuthentication(redirectUrl?: string, data?: AeIdentity): void {
    this.#do('getAuthentication', redirectUrl, data);
  }

  /** Goes on with that provider; null when the viewer dismissed the choice. */
  setSelectedProvider(providerId: string | null): void {
    this.#do('setSelectedProvider', providerId);
  }

  /** Also answered by `selectedProvider`. */
  getSelectedProvider(): AeSelection {
    this.#do('getSelectedProvider');
    return this.#bridge?.selection() ?? { MVPD: null, AE_State: 'New User' };
  }

  /** Answered by `setToken` or `tokenRequestFailed`; a fresh decision each time. */
  checkAuthorization(resourceId: string, data?: AeIdentity): void {
    this.#do('checkAuthorization', resourceId, data);
  }

  /** The same, with a sign-in before it where that is needed. */
  getAuthorization(resourceId: string, redirectUrl?: string, data?: AeIdentity): void {
    this.#do('getAuthorization', resourceId, redirectUrl, data);
  }

  /** Answered by `preauthorizedResources`. */
  checkPreauthorizedResources(resources: string[], cache?: boolean): void {
    this.#do('checkPreauthorizedResources', resources, cache);
  }

  /** Answered by the callback object. Before the set-up has ended it fails at once. */
  preauthorize(request: PreauthorizeRequest, callback: AccessEnablerCallback): void {
    this.#do('preauthorize', request, callback);
  }

  /** Answered by `setMetadataStatus`. */
  getMetadata(key: string, params?: string[]): void {
    this.#do('getMetadata', key, params);
  }

  /** Signs out everywhere. */
  logout(): void {
    this.#do('logout');
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
    this.#do('setProviderDialogURL', url);
  }

  #do(...call: PageCall): void {
    // What waits goes first. Once the bridge is there, a call is made at once: it may need the viewer's click.
    if (this.#bridge) return this.#bridge.run(call);
    this.#waiting.push(call);
    if (!this.#loading) void this.#load();
  }

  async #load(): Promise<void> {
    this.#loading = true;
    try {
      const part = await this.#surroundings.bridge();
      this.#bridge = part.createBridge(this.#surroundings, this.#handlers);
      for (const call of this.#waiting.splice(0)) this.#bridge.run(call);
    } catch {
      // The next call tries again; those that wait are answered now. The requestor is kept for it.
      const waiting = this.#waiting.splice(0);
      this.#waiting = waiting.filter(([name]) => name === 'setRequestor');
      answerWithoutBridge(waiting, this.#handlers);
    }
    this.#loading = false;
  }
}
