import { emit, type Draft } from './session-state.ts';

/** Table 8.3 by `MediaError.code`; an abort is the viewer's or the page's doing and no error. */
const MEDIA_ERRORS: Readonly<Record<number, readonly [id: string, source: ErrorSource]>> = {
  2: ['html5.2.network', 'external'],
  3: ['html5.3.decode', 'player'],
  4: ['html5.4.src', 'player'],
};

export type ErrorSource = 'player' | 'external';

/** Reports an error by its id, or by the code of a MediaError; false when that is none to report. */
export function trackError(s: Draft, error: number | string, source: ErrorSource = 'external'): boolean {
  const known = typeof error === 'number' ? MEDIA_ERRORS[error] : ([error, source] as const);
  if (known) {
    emit(s, 'error', { error: { 'media.qoe.errorID': known[0], 'media.qoe.errorSource': known[1] } });
  }
  return !!known;
}
