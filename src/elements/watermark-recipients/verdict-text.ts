import type { ConsoleTerm } from '../../i18n/console/messages.ts';
import type { PlannedRow } from '../../watermark/import-plan.ts';
import type { NameProblem } from '../../watermark/rules.ts';

/** What is wrong with a row of a file, in words. */
export function verdictText({ verdict, detail }: Pick<PlannedRow, 'verdict' | 'detail'>, term: ConsoleTerm): string {
  switch (verdict) {
    case 'ready':
      return term('verdictReady');
    case 'empty':
      return term('verdictEmpty');
    case 'bad-character':
      return term('verdictCharacter', { character: visible(detail, term) });
    case 'name-too-long':
      return term('verdictLongName');
    case 'description-too-long':
      return term('verdictLongDescription');
    case 'repeated':
      return term('verdictRepeated', { line: detail });
    case 'registered':
      return term('verdictRegistered', { name: detail });
    case 'malformed':
      return term('verdictMalformed');
  }
}

export const problemText = (
  { problem, character = '' }: { problem: NameProblem; character?: string },
  term: ConsoleTerm,
): string =>
  problem === 'empty'
    ? term('verdictEmpty')
    : problem === 'too-long'
      ? term('verdictLongName')
      : term('verdictCharacter', { character: visible(character, term) });

/** A space cannot be seen. */
const visible = (character: string, term: ConsoleTerm): string => (character.trim() ? character : term('space'));
