import type { Context } from 'hono';
import { SERVICE_PROVIDER, USERNAME } from '../../fixtures.ts';
import { setDegradation } from '../pass/degradation.ts';
import { signIn } from '../pass/profile-store.ts';
import { makeServiceToken } from '../pass/service-token.ts';
import { missingParameters } from '../pass/session-store.ts';
import type { AuthSession, DegradationRule } from '../pass/state.ts';
import { textOf } from '../shared/text.ts';
import type { Env } from '../shared/world-types.ts';
import { ControlError, needText, readInput, readNumber, readText } from './input.ts';

/** What an operator, a provider or a viewer does behind the scenes, done by script. */

/** Completes the sign-in of a code, as if the viewer had come back from the provider. */
export async function approve(c: Context<Env>): Promise<Response> {
  const { world } = c.env;
  const input = await readInput(c, ['code', 'mvpd']);
  const session = findCode(c, needText(input, 'code'));
  const mvpd = readText(input, 'mvpd') ?? session.mvpd;
  if (!mvpd) throw new ControlError('mvpd: the session has none, so give one');
  if (!world.pass.providers.has(mvpd)) throw new ControlError(`mvpd: there is no ${mvpd}`);
  session.mvpd = mvpd;
  session.returned = true;
  signIn(world, session, { userId: USERNAME, home: world.pass.providers.get(mvpd)?.login === 'home' });
  return c.json({ approved: session.code, mvpd });
}

/**
 * Signs a device in without any session: for tests that begin signed in. `type` gives the profile another one, such as
 * `appleSSO` or `platformSSO`, which no web page can obtain but every page must be able to read.
 */
export async function signInDevice(c: Context<Env>): Promise<Response> {
  const { world } = c.env;
  const input = await readInput(c, ['client', 'device', 'serviceProvider', 'mvpd', 'type']);
  const mvpd = needText(input, 'mvpd');
  if (!world.pass.providers.has(mvpd)) throw new ControlError(`mvpd: there is no ${mvpd}`);
  const seat = {
    client: needText(input, 'client'),
    device: needText(input, 'device'),
    serviceProvider: readText(input, 'serviceProvider') ?? SERVICE_PROVIDER,
  };
  const type = readText(input, 'type') ?? 'regular';
  signIn(world, { ...seat, mvpd } as AuthSession, { userId: USERNAME, type });
  return c.json({ signedIn: mvpd });
}

/** Ends profiles as time would: all of them, or those of one provider. */
export async function expireProfiles(c: Context<Env>): Promise<Response> {
  const { world } = c.env;
  const mvpd = readText(await readInput(c, ['mvpd']), 'mvpd');
  const profiles = [...world.pass.profiles.values()].filter(profile => mvpd === undefined || profile.mvpd === mvpd);
  for (const profile of profiles) profile.notAfter = Math.min(profile.notAfter, world.clock.now());
  return c.json({ expired: profiles.length });
}

export async function invalidateProfiles(c: Context<Env>): Promise<Response> {
  const { world } = c.env;
  const mvpd = readText(await readInput(c, ['mvpd']), 'mvpd');
  const profiles = [...world.pass.profiles.values()].filter(profile => mvpd === undefined || profile.mvpd === mvpd);
  for (const profile of profiles) profile.invalidated = true;
  return c.json({ invalidated: profiles.length });
}

/** Every access token is expired from now on. */
export function expireTokens(c: Context<Env>): Response {
  const { world } = c.env;
  for (const token of world.pass.tokens.values()) token.expiresAt = world.clock.now();
  return c.json({ expired: world.pass.tokens.size });
}

/**
 * Withdraws credentials: of one `client`, or of all. Tokens answer `invalid_access_token_client_application`, the token
 * endpoint `invalid_client`. `statement: true` withdraws the software statements, too: nobody can register again.
 */
export async function revokeCredentials(c: Context<Env>): Promise<Response> {
  const { world } = c.env;
  const input = await readInput(c, ['client', 'statement']);
  const id = readText(input, 'client');
  const clients = [...world.pass.clients.values()].filter(client => id === undefined || client.id === id);
  for (const client of clients) {
    client.revoked = true;
    if (input['statement'] === true) world.pass.revokedApplications.add(client.application);
  }
  return c.json({ revoked: clients.length });
}

/** `{ client }`: the test took the credentials from the device; registering again is right then (PASS-R15). */
export async function loseCredentials(c: Context<Env>): Promise<Response> {
  const id = readText(await readInput(c, ['client']), 'client');
  const clients = [...c.env.world.pass.clients.values()].filter(client => id === undefined || client.id === id);
  for (const client of clients) client.toldToRegister = true;
  return c.json({ lost: clients.length });
}

const RULES = ['AuthNAll', 'AuthZAll', 'AuthZNone'];

/** `{ rule, mvpd = "*", serviceProvider, message }`; rule `null` ends it (SBX-14). */
export async function degrade(c: Context<Env>): Promise<Response> {
  const input = await readInput(c, ['serviceProvider', 'mvpd', 'rule', 'message']);
  const rule = input['rule'] ?? null;
  if (rule !== null && !RULES.includes(textOf(rule)))
    throw new ControlError(`rule: expected ${RULES.join(', ')} or null`);
  const serviceProvider = readText(input, 'serviceProvider') ?? SERVICE_PROVIDER;
  const mvpd = readText(input, 'mvpd') ?? '*';
  setDegradation(c.env.world, serviceProvider, mvpd, rule as DegradationRule | null, readText(input, 'message'));
  return c.json({ serviceProvider, mvpd, rule });
}

/** `{ mvpd, enabled }`: switches an integration on or off. */
export async function integrate(c: Context<Env>): Promise<Response> {
  const input = await readInput(c, ['mvpd', 'enabled']);
  const provider = c.env.world.pass.providers.get(needText(input, 'mvpd'));
  if (!provider) throw new ControlError('mvpd: there is no such provider');
  provider.enabled = input['enabled'] === true;
  return c.json({ mvpd: provider.id, enabled: provider.enabled });
}

/** `{ subject, life }`: a service token signed for a user of the publisher's own account system. */
export async function serviceToken(c: Context<Env>): Promise<Response> {
  const input = await readInput(c, ['subject', 'life']);
  return c.json(makeServiceToken(c.env.world, needText(input, 'subject'), readNumber(input, 'life')));
}

export function listSessions(c: Context<Env>): Response {
  const { world } = c.env;
  const sessions = [...world.pass.sessions.values()].map(session => {
    const { code, client, device, serviceProvider, mvpd, redirectUrl, notBefore, notAfter, returned } = session;
    const state = session.replacedAt === undefined ? 'open' : 'replaced';
    const missing = missingParameters(world, session);
    return { code, client, device, serviceProvider, mvpd, redirectUrl, notBefore, notAfter, state, returned, missing };
  });
  return c.json(sessions);
}

function findCode(c: Context<Env>, code: string): AuthSession {
  const session = c.env.world.pass.sessions.get(code);
  if (!session || session.replacedAt !== undefined) throw new ControlError(`code: there is no live ${code}`, 404);
  return session;
}
