import { parseAddress } from '../core/address.ts';
import { createWatermarkClient, type WatermarkClient } from '../watermark/client.ts';
import { asWatermarkError, misused, type WatermarkError } from '../watermark/errors.ts';
import { isSiteId } from '../watermark/rules.ts';
import type { Credentials, TokenProvider } from '../watermark/types.ts';

/** The vendor's address; a relay or the local services are other values of `base-url`. */
export const PRODUCTION = 'https://dwm.pallycon.com';

export interface WatermarkSettings {
  /** For error messages: the tag. */
  readonly localName: string;
  readonly siteId: string | null;
  readonly baseUrl: string | null;
  readonly tokenProvider: TokenProvider | null;
  readonly credentials: Credentials | null;
}

/** How an element gets at the service: by the page's token, by the page's credentials, or by what an operator types. */
export class WatermarkAccess {
  client: WatermarkClient | undefined;
  error: WatermarkError | undefined;
  /** Nobody has said yet which site it is. */
  unconfigured = true;
  #settings: WatermarkSettings | undefined;
  /** What was typed: handed out once, for the token call, and gone (DWM-R2). */
  #typed: Credentials | undefined;

  configure(settings: WatermarkSettings): void {
    this.#settings = settings;
    this.#typed = undefined;
    this.client = undefined;
    this.error = undefined;
    this.unconfigured = !settings.siteId;
    try {
      this.client = this.#create(settings);
    } catch (error) {
      this.error = asWatermarkError(error);
    }
  }

  /** An operator has to type the credentials. */
  get lacksCredentials(): boolean {
    const { tokenProvider, credentials } = this.#settings ?? {};
    return !tokenProvider && !credentials && !this.#typed && !this.client?.token.present;
  }

  enter(credentials: Credentials): void {
    this.#typed = credentials;
  }

  forget(): void {
    this.#typed = undefined;
    this.client?.forget();
  }

  #create({ localName, siteId, baseUrl, tokenProvider }: WatermarkSettings): WatermarkClient {
    if (!siteId || !isSiteId(siteId)) throw misused(`<${localName} site-id>`, 'four letters or digits', siteId);
    const base = parseAddress(baseUrl ?? PRODUCTION, location.href);
    if (!base) throw misused(`<${localName} base-url>`, 'an https address (or http on localhost)', baseUrl);
    return createWatermarkClient({
      siteId,
      baseUrl: base.href.replace(/\/+$/, ''),
      tokenProvider: tokenProvider ?? undefined,
      credentials: () => {
        const typed = this.#typed;
        this.#typed = undefined;
        return this.#settings?.credentials ?? typed;
      },
    });
  }
}
