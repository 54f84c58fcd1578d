/**
 * Whether a service token is signed and has not run out, by what it says itself. It is a JWS of the publisher's account
 * system; one whose claims cannot be read is left to the service to judge.
 */
export function isPresentable(serviceToken: string, now: number): boolean {
  const [, claims = '', signature] = serviceToken.split('.');
  if (!signature) return false;
  try {
    const { exp } = JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))) as { exp?: unknown };
    return typeof exp !== 'number' || exp * 1000 > now;
  } catch {
    return true;
  }
}
