/** What `sendTrackingData` is told, position by position. */
import type { Profile } from '../pass/types.ts';
import { md5 } from './md5.ts';

/** Device type, client type, operating system. */
export type Client = readonly [device: string, client: 'html5', os: string];

/** The first row that fits counts. */
const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/PlayStation|Xbox|Nintendo/, 'gameconsole'],
  [/iPad|Tablet|Android(?!.*Mobile)/, 'tablet'],
  [/Mobi|iP(hone|od)/, 'mobile'],
  [/Windows|Mac OS|CrOS|Linux|X11/, 'computer'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/iP(hone|ad|od)/, 'iOS'],
  [/Mac OS/, 'Mac OS'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chrome OS'],
  [/Linux|X11/, 'Linux'],
];

const find = (rows: readonly (readonly [RegExp, string])[], text: string): string =>
  rows.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown';

export const describeClient = (userAgent: string): Client => [
  find(DEVICES, userAgent),
  'html5',
  find(SYSTEMS, userAgent),
];

/** A number for the viewer that is not their id. Adobe's own recipe is not published; this one may give another. */
export function guidOf(profile: Profile | null): string | null {
  const id = profile?.attributes['userID']?.value;
  return id === undefined || id === null ? null : md5(String(id));
}
