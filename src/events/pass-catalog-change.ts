import type { Decision } from '../pass/types.ts';
import { TveEvent } from './tve-event.ts';

/** Marks of a catalogue changed; `decisions` are all that stand now. Hints for a list, never a reason to play. */
export class PassCatalogChangeEvent extends TveEvent<{ decisions: readonly Decision[] }> {
  declare readonly decisions: readonly Decision[];
  constructor(decisions: readonly Decision[]) {
    super('pass-catalog-change', { decisions });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pass-catalog-change': PassCatalogChangeEvent;
  }
}
