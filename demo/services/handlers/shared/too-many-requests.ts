import type { World } from './world-types.ts';

/** The paths the rate limiter covers (section 7). */
export function isThrottled(path: string): boolean {
  return path.startsWith('/api/v2/') || /^\/o\/client\/(register|token|scopes|validate)$/.test(path);
}

const PAGE = `<html>
<head><title>429 Too Many Requests</title></head>
<body>
<center><h1>429 Too Many Requests</h1></center>
<hr><center>openresty</center>
</body>
</html>
`;

/** The limiter stands before the service: an HTML page and balancer cookies, no JSON, no Retry-After. */
export function tooManyRequests(world: World): Response {
  const headers = new Headers({ 'content-type': 'text/html' });
  headers.append('set-cookie', `AWSALB=${world.random.hex(24)}; Path=/`);
  headers.append('set-cookie', `AWSALBCORS=${world.random.hex(24)}; Path=/; SameSite=None; Secure`);
  return new Response(PAGE, { status: 429, headers });
}
