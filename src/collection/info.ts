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

/** @throws MediaCollectionError `invalid-configuration`, naming method and key */
export function readInfo(method: InfoMethod, info?: unknown): Segment {
  const [prefix, ...fields] = FIELDS[method].split(' ');
  const params: Record<string, unknown> = {};
  let metadata: Record<string, unknown> = {};
  for (const [key, value] of Object.entries((info ?? {}) as Params)) {
    const field = fields.map(text => /^(\w+):?(\w*)(.?)$/.exec(text)!).find(([, name]) => name === key);
    if (!field) throw misused(`${method}()`, fields.join(' ').replace(/:\w+|[-+#]/g, ''), key);
    if (value === undefined || value === null || value === '') continue;
    const [, , param, kind] = field;
    const name = `${prefix}${param || key}`;
    if (key === 'customMetadata') metadata = { ...(value as Params), ...metadata };
    else if (kind === '-') metadata[key] = value;
    else if (!kind) params[name] = String(value);
    else {
      const number = readNumber(value, `${method}() ${key}`);
      if (number === Infinity) throw misused(`${method}() ${key}`, 'a finite number', value);
      params[name] = kind === '#' ? Math.round(number) : number;
    }
  }
  return { params, customMetadata: readCustomMetadata(metadata) };
}
