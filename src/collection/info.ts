/** What pages hand to the methods for ads, chapters and quality, checked and renamed to parameters (section 2.7). */
import { readCustomMetadata } from './custom-metadata.ts';
import { misused } from './errors.ts';
import { BITRATE, DROPPED, FRAME_RATE, TIME_TO_START } from './quality.ts';
import type { StartCall } from './session-machine.ts';
import type { Segment } from './tracking-state.ts';
import type { Params } from './types.ts';

type Kind = 'text' | 'integer' | 'number';
type Fields = Readonly<Record<string, readonly [param: string, kind: Kind]>>;

const text = (param: string): readonly [string, Kind] => [param, 'text'];

const FIELDS: Readonly<Record<StartCall | 'setQuality', Fields>> = {
  adBreakStart: {
    name: text('media.ad.podFriendlyName'),
    index: ['media.ad.podIndex', 'integer'],
    startTime: ['media.ad.podSecond', 'number'],
  },
  adStart: {
    id: text('media.ad.id'),
    name: text('media.ad.name'),
    length: ['media.ad.length', 'number'],
    position: ['media.ad.podPosition', 'integer'],
    playerName: text('media.ad.playerName'),
    advertiser: text('media.ad.advertiser'),
    campaignId: text('media.ad.campaignId'),
    creativeId: text('media.ad.creativeId'),
    creativeUrl: text('media.ad.creativeURL'),
    placementId: text('media.ad.placementId'),
    siteId: text('media.ad.siteId'),
    // The API has no parameter of an ad for it, so it travels as metadata of the ad.
    loadType: text(''),
  },
  chapterStart: {
    name: text('media.chapter.friendlyName'),
    index: ['media.chapter.index', 'integer'],
    offset: ['media.chapter.offset', 'number'],
    length: ['media.chapter.length', 'number'],
  },
  setQuality: {
    bitrate: [BITRATE, 'integer'],
    framesPerSecond: [FRAME_RATE, 'integer'],
    startupTime: [TIME_TO_START, 'integer'],
    droppedFrames: [DROPPED, 'integer'],
  },
};

/** @throws MediaCollectionError `invalid-configuration`, naming method and key */
export function readInfo(method: StartCall | 'setQuality', info: unknown = {}): Segment {
  const fields = FIELDS[method];
  const params: Record<string, unknown> = {};
  let metadata: unknown;
  for (const [key, value] of Object.entries((info ?? {}) as Params)) {
    const field = fields[key];
    if (key === 'customMetadata' && (method === 'adStart' || method === 'chapterStart')) {
      metadata = { ...(value as object), ...(metadata as object) };
    } else if (!field) throw misused(`${method}()`, Object.keys(fields).join(', '), key);
    else if (value === undefined || value === null || value === '') continue;
    else if (field[0] === '') metadata = { ...(metadata as object), [key]: value };
    else params[field[0]] = convert(field[1], value, `${method}() ${key}`);
  }
  return { params, customMetadata: readCustomMetadata(metadata) };
}

function convert(kind: Kind, value: unknown, where: string): unknown {
  if (kind === 'text') return String(value);
  const number = typeof value === 'boolean' ? NaN : Number(value);
  if (!(number >= 0 && number < Infinity)) throw misused(where, 'a number, 0 or more', value);
  return kind === 'integer' ? Math.round(number) : number;
}
