/** What pages hand to the methods for ads, chapters and quality, checked and renamed to parameters (section 2.7). */
import { readCustomMetadata } from './custom-metadata.ts';
import { misused, readNumber } from './errors.ts';
import type { Segment } from './session-state.ts';
import type { Params } from './types.ts';

export type InfoMethod = 'adBreakStart' | 'adStart' | 'chapterStart' | 'setQuality';

/**
 * Key by key: the parameter's name behind the prefix where it differs, then `#` for whole numbers and `+` for numbers.
 * The API has no parameter of an ad for the load type (`-`), so it travels as metadata of the ad.
 */
const FIELDS: Readonly<Record<InfoMethod, string>> = {
  adBreakStart: 'media.ad. name:podFriendlyName index:podIndex# startTime:podSecond+',
  adStart:
    'media.ad. id name length+ position:podPosition# playerName advertiser campaignId creativeId ' +
    'creativeUrl:creativeURL placementId siteId loadType- customMetadata-',
  chapterStart: 'media.chapter. name:friendlyName index# offset+ length+ customMetadata-',
  setQuality: 'media.qoe. bitrate# framesPerSecond# startupTime:timeToStart# droppedFrames#',
};

/** What can stand for a text; undefined for anything else. */
export const textOf = (value: unknown): string | undefined =>
  /^(string|number|boolean)$/.test(typeof value) ? String(value) : undefined;

/** Something wrong, for a message: also of what cannot be a text. */
export const shown = (value: unknown): unknown => (value == null ? value : (textOf(value) ?? `a ${typeof value}`));

const isInfo = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws MediaCollectionError `invalid-configuration`, naming method and key */
export function readInfo(method: InfoMethod, info?: unknown): Segment {
  const [prefix, ...fields] = FIELDS[method].split(' ');
  const params: Record<string, unknown> = {};
  let metadata: Record<string, unknown> = {};
  if (!isInfo(info ?? {})) throw misused(`${method}()`, 'an object', shown(info));
  for (const [key, value] of Object.entries((info ?? {}) as Params)) {
    const field = fields.map(text => /^(\w+):?(\w*)(.?)$/.exec(text)!).find(([, name]) => name === key);
    if (!field) throw misused(`${method}()`, fields.join(' ').replace(/:\w+|[-+#]/g, ''), key);
    if (value === undefined || value === null || value === '') continue;
    const [, , param, kind] = field;
    const name = `${prefix}${param || key}`;
    const where = `${method}() ${key}`;
    const text = textOf(value);
    if (key === 'customMetadata') {
      // Texts, numbers, booleans; nothing, which is left out.
      const wrong = !isInfo(value) || Object.values(value).find(each => each != null && textOf(each) === undefined);
      if (wrong) throw misused(where, 'an object of texts', shown(wrong === true ? value : wrong));
      metadata = { ...value, ...metadata };
    } else if (!kind || kind === '-') {
      if (text === undefined) throw misused(where, 'a text', shown(value));
      if (kind) metadata[key] = text;
      else params[name] = text;
    } else {
      const number = text?.trim() ? readNumber(value, where) : Infinity;
      if (number === Infinity) throw misused(where, 'a finite number, 0 or more', shown(value));
      params[name] = kind === '#' ? Math.round(number) : number;
    }
  }
  return { params, customMetadata: readCustomMetadata(metadata) };
}
