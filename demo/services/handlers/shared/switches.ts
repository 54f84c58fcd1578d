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

  /** MC 10.1: whether a start tells a location hint. */
  edgeHint: ['told', 'missing'],

  /** Operators' services: no document says which origins they allow (STREAM section 13, DWM section 12). */
  operatorCors: ['open', 'allow-list', 'off'],
  /** STREAM 2.2: the documents give code and text of an error, not its envelope. */
  flowErrors: ['errorCode', 'error_code', 'code', 'type', 'text', 'empty'],
  /** 3.3: where the next page is told; `foreign` is a link to another host. */
  nextPage: ['link', 'absolute', 'token', 'foreign'],
  /** 12: codes 1101-404 and 1439-400, or no items at all. */
  flowNotFound: [404, 400, 'empty'],
  /** 3.4: whether the state of a connection can be patched is unverified. */
  patchState: [true, false],
  /** 1445: patching connections at all may be off for an organization. */
  patchConnections: [true, false],
  /** 3.2: the older answer has neither `authenticationRequired` nor organization and sandbox. */
  connectionShape: ['current', 'older'],
  /** 12: a bad token at an inlet. */
  inletBadToken: [403, 401],
  /** 6: one answer for each message, or one fewer. */
  inletResponses: ['each', 'short'],
  /** 8: `status` inside a problem; each is documented for one of them. */
  problemStatus: ['documented', 'number', 'string'],
  /** 7: only one data center validates. */
  syncValidation: ['supported', 'unsupported'],
  /** 5: spelling and type in the answer of an inlet. */
  inletAnswer: ['current', 'older', 'newest'],

  /** DWM 3.1: a token that tells its end, one that does not, one without `Bearer `. */
  watermarkToken: ['exp', 'opaque', 'bare'],
  /** DWM 12: names match as a whole or in part. */
  watermarkMatch: ['whole', 'part'],
  /** DWM 12: one bad entry refuses all; the others are stored and the call fails; the others are stored and told. */
  watermarkCreate: ['all', 'each', 'partial'],
  watermarkIds: ['number', 'string'],
  watermarkZone: ['told', 'missing'],
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
