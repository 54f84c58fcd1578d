/**
 * Whether a service token has run out by its own claim. It is a JWS of the publisher's account system; one that cannot
 * be read is left to the service to judge.
 */
export function hasRunOut(serviceToken: string, now: number): boolean {
  try {
    const [, claims = ''] = serviceToken.split('.');
    const { exp } = JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))) as { exp?: unknown };
    return typeof exp === 'number' && exp * 1000 <= now;
  } catch {
    return false;
  }
}
