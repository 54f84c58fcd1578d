/**
 * One function per endpoint: the parsed body of an answer to a checked value. They read both spellings wherever the
 * documentation has two, ignore what they do not know, and name the field they missed.
 */
import { imageAddress } from '../core/address.ts';
import { PassError, readError } from './errors.ts';
import type {
  Activation,
  Attribute,
  Decision,
  LogoutStep,
  MediaToken,
  Profile,
  Provider,
  SessionAnswer,
} from './types.ts';

type Wire = Record<string, unknown>;

const isObject = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const string = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Times come as numbers or as strings of digits. */
const millis = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

export function malformed(what: string): PassError {
  return new PassError({ code: 'invalid-response', message: `The service's answer has no usable ${what}.` });
}

function object(value: unknown, what: string): Wire {
  if (!isObject(value)) throw malformed(what);
  return value;
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw malformed(what);
  return value;
}

export interface Registration {
  clientId: string;
  clientSecret: string;
  scopes: string[];
}

export function readRegistration(body: unknown): Registration {
  const wire = object(body, 'registration');
  return {
    clientId: required(string(wire['client_id']), 'client_id'),
    clientSecret: required(string(wire['client_secret']), 'client_secret'),
    scopes: Array.isArray(wire['scopes']) ? wire['scopes'].map(String) : [],
  };
}

export function readToken(body: unknown): { accessToken: string; expiresIn: number } {
  const wire = object(body, 'token');
  const expiresIn = required(millis(wire['expires_in']), 'expires_in');
  return { accessToken: required(string(wire['access_token']), 'access_token'), expiresIn: expiresIn * 1000 };
}

export function readConfiguration(body: unknown): Provider[] {
  const wire = object(body, 'configuration');
  const requestor = isObject(wire['requestor']) ? wire['requestor'] : {};
  const list = requestor['mvpds'] ?? wire['mvpds'];
  if (!Array.isArray(list)) throw malformed('list of TV providers');
  const seen = new Set<string>();
  const providers: Provider[] = [];
  for (const item of list as unknown[]) {
    const id = isObject(item) && string(item['id']);
    // One bad entry must not hide the others.
    if (!id || seen.has(id)) continue;
    seen.add(id);
    providers.push({
      id,
      displayName: string(item['displayName']) ?? id,
      logoUrl: imageAddress(string(item['logoUrl'])),
      isTempPass: item['isTempPass'] === true || item['isTempPass'] === 'true',
      isProxy: item['isProxy'] === true || item['isProxy'] === 'true',
    });
  }
  return providers;
}

export function readSession(body: unknown): SessionAnswer {
  const wire = object(body, 'session');
  const life = (millis(wire['notAfter']) ?? NaN) - (millis(wire['notBefore']) ?? NaN);
  const missing = wire['missingParameters'] ?? wire['missing'];
  return {
    actionName: required(string(wire['actionName']), 'actionName'),
    reasonType: string(wire['reasonType']) ?? string(wire['reason']) ?? 'none',
    missingParameters: Array.isArray(missing) ? missing.map(fieldName) : [],
    ...optional('url', string(wire['url'])),
    ...optional('code', string(wire['code'])),
    ...optional('mvpd', string(wire['mvpd'])),
    ...optional('life', life > 0 ? life : undefined),
  };
}

/** The answer's `domain` is the request's `domainName`. */
const fieldName = (name: unknown): string => (name === 'domain' ? 'domainName' : String(name));

/** A session as the other screen sees it. */
export function readActivation(body: unknown): Omit<Activation, 'code'> {
  const wire = object(body, 'session');
  const existing = isObject(wire['existingParameters']) ? wire['existingParameters'] : {};
  const missing = wire['missingParameters'] ?? wire['missing'];
  return {
    missingParameters: Array.isArray(missing) ? missing.map(fieldName) : [],
    ...optional('mvpd', string(existing['mvpd'])),
    ...optional('expiresAt', millis(wire['notAfter'])),
    ...optional('device', isObject(wire['device']) ? flat(wire['device']) : undefined),
  };
}

/** The few levels of a device's description as one: `operatingSystem.name` is `osName`. */
function flat(wire: Wire, prefix = ''): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(wire)) {
    const name = prefix ? prefix + key.charAt(0).toUpperCase() + key.slice(1) : key;
    if (isObject(value)) Object.assign(texts, flat(value, key === 'operatingSystem' ? 'os' : name));
    else if (value !== null && value !== '' && typeof value !== 'object') texts[name] = String(value);
  }
  return texts;
}

export function readProfiles(body: unknown): Profile[] {
  const profiles = object(object(body, 'profiles')['profiles'], 'profiles');
  return Object.keys(profiles).map(mvpd => {
    const wire = object(profiles[mvpd], `profile of ${mvpd}`);
    return {
      mvpd,
      type: string(wire['type']) ?? 'unknown',
      issuer: string(wire['issuer']) ?? mvpd,
      notBefore: millis(wire['notBefore']) ?? 0,
      notAfter: required(millis(wire['notAfter']), 'notAfter of a profile'),
      attributes: readAttributes(wire['attributes']),
    };
  });
}

function readAttributes(value: unknown): Record<string, Attribute> {
  const attributes: Record<string, Attribute> = {};
  for (const [key, wire] of Object.entries(isObject(value) ? value : {})) {
    if (isObject(wire)) attributes[key] = { value: wire['value'], ...optional('state', string(wire['state'])) };
  }
  return attributes;
}

export function readDecisions(body: unknown, httpStatus: number): Decision[] {
  const list = object(body, 'decisions')['decisions'];
  if (!Array.isArray(list)) throw malformed('list of decisions');
  return (list as unknown[]).filter(isObject).map(wire => {
    const token = readMediaToken(wire['token']);
    const error = readError(wire['error'], httpStatus);
    return {
      resource: string(wire['resource']) ?? '',
      mvpd: string(wire['mvpd']) ?? '',
      source: string(wire['source']) ?? 'mvpd',
      authorized: wire['authorized'] === true,
      ...optional('mediaToken', token),
      ...optional('notBefore', millis(wire['notBefore'])),
      ...optional('notAfter', millis(wire['notAfter'])),
      ...optional('error', error),
    };
  });
}

function readMediaToken(value: unknown): MediaToken | undefined {
  const serializedToken = isObject(value) ? string(value['serializedToken']) : undefined;
  if (!serializedToken || !isObject(value)) return undefined;
  return {
    serializedToken,
    notBefore: millis(value['notBefore']) ?? 0,
    notAfter: millis(value['notAfter']) ?? 0,
  };
}

/** The decision for a resource: by its exact name, else by its name without stray white space, never by position. */
export function decisionFor(decisions: readonly Decision[], resource: string): Decision | undefined {
  return (
    decisions.find(decision => decision.resource === resource) ??
    decisions.find(decision => decision.resource.trim() === resource.trim())
  );
}

export function readLogouts(body: unknown): LogoutStep[] {
  const logouts = object(object(body, 'logouts')['logouts'], 'logouts');
  return Object.keys(logouts).map(mvpd => {
    const wire = object(logouts[mvpd], `logout of ${mvpd}`);
    return { mvpd, actionName: string(wire['actionName']) ?? 'complete', ...optional('url', string(wire['url'])) };
  });
}

/** A member only when there is a value: absent and undefined are not the same to a reader of the object. */
function optional<K extends string, T>(key: K, value: T | undefined): { [key in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: T };
}
