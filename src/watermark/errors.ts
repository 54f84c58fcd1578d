import { misuse, TveError, type TveErrorInit } from '../core/errors.ts';

export interface WatermarkErrorInit extends TveErrorInit {
  raw?: string | undefined;
}

/** Anything that went wrong between this page and the watermarking service, in its own codes where it gave one. */
export class WatermarkError extends TveError {
  /** The beginning of an answer that could not be understood, without any token. */
  declare readonly raw: string | undefined;

  constructor(init: WatermarkErrorInit) {
    super(init);
    this.name = 'WatermarkError';
  }
}

export const fail = (init: WatermarkErrorInit): WatermarkError => new WatermarkError(init);

export const misused = (where: string, expected: string, found?: unknown): WatermarkError =>
  fail(misuse(where, expected, found));

/** The service understood the call and declined: its own code, with a success of HTTP. */
export const isBusinessError = (error: WatermarkError): boolean => error.status === 200 && error.action === 'declined';

/** Nobody knows whether the service did what it was asked for (DWM-R28). */
export const isUnknownOutcome = (error: WatermarkError): boolean =>
  ['network', 'timeout', 'invalid-response'].includes(error.code) || (error.status ?? 0) >= 500;

/** Whatever was thrown, as a WatermarkError. */
export function asWatermarkError(error: unknown): WatermarkError {
  if (error instanceof WatermarkError) return error;
  if (error instanceof TveError) {
    const { code, message, status, action, retryable, cause } = error;
    return fail({ code, message, status, action, retryable, cause });
  }
  return fail({ code: 'invalid-response', message: String((error as Error)?.message ?? error) });
}
