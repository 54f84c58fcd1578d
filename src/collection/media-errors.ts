import { emit, type Draft } from './session-state.ts';

/** Table 8.3 by `MediaError.code`; an abort is the viewer's or the page's doing and no error. */
const MEDIA_ERRORS: Readonly<Record<number, string>> = { 2: 'html5.2.network', 3: 'html5.3.decode', 4: 'html5.4.src' };

export type ErrorSource = 'player' | 'external';

export function trackError(s: Draft, id: string, source: ErrorSource): void {
  emit(s, 'error', { error: { 'media.qoe.errorID': id, 'media.qoe.errorSource': source } });
}

/** Reports the error of a media element by its code; false when that is none to report. */
export function trackMediaError(s: Draft, code: number): boolean {
  const id = MEDIA_ERRORS[code];
  if (id) trackError(s, id, code === 2 ? 'external' : 'player');
  return !!id;
}
