import { Hono, type Context } from 'hono';
import type { Switches } from '../shared/switches.ts';
import type { Env } from '../shared/world-types.ts';
import { authenticate } from './authenticate.ts';
import { configuration } from './configuration.ts';
import { authorize, preauthorize } from './decisions.ts';
import { endpoint } from './endpoint.ts';
import { refuse } from './errors.ts';
import { logout } from './logout.ts';
import { allProfiles, oneProfile, profileByCode } from './profiles.ts';
import { register } from './register.ts';
import { IDENTITY_HEADER, PARTNER_HEADER, SSO_HEADERS } from './request-headers.ts';
import { resetTempPass } from './reset-temp-pass.ts';
import { SESSION_FIELDS } from './session-parameters.ts';
import { createSession, inspectSession, resumeSession } from './sessions.ts';
import { createServiceToken, linkDevice, listDevices, refreshServiceToken, unlinkDevices } from './sso-service.ts';
import { issueToken } from './token.ts';
import { verify } from './verifier.ts';

type Handler = (c: Context<Env>) => Response | Promise<Response>;

const FORM = { body: 'form', fields: SESSION_FIELDS } as const;
const JSON_BODY = { body: 'json', fields: ['resources'] } as const;
const DECISION_HEADERS = [...SSO_HEADERS, PARTNER_HEADER, IDENTITY_HEADER];

/** Every path of Adobe Pass with the headers its page documents (3.1). The paths are those of the request tables (10.1, 10.2). */
export function passRoutes(): Hono<Env> {
  const app = new Hono<Env>({ strict: true });
  const on = (path: string, methods: Record<string, Handler>, when: (switches: Switches) => boolean = () => true) =>
    app.all(path, c => (when(c.env.world.switches) ? (methods[c.req.method] ?? wrongMethod) : notFound)(c));
  const inspect = endpoint({}, inspectSession);
  const decide = endpoint({ ...JSON_BODY, device: true, headers: DECISION_HEADERS }, authorize);
  const leave = endpoint({ device: true, headers: SSO_HEADERS, query: ['redirectUrl'] }, logout);

  on('/o/client/register', { POST: register });
  const byGet = (c: Context<Env>) => (c.env.world.switches.tokenParameters === 'any' ? issueToken : wrongMethod)(c);
  on('/o/client/token', { POST: issueToken, GET: byGet });

  on('/api/v2/authenticate/:sp/:code', { GET: authenticate });
  on('/api/v2/:sp/configuration', { GET: endpoint({ query: ['profile'] }, configuration) });
  on('/api/v2/:sp/sessions', { POST: endpoint({ ...FORM, device: true, headers: SSO_HEADERS }, createSession) });
  on('/api/v2/:sp/sessions/:code', { GET: inspect, POST: endpoint(FORM, resumeSession) });
  on('/api/v2/:sp/profiles', {
    GET: endpoint({ device: true, headers: [...SSO_HEADERS, PARTNER_HEADER] }, allProfiles),
  });
  on('/api/v2/:sp/profiles/:mvpd', { GET: endpoint({ device: true, headers: DECISION_HEADERS }, oneProfile) });
  on('/api/v2/:sp/profiles/code/:code', { GET: endpoint({ headers: [IDENTITY_HEADER] }, profileByCode) });
  on('/api/v2/:sp/decisions/preauthorize/:mvpd', {
    POST: endpoint({ ...JSON_BODY, device: true, headers: DECISION_HEADERS }, preauthorize),
  });
  on('/api/v2/:sp/decisions/authorize/:mvpd', { POST: decide });
  on('/api/v2/:sp/logout/:mvpd', { GET: leave });

  // Readings of other pages, served on demand only.
  on('/api/v2/:sp/decision/authorize/:mvpd', { POST: decide }, ({ decisionPath }) => decisionPath === 'both');
  on('/api/v2/sessions/:sp/:code', { GET: inspect }, ({ pathOrder }) => pathOrder === 'both');
  on('/api/v2/logout/:sp/:mvpd', { GET: leave }, ({ pathOrder }) => pathOrder === 'both');

  on('/api/:sp/serviceToken', { POST: createServiceToken, GET: refreshServiceToken });
  on('/api/:sp/link', { POST: linkDevice });
  on('/api/:sp/unlink', { POST: unlinkDevices });
  on('/api/:sp/list', { GET: listDevices });
  on('/reset-tempass/v3/reset', { DELETE: resetTempPass });
  on('/reset-tempass/v3/reset/generic', { DELETE: resetTempPass });
  on('/verify', { POST: verify });

  app.all('*', notFound);
  return app;
}

function notFound(c: Context<Env>): Response {
  return refuse(c.env.world, c.env.call, 'not_found', { rule: 'PASS-R138' });
}

/** SBX-7: a known path with a wrong method. */
function wrongMethod(c: Context<Env>): Response {
  return refuse(c.env.world, c.env.call, 'method_not_allowed');
}
