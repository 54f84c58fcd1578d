/** Answers of signing in and out, here or on another screen. */
import { imageAddress } from '../core/address.ts';
import { isObject, malformed, millis, object, optional, required, string, type Wire } from './responses.ts';
import type { Activation, LogoutStep, Provider, SessionAnswer } from './types.ts';

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
  // Two documents, two names (section 10.9).
  const known = wire['existingParameters'] ?? wire['existing'];
  const existing = isObject(known) ? known : {};
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

export function readLogouts(body: unknown): LogoutStep[] {
  const logouts = object(object(body, 'logouts')['logouts'], 'logouts');
  return Object.keys(logouts).map(mvpd => {
    const wire = object(logouts[mvpd], `logout of ${mvpd}`);
    return { mvpd, actionName: string(wire['actionName']) ?? 'complete', ...optional('url', string(wire['url'])) };
  });
}
