import type { Rules } from './sequence.ts';

/** Ad breaks are bookends; ads lie inside them, one at a time (3.5). */
export function createAdRules(): Rules {
  return ({ eventType }, { adBreak, ad }) => {
    switch (eventType) {
      case 'adBreakStart':
        return adBreak ? ['adBreakStart while a break is open'] : [];
      case 'adBreakComplete':
        if (!adBreak) return ['adBreakComplete without a break'];
        return ad ? ['adBreakComplete while an ad is open'] : [];
      case 'adStart':
        if (!adBreak) return ['adStart outside a break'];
        return ad ? ['adStart while an ad is open'] : [];
      case 'adComplete':
      case 'adSkip':
        if (!adBreak) return [`${eventType} outside a break`];
        return ad ? [] : [`${eventType} without an ad`];
      default:
        return [];
    }
  };
}
