import { misuse, TveError, type TveErrorInit } from '../core/errors.ts';

/** What `media-tracker-error` carries: the service's refusal, a wrong attribute, or a wrong argument. */
export class MediaCollectionError extends TveError {
  constructor(init: TveErrorInit) {
    super(init);
    this.name = 'MediaCollectionError';
  }
}

/** Code `invalid-configuration`; the message names the place, what it expects and what it found. */
export const misused = (where: string, expected: string, found?: unknown): MediaCollectionError =>
  new MediaCollectionError(misuse(where, expected, found));

/** @throws MediaCollectionError unless the value is a number of 0 or more */
export function readNumber(value: unknown, where: string): number {
  const number = typeof value === 'boolean' ? NaN : Number(value);
  if (!(number >= 0)) throw misused(where, 'a number, 0 or more', value);
  return number;
}
