import { isOperatorPath, operatorCors } from './operator-cors.ts';
import type { Call, World } from './world-types.ts';

/** The headers of section 3.1 a page may want to send. */
const DOCUMENTED = [
  'Authorization',
  'Content-Type',
  'Accept',
  'AP-Device-Identifier',
  'X-Device-Info',
  'Adobe-Subject-Token',
  'X-Roku-Reserved-Roku-Connect-Token',
  'AD-Service-Token',
  'AP-Partner-Framework-Status',
  'AP-TempPass-Identity',
  'AP-Visitor-Identifier',
  'X-SSO-ID',
  'X-SSO-LINK',
];

/** The headers seen in the documents' one sample (section 1.5). */
const SAMPLE = [
  ...['ap_11', 'ap_42', 'ap_z', 'ap_19', 'ap_21', 'ap_23', 'authorization', 'content-type', 'pass_sfp'],
  ...['AP-Session-Identifier', 'AP-Device-Identifier', 'AP-SDK-Identifier', 'X-Device-Info'],
];

const EXPOSED = 'pass_sfp, Authzf-Error-Code, Authzf-Sub-Error-Code, Authzf-Error-Details';

/** Answers OPTIONS (SBX-1, MC-R127). */
export function preflight(world: World, call: Call): Response {
  return applyCors(world, call, new Response(null, { status: 204 }));
}

/** Adds the CORS headers of the service a path belongs to; pages a user agent visits have none. */
export function applyCors(world: World, call: Call, original: Response): Response {
  const response = new Response(original.body, original);
  const { path } = call.entry;
  if (/^\/api\/v1(\/|$)/.test(path)) return collectionCors(response);
  if (/^\/ee(\/|$)/.test(path)) return edgeCors(call, response);
  if (isOperatorPath(path)) return operatorCors(world, call, response);
  if (/^\/(mvpd|adobe-services)\//.test(path)) return response;
  if (response.status === 429 && !world.switches.corsOn429) return response;
  if (response.status >= 400 && response.status !== 429 && !world.switches.corsOnErrors) return response;
  const origin = call.request.headers.get('origin');
  if (origin) {
    response.headers.set('access-control-allow-origin', origin);
    response.headers.append('vary', 'Origin');
  }
  const allowed = world.switches.corsHeaders === 'sample' ? SAMPLE : DOCUMENTED;
  response.headers.set('access-control-allow-credentials', 'true');
  response.headers.set('access-control-allow-methods', 'POST,GET,OPTIONS,DELETE');
  response.headers.set('access-control-allow-headers', allowed.join(', '));
  response.headers.set('access-control-expose-headers', EXPOSED);
  return response;
}

/** Chosen, since no document tells: any origin, with cookies if it likes. */
function edgeCors(call: Call, response: Response): Response {
  response.headers.set('access-control-allow-origin', call.request.headers.get('origin') ?? '*');
  response.headers.append('vary', 'Origin');
  response.headers.set('access-control-allow-credentials', 'true');
  response.headers.set('access-control-allow-methods', 'OPTIONS,POST');
  response.headers.set('access-control-allow-headers', 'Content-Type');
  return response;
}

/** The four headers of the Media Collection API, on every answer: otherwise a browser hides the status (MC-R118). */
function collectionCors(response: Response): Response {
  response.headers.set('access-control-allow-origin', '*');
  response.headers.set('access-control-allow-methods', 'OPTIONS,POST,PUT');
  response.headers.set('access-control-allow-headers', 'Content-Type');
  response.headers.set('access-control-expose-headers', 'Location');
  return response;
}
