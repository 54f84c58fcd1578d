import { PROVIDERS } from '../../fixtures.ts';
import type { Profile } from './state.ts';

/** User metadata as providers send it: several types, one value encrypted for the programmer (5.7). */
export function profileAttributes(mvpd: string, userId: string, home: boolean): Profile['attributes'] {
  const plain = (value: unknown) => ({ value, state: 'plain' as const });
  return {
    userID: plain(`${mvpd}-${userId}`),
    upstreamUserID: plain(`up-${userId}`),
    householdID: plain(`home-${userId}`),
    zip: { value: btoa(`sealed for the programmer: ${mvpd}`), state: 'enc' },
    channelID: plain(['news', 'weather', 'kids']),
    language: plain('en'),
    is_hoh: plain('1'),
    maxRating: plain(mvpd === PROVIDERS.parental ? { MPAA: 'PG', VCHIP: 'TV-PG' } : { MPAA: 'NC-17', VCHIP: 'TV-MA' }),
    ...(home ? { hba_status: plain('true') } : {}),
  };
}
