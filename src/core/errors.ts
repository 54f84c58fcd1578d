/**
 * One error type for everything this library reports. Messages are for people and may change; codes are for programs
 * and do not. The service's own words stay untouched in `code`, `action`, `details`, `trace` and `helpUrl`.
 */

/** Codes this library gives itself; every other code came from a service. */
export type OwnErrorCode = 'network' | 'timeout' | 'aborted' | 'invalid-response' | 'invalid-configuration' | 'storage';

export interface TveErrorInit {
  code: OwnErrorCode | (string & {});
  message: string;
  /** HTTP status, or the status inside a service's error object when that is more specific. */
  status?: number | undefined;
  /** What the service says should be done, verbatim. */
  action?: string | undefined;
  /** Whether repeating the same call later can succeed. */
  retryable?: boolean | undefined;
  /** The evidence: an underlying error, or the answer that could not be understood. Never a token or a secret. */
  cause?: unknown;
  /** The TV provider's own words to the viewer. */
  details?: string | undefined;
  /** Reference for the service's support. */
  trace?: string | undefined;
  /** Address of the service's explanation, exactly as received. */
  helpUrl?: string | undefined;
}

export class TveError extends Error {
  readonly code!: string;
  readonly status: number | undefined;
  readonly action: string | undefined;
  readonly retryable: boolean;
  readonly details: string | undefined;
  readonly trace: string | undefined;
  readonly helpUrl: string | undefined;
  override readonly cause: unknown;

  constructor(init: TveErrorInit) {
    super(init.message);
    this.name = 'TveError';
    Object.assign(this, init);
    this.retryable ??= false;
  }
}

/** What a wrong attribute, property or argument says: where it stands, what was expected, what was found. */
export function misuse(where: string, expected: string, found?: unknown): { code: OwnErrorCode; message: string } {
  const got = found === undefined || found === null || found === '' ? 'nothing' : JSON.stringify(String(found));
  return { code: 'invalid-configuration', message: `${where}: expected ${expected}, got ${got}` };
}
