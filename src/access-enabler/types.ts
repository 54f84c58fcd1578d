/**
 * What a page of the AccessEnabler JavaScript SDK types and reads. Names and spellings are that SDK's, since pages
 * compare them literally.
 */

/** Told on the document when a viewer gave up at the provider, which the old SDK kept to itself. */
export const CANCELLED = 'access-enabler-cancelled';

/** Name of the window in which a provider signs somebody out. */
export const SIGN_OUT_WINDOW = 'tve-sign-out';
/** What that window still has to visit. */
export const SIGN_OUT_PAGES = 'tve-sign-out-pages';

/** Options of `setRequestor`. */
export interface AeOptions {
  /** Experience Cloud ID of the visitor. */
  visitorID?: string;
  /** Name of the publisher's application in device information. */
  applicationId?: string;
  /** Sign in without leaving the page. */
  backgroundLogin?: boolean;
  /** Sign out without leaving the page. */
  backgroundLogout?: boolean;
  /** Window sizes by provider; a wish for an iframe is told in the console and not granted. */
  mvpdConfig?: Record<string, { iFrameRequired?: boolean; iFrameWidth?: number; iFrameHeight?: number }> | null;
  /** `false`: the page wants no `setConfig`, although it has one. */
  callSetConfig?: boolean;
}

/** What `getSelectedProvider` returns and `selectedProvider` is told. */
export interface AeSelection {
  MVPD: string | null;
  AE_State: 'New User' | 'User Not Authenticated' | 'User Authenticated';
}

/** An entry of `displayProviderDialog`. */
export interface AeMvpd {
  ID: string;
  displayName: string;
  logoURL: string;
  iFrameRequired: false;
  tempPass: boolean;
}

export type AeLevel = 'error' | 'warning' | 'info';

/** What a handler of `errorEvent` is told. */
export interface AeErrorEvent {
  errorId: string;
  level: AeLevel;
  message?: string;
  resource?: string;
}

export interface AeStatus {
  /** Of the HTTP answer; 0 where there was none. */
  status: number;
  code: string;
  message: string | null;
  details: string | null;
  helpUrl: string | null;
  trace: string | null;
  action: string;
}

export interface AeDecision {
  id: string;
  authorized: boolean;
  error: AeStatus | null;
}

export interface PreauthorizeResponse {
  status: AeStatus | null;
  decisions: AeDecision[];
}

/** The second argument of `preauthorize`. */
export interface AccessEnablerCallback {
  onResponse?: (response: PreauthorizeResponse) => void;
  onFailure?: (response: PreauthorizeResponse) => void;
}

/** Of a viewer who has a promotional TempPass: one key, and a SHA-256 hash that the page made. */
export type AeIdentity = Readonly<Record<string, string>>;

/** A call of the page that is answered by callbacks. */
export type AeCall =
  | { name: 'checkAuthentication' }
  | { name: 'getAuthentication'; redirectUrl?: string | undefined; identity?: AeIdentity | undefined }
  | { name: 'setSelectedProvider'; id: string | null }
  | { name: 'getSelectedProvider' }
  | { name: 'checkAuthorization'; resource: string; identity?: AeIdentity | undefined }
  | {
      name: 'getAuthorization';
      resource: string;
      redirectUrl?: string | undefined;
      identity?: AeIdentity | undefined;
    }
  | { name: 'checkPreauthorizedResources'; resources: string[]; cache: boolean }
  | { name: 'preauthorize'; resources: string[] | null; cache: boolean; callback: AccessEnablerCallback }
  | { name: 'getMetadata'; key: string; resource?: string | undefined }
  | { name: 'logout' };
