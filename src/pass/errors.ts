import { TveError, type TveErrorInit } from '../core/errors.ts';

/** Anything that went wrong between this page and Adobe Pass, in the service's own codes where it gave one. */
export class PassError extends TveError {
  /** Status of the HTTP answer, which for one item of a list may be 200 while `status` is 403. */
  readonly httpStatus: number | undefined;

  constructor(init: TveErrorInit & { httpStatus?: number | undefined }) {
    super({ retryable: init.action === 'retry', ...init });
    this.name = 'PassError';
    this.httpStatus = init.httpStatus;
  }
}

/** A text that says something. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/**
 * The service's error object, top level or inside a list of decisions, as one kind of error. DCR answers
 * `{ error }` alone. Unknown codes and actions pass through.
 */
export function readError(body: unknown, httpStatus: number): PassError | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const wire = body as Record<string, unknown>;
  const code = text(wire['code']) ?? text(wire['error']);
  if (!code) return undefined;
  return new PassError({
    code,
    message: text(wire['message']) ?? code,
    status: typeof wire['status'] === 'number' ? wire['status'] : httpStatus,
    httpStatus,
    action: text(wire['action']),
    details: text(wire['details']),
    trace: text(wire['trace']),
    helpUrl: text(wire['helpUrl']),
  });
}

/** The service no longer knows this provider for this publisher: offer a fresh list. */
export const isUnknownProvider = (error: PassError): boolean =>
  error.code === 'invalid_parameter_mvpd' || error.code === 'invalid_integration';

/** The code of a sign-in is wrong, used or too old: offer a new one. */
export const isDeadCode = (error: PassError): boolean =>
  error.code === 'invalid_authentication_session' || error.code === 'invalid_parameter_code';

/** The viewer has to sign in (again). */
export const needsSignIn = (error: PassError): boolean => error.action === 'authentication';

/** TempPass has its own end; every other call to sign in means that the profile is of no use any more. */
export const endsProfile = (error: PassError): boolean => needsSignIn(error) && !isFreeAccess(error);

/** Free access has ended, or is not to be had: nothing that a profile, or a provider to go back to, could mend. */
export const isFreeAccess = (error: PassError): boolean => error.code.includes('temporary_access');

/** Whatever was thrown, as a PassError. */
export function asPassError(error: unknown): PassError {
  if (error instanceof PassError) return error;
  if (error instanceof TveError) {
    const { code, message, status, action, retryable, cause } = error;
    return new PassError({ code, message, status, action, retryable, cause });
  }
  return new PassError({ code: 'invalid-response', message: String((error as Error)?.message ?? error), cause: error });
}
