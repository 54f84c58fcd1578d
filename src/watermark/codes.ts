/**
 * Status codes are opaque. The vendor's tables are only partly public: what is here stands in its public samples, the
 * rest a page adds by `codeLabels`.
 */
import type { CodeLabels, Phase, Task } from './types.ts';

const ATTESTED: Readonly<Record<string, Phase>> = { DM000: 'waiting', DM500: 'done', DM600: 'failed' };
const PHASES: readonly Phase[] = ['waiting', 'running', 'done', 'failed'];

/** DWM-R20: a code nobody knows counts as under way. */
export function phaseOf(code: string, labels: CodeLabels = {}): Phase {
  const told = entryOf(labels, code);
  const phase = typeof told === 'object' ? told?.phase : undefined;
  return phase && PHASES.includes(phase) ? phase : (entryOf(ATTESTED, code) ?? 'running');
}

/** The page's words for a code; undefined where it gave none. */
export function labelOf(code: string, labels: CodeLabels = {}): string | undefined {
  const told = entryOf(labels, code);
  return (typeof told === 'string' ? told : told?.label) || undefined;
}

const entryOf = <T>(map: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.prototype.hasOwnProperty.call(map, code) ? map[code] : undefined;

export const isFinal = (phase: Phase): boolean => phase === 'done' || phase === 'failed';

/** DWM-R21: `0` is success; nothing there says nothing. */
export const isFailed = ({ cliErrorCode }: Task): boolean => !!cliErrorCode && cliErrorCode !== '0';
