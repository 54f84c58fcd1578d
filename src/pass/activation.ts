import { parseAddress } from '../core/address.ts';
import { wait } from '../core/wait.ts';
import type { PassContext } from './context.ts';
import { PassError } from './errors.ts';
import type { PassRequest } from './requests.ts';
import {
  authenticatePath,
  getProfileByCode,
  getSession,
  resumeSession,
  type SessionParameters,
} from './sign-in-requests.ts';
import { malformed, readProfiles } from './responses.ts';
import { readActivation, readSession } from './sign-in-responses.ts';
import type { Activation, Profile } from './types.ts';

interface Abortable {
  signal?: AbortSignal | undefined;
}

/** A service that still misses something after this many answers will go on missing it. */
const ROUNDS = 2;
/**
 * The two devices stand in one household, whose address the service counts as one device. A page that is visited cannot be
 * asked for again as a request can, so it gets a second of its own instead of what may be left of the burst.
 */
const APART = 1050;
/** Where this tab leaves the code while the viewer is at the provider. */
const MARK = 'tve-pass-activation';

/** The code belongs to another device, so nothing is said of this one. */
const forOther = (request: PassRequest): PassRequest => ({ ...request, otherDevice: true });

/** As people type it: in small letters, with spaces and hyphens. */
const normalize = (typed: string): string => typed.replace(/[\s\u2010-\u2015-]/g, '').toUpperCase();

/** The service is not asked about what cannot be a code, and nothing else may end up in its paths. */
function readCode(typed: string): string {
  const code = normalize(typed);
  if (!/^[A-Z0-9]{4,12}$/.test(code)) throw notACode();
  return code;
}

/** What a typed code stands for; rejects when it is wrong or has ended. Nothing is opened for a code that is not known. */
export async function checkCode(context: PassContext, typed: string, { signal }: Abortable): Promise<Activation> {
  const code = readCode(typed);
  const request = forOther(getSession(context.config.serviceProvider, code));
  return { code, ...(await context.transport(request, readActivation, { signal })) };
}

/**
 * Completes the session of another device and gives the address of the provider's page to go to; an empty one when that
 * device is signed in already.
 */
export async function activate(
  context: PassContext,
  typed: string | Activation,
  { providerId, signal }: Abortable & { providerId?: string | undefined },
): Promise<string> {
  const { config, transport } = context;
  const { serviceProvider, baseUrl, domainName } = config;
  // Exactly what is missing may be sent, and only the service knows what that is. Sending it checks the code once more.
  const isKnown = typeof typed !== 'string' && typed.missingParameters.length > 0;
  const text = typeof typed === 'string' ? typed : typed.code;
  const { mvpd, missingParameters } = isKnown ? typed : await checkCode(context, text, { signal });
  const code = readCode(text);
  const known: SessionParameters = { domainName, redirectUrl: config.redirectUrl() };
  if (providerId) known.mvpd = providerId;
  let path: string | undefined = authenticatePath(serviceProvider, code);
  let missing: readonly string[] = missingParameters;
  for (let round = 0; missing.length > 0; round++) {
    const form: SessionParameters = {};
    for (const name of missing as (keyof SessionParameters)[]) {
      const value = known[name];
      if (round === ROUNDS || value === undefined) throw incomplete(name);
      form[name] = value;
    }
    const answer = await transport(forOther(resumeSession(serviceProvider, code, form)), readSession, { signal });
    if (answer.actionName === 'authorize') return '';
    missing = answer.actionName === 'authenticate' ? [] : answer.missingParameters;
    if (answer.actionName !== 'authenticate' && missing.length === 0) throw malformed('list of what is missing');
    path = answer.actionName === 'authenticate' ? answer.url : undefined;
  }
  const page = parseAddress(path, baseUrl);
  if (!page) throw malformed('address of the sign-in page');
  await wait(context.clock, APART, signal);
  await context.admitVisit(signal);
  context.browser.leave(MARK, { code, scope: context.scope, mvpd: mvpd ?? providerId });
  return page.href;
}

/**
 * After the provider's page led back here: whether the other device is signed in now, by a single look. Undefined when
 * this tab did not come from there, null when nobody signed in.
 */
export async function activationResult(
  context: PassContext,
  { signal }: Abortable,
): Promise<Profile | null | undefined> {
  const mark = context.browser.found(MARK) as { code?: unknown; scope?: unknown } | undefined;
  if (typeof mark?.code !== 'string' || mark.scope !== context.scope) return undefined;
  context.browser.leave(MARK, undefined);
  const request = forOther(getProfileByCode(context.config.serviceProvider, mark.code));
  return (await context.transport(request, readProfiles, { signal }))[0] ?? null;
}

const notACode = (): PassError =>
  new PassError({ code: 'invalid_parameter_code', action: 'none', message: 'A code has 6 or 7 letters and digits.' });

const incomplete = (name: string): PassError =>
  new PassError({
    code: name === 'mvpd' ? 'invalid_parameter_mvpd' : 'invalid-response',
    message: `The session of this code still misses ${name}.`,
  });
