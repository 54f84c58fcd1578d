import type { Call, World } from './world-types.ts';

/**
 * CORS of the services that staff use. No document says which origins, methods or headers they allow, so a world
 * has three modes; clients must show a network failure instead of guessing. Only documented headers are allowed.
 */
interface Area {
  path: RegExp;
  methods: string;
  headers: string;
}

const AREAS: Area[] = [
  {
    path: /^\/data\/foundation\/flowservice(\/|$)/,
    methods: 'GET,POST,PATCH,DELETE,OPTIONS',
    headers: 'Authorization, Content-Type, If-Match, x-api-key, x-gw-ims-org-id, x-sandbox-name',
  },
  {
    path: /^\/collection(\/|$)/,
    methods: 'POST,OPTIONS',
    headers: 'Authorization, Content-Type, x-adobe-flow-id, x-gw-ims-org-id, x-sandbox-name',
  },
  {
    path: /^\/api\/(token|job|recipient)(\/|$)/,
    methods: 'GET,POST,PUT,OPTIONS',
    headers: 'Authorization, Content-Type',
  },
];

export function isOperatorPath(path: string): boolean {
  return AREAS.some(area => area.path.test(path));
}

/** Adds the headers of the mode the world is in. */
export function operatorCors(world: World, call: Call, response: Response): Response {
  const area = AREAS.find(({ path }) => path.test(call.entry.path));
  const origin = call.request.headers.get('origin');
  const { operatorCors: mode } = world.switches;
  if (!area || mode === 'off') return response;
  response.headers.append('vary', 'Origin');
  if (mode === 'allow-list' && (origin === null || !world.allowedOrigins.includes(origin))) return response;
  response.headers.set('access-control-allow-origin', mode === 'open' ? '*' : (origin ?? ''));
  response.headers.set('access-control-allow-methods', area.methods);
  response.headers.set('access-control-allow-headers', area.headers);
  // Chosen: otherwise a page could not obey the delay that a 429 or 503 asks for.
  response.headers.set('access-control-expose-headers', 'Retry-After');
  return response;
}
