/**
 * One function per endpoint: the parsed body of an answer to a checked value. They read both spellings wherever the
 * documentation has two, ignore what they do not know, and name the field they missed. Here are those of every page
 * view; the others stand beside what needs them, in `*-responses.ts`.
 */
import { PassError, readError, text } from './errors.ts';
import type { Attribute, Decision, MediaToken, Profile } from './types.ts';

export type Wire = Record<string, unknown>;

export const isObject = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const string = text;

/** Times come as numbers or as strings of digits. */
export const millis = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

export function malformed(what: string): PassError {
  return new PassError({ code: 'invalid-response', message: `The service's answer has no usable ${what}.` });
}

export function object(value: unknown, what: string): Wire {
  if (!isObject(value)) throw malformed(what);
  return value;
}

export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw malformed(what);
  return value;
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
    // It is about the token, whichever resource it stands beside.
    if (error?.status === 401) throw error;
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

/** A member only when there is a value: absent and undefined are not the same to a reader of the object. */
export function optional<K extends string, T>(key: K, value: T | undefined): { [key in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: T };
}
