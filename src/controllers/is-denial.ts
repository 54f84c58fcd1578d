import type { TveError } from '../core/errors.ts';

/** Whether the viewer was refused, rather than something being broken. */
export const isDenial = (error: TveError): boolean =>
  /^(pre)?authorization_den/.test(error.code) ||
  error.code === 'verification-refused' ||
  error.code.startsWith('temporary_access');
