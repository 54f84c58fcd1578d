import { emit, type Draft } from './session-state.ts';

/** Table 8.3 by `MediaError.code`, from 1. Other media elements than the browser's have codes of their own. */
const NAMES = ['', '.network', '.decode', '.src'];

export type ErrorSource = 'player' | 'external';

export function trackError(s: Draft, id: string, source: ErrorSource): void {
  emit(s, 'error', { error: { 'media.qoe.errorID': id, 'media.qoe.errorSource': source } });
}

/** Reports the error of a media element by its code; false for an abort, which the viewer or the page wanted. */
export function trackMediaError(s: Draft, code: number): boolean {
  if (!(code > 1)) return false;
  trackError(s, `html5.${code}${NAMES[code - 1] ?? ''}`, code === 2 ? 'external' : 'player');
  return true;
}
