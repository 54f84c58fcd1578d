/** What `getMetadata` gives: ends of sign-in and decision, and what the provider tells of the viewer. */
import type { Attribute } from '../pass/types.ts';
import { callback, currentProfile } from './answers.ts';
import type { Turn } from './state.ts';

export function tellMetadata(turn: Turn, key: string, resource = ''): void {
  const profile = currentProfile(turn);
  const tell = (encrypted: boolean, data: unknown): void =>
    callback(turn, 'setMetadataStatus', key, encrypted, data ?? null);
  if (key === 'TTL_AUTHN') return tell(false, isoTime(profile?.notAfter));
  if (key === 'TTL_AUTHZ') return tell(false, isoTime(turn.state.ends[resource]));
  if (key === 'DEVICEID') {
    const text = 'getMetadata("DEVICEID") has no answer any more: REST V2 gives no device id to pages.';
    turn.effects.push({ type: 'say', text });
  }
  const attributes: Record<string, Attribute | undefined> = profile?.attributes ?? {};
  const { value, state } = (Object.keys(attributes).includes(key) && attributes[key]) || {};
  if (state === 'enc') return tell(true, typeof value === 'string' ? value : JSON.stringify(value));
  tell(false, typeof value === 'boolean' ? String(value) : value);
}

/** Only what the provider tells can have changed. */
export const isAttribute = (key: string): boolean => !/^(TTL_AUTH[NZ]|DEVICEID)$/.test(key);

/** Some sign-ins have no end. */
const isoTime = (moment: number | undefined): string | null =>
  moment && Math.abs(moment) <= 8.64e15 ? new Date(moment).toISOString() : null;
