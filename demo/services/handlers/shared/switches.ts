/**
 * Named switches: one for each row of the protocol reference (section 10) where two readings of the documents exist,
 * and for the ways a service may misbehave as a whole. The first value listed is the default.
 */
export const SWITCHES = {
  /** SBX-17. */
  throttle: [true, false],
  /** SBX-6 and MC strictness: unknown parameters are refused, or let pass. */
  strict: [true, false],
  /** SBX-1: allow the headers of 3.1, or only those seen in the one sample of 1.5. */
  corsHeaders: ['documented', 'sample'],
  /** 1.5, SBX-17: leave CORS headers out, so that a page sees a bare network error. */
  corsOn429: [true, false],
  corsOnErrors: [true, false],
  /** 10.1: whether `/decision/authorize/` of the cookbooks is served, too. */
  decisionPath: ['plural', 'both'],
  /** 10.2: whether `/sessions/{sp}/…` and `/logout/{sp}/…` of the samples are served, too. */
  pathOrder: ['tables', 'both'],
  /** 10.2, 10.17: whether the token endpoint takes its parameters in the query, by GET or POST. */
  tokenParameters: ['body', 'any'],
  /** 10.4 */
  configurationShape: ['requestor', 'topLevel'],
  configurationNames: ['device', 'platform'],
  /** 10.7 */
  profileErrors: ['item', 'top'],
  tooManyResources: ['top', 'item'],
  /** 10.8 */
  deviceHeaders: ['table', 'always'],
  /** 10.9 */
  missingDomainName: ['domain', 'domainName'],
  existingDomainName: ['domainName', 'domain'],
  parameterLists: ['long', 'short'],
  reasonName: ['reasonType', 'reason'],
  /** 10.10 */
  sessionTimes: ['string', 'number'],
  otherTimes: ['number', 'string'],
  /** 10.11: a hash of 64 hexadecimal digits, or any text. */
  tempPassIdentity: ['hash', 'any'],
  /** 10.12 */
  tempPassAction: ['authentication', 'none'],
  expirationDate: ['notAfter', 'notBefore'],
  /** 10.13 */
  preauthorizationDenial: ['denied', 'deny'],
  /** 10.14 */
  echoTrailingSpace: [false, true],
  /** 10.15: where error pages are said to be. */
  helpUrl: ['https', 'http', 'none'],
  /** 10.17 */
  redirectUri: ['optional', 'required'],
  redirectUris: ['sent', 'other'],
  /** 10.18 */
  authenticateErrors: ['html', 'json'],
  /** 10.19: 201 or 200 where something was made. */
  createdStatus: [201, 200],
  /** 10.20: each provider its own way, or one way for all. */
  logoutUrl: ['provider', 'absolute', 'relative', 'missing'],
  logoutRedirect: ['required', 'optional'],
  /** 10.21, 10.30 */
  unauthorizedBody: ['json', 'html', 'empty'],
  /** 10.22 */
  deviceInfo: ['strict', 'lenient'],
  /** 10.24 */
  ssoNames: ['samples', 'prose'],
  ssoErrors: ['wrapped', 'bare'],
  /** 10.25 */
  profileIssuer: ['key', 'other'],
  profileExtras: [false, true],
  /** 10.26 */
  tokenIssuedAt: [false, true],
  /** 10.27 */
  codeOnAuthorize: [false, true],
  /** 10.29 */
  denialAction: ['none', 'authorization'],
  /** 10.30: a denial in the provider's own words, or the failure that odd characters in it once led to. */
  denialWords: ['item', 'failure'],
  /** 10.31 */
  loginFrames: ['none', 'allowed'],
  /** 10.32 */
  visitorHeader: ['everywhere', 'table'],
  /** 10.33 */
  identityOnPreauthorize: ['optional', 'required'],
  /** 5.8: some providers leave unknown resources out of their answer. */
  omitDenied: [false, true],
  /** Media Collection, C22, C15, section 1.4. */
  missingContentType: [400, 415],
  afterSessionEnd: [410, 204],
  location: ['relative', 'absolute', 'missing'],
} as const;

export type Switches = { -readonly [K in keyof typeof SWITCHES]: (typeof SWITCHES)[K][number] };

export function defaultSwitches(changes: Partial<Switches> = {}): Switches {
  const defaults = Object.fromEntries(Object.entries(SWITCHES).map(([name, values]) => [name, values[0]])) as Switches;
  return { ...defaults, ...changes };
}

/** Says what is wrong with a set of switches, or nothing. */
export function checkSwitches(changes: Record<string, unknown>): string | undefined {
  for (const [name, value] of Object.entries(changes)) {
    const values = (SWITCHES as Record<string, readonly unknown[]>)[name];
    if (!values) return `${name}: no such switch; there are ${Object.keys(SWITCHES).join(', ')}`;
    if (!values.includes(value)) return `${name}: expected one of ${values.map(v => JSON.stringify(v)).join(', ')}`;
  }
  return undefined;
}
