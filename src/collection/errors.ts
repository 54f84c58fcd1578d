import { misuse, TveError, type TveErrorInit } from '../core/errors.ts';

/** What `media-tracker-error` carries: the service's refusal, a wrong attribute, or a wrong argument. */
export class MediaCollectionError extends TveError {
  constructor(init: TveErrorInit) {
    super(init);
    this.name = 'MediaCollectionError';
  }
}

export const failure = (
  code: TveErrorInit['code'],
  message: string,
  more?: Partial<TveErrorInit>,
): MediaCollectionError => new MediaCollectionError({ code, message, ...more });

/** Code `invalid-configuration`; the message names the place, what it expects and what it found. */
export const misused = (where: string, expected: string, found?: unknown): MediaCollectionError =>
  new MediaCollectionError(misuse(where, expected, found));

/** A part that was to be fetched when it was needed; whoever needs it next tries again. */
export const unloadable = (part: string, cause?: unknown): MediaCollectionError =>
  failure('network', `${part} could not be loaded.`, { retryable: true, cause });

/** Whatever was thrown, as something to tell a page. */
export const toldAs = (error: unknown): MediaCollectionError =>
  error instanceof MediaCollectionError
    ? error
    : failure('invalid-response', 'The tracker failed; the player is not affected.', { cause: error });

/** @throws MediaCollectionError unless the value is a number of 0 or more */
export function readNumber(value: unknown, where: string): number {
  const number = typeof value === 'boolean' ? NaN : Number(value);
  if (!(number >= 0)) throw misused(where, 'a number, 0 or more', value);
  return number;
}
