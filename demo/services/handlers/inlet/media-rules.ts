import { isObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';
import type { Leaf } from './violations.ts';

/** Rules of section 10 that depend on the event type: the schema itself leaves them open. */

type Fields = Record<string, unknown>;

/** What each event type must have in `mediaCollection`. */
const NEEDS: Record<string, string[]> = {
  'media.sessionStart': ['sessionDetails'],
  'media.play': [],
  'media.ping': [],
  'media.pauseStart': [],
  'media.bufferStart': [],
  'media.bitrateChange': ['qoeDataDetails'],
  'media.error': ['errorDetails'],
  'media.chapterStart': ['chapterDetails'],
  'media.chapterComplete': [],
  'media.chapterSkip': [],
  'media.adBreakStart': ['advertisingPodDetails'],
  'media.adBreakComplete': [],
  'media.adStart': ['advertisingDetails'],
  'media.adComplete': [],
  'media.adSkip': [],
  'media.statesUpdate': [],
  'media.sessionComplete': [],
  'media.sessionEnd': [],
  'media.customTracking': [],
};

/** Optional in the schema, required by the guide to the data type and by the Media Edge API. */
const GUIDED: Record<string, string[]> = {
  sessionDetails: ['playerName', 'channel'],
  advertisingDetails: ['playerName'],
  advertisingPodDetails: ['index', 'offset'],
  chapterDetails: ['index', 'length', 'offset'],
};

/** The service computes every other field of the quality data (R47). */
const OWN_QUALITY = ['bitrate', 'droppedFrames', 'framesPerSecond', 'timeToStart'];

export const SECONDS_OF_A_DAY = 86_400;

export function isLive(details: Fields | undefined): boolean {
  return /^(live|linear|radio)$/i.test(textOf(details?.['contentType']));
}

export function findMediaLeaves(entity: Fields): Leaf[] {
  const type = typeof entity['eventType'] === 'string' ? entity['eventType'] : '';
  const leaves = entity['mediaReporting'] === undefined ? [] : [remark('', 'STREAM-R47', 'mediaReporting is computed')];
  if (!type.startsWith('media.')) return leaves;
  if (type === 'media.downloaded') {
    return 'mediaDownloadedEvents' in entity ? leaves : [...leaves, missing('', 'mediaDownloadedEvents', 'STREAM-R41')];
  }
  const needs = NEEDS[type];
  if (!needs) {
    const rule = /resume/i.test(type) ? 'STREAM-R45' : 'STREAM-R41';
    return [...leaves, remark('/eventType', rule, `${type} is no media event type`)];
  }
  const media = entity['mediaCollection'];
  if (media === undefined) return [...leaves, missing('', 'mediaCollection', 'STREAM-R42')];
  return isObject(media) ? [...leaves, ...checkMedia(type, needs, media)] : leaves;
}

function checkMedia(type: string, needs: string[], media: Fields): Leaf[] {
  const at = '/mediaCollection';
  const leaves = needs.filter(name => media[name] === undefined).map(name => missing(at, name, 'STREAM-R41'));
  if (media['playhead'] === undefined) leaves.push(missing(at, 'playhead', 'STREAM-R42'));
  if (media['sessionID'] === undefined) {
    const leaf = missing(at, 'sessionID', 'STREAM-R42');
    // The schema's own guide asks for it after the start only; events can be joined only if all carry it.
    leaves.push(type === 'media.sessionStart' ? { ...leaf, remark: true } : leaf);
  }
  if (type === 'media.statesUpdate' && !media['statesStart'] && !media['statesEnd']) {
    leaves.push(missing(at, 'statesStart', 'STREAM-R41'));
  }
  for (const [name, fields] of Object.entries(GUIDED)) {
    const details = media[name];
    if (!isObject(details)) continue;
    for (const field of fields) {
      if (details[field] === undefined) leaves.push(missing(`${at}/${name}`, field, 'STREAM-R41'));
    }
  }
  return [...leaves, ...checkPlayhead(media), ...checkQuality(media)];
}

function checkPlayhead({ playhead, sessionDetails }: Fields): Leaf[] {
  if (typeof playhead !== 'number' || !isObject(sessionDetails)) return [];
  const live = isLive(sessionDetails);
  if (!live || playhead < SECONDS_OF_A_DAY) return [];
  return [leaf('/mediaCollection/playhead', 'maximum', `${playhead} is not below ${SECONDS_OF_A_DAY}`, 'STREAM-R43')];
}

function checkQuality({ qoeDataDetails }: Fields): Leaf[] {
  const computed = Object.keys(isObject(qoeDataDetails) ? qoeDataDetails : {}).filter(
    name => !OWN_QUALITY.includes(name),
  );
  return computed.map(name => remark('/mediaCollection/qoeDataDetails', 'STREAM-R47', `${name} is computed`));
}

function leaf(at: string, keyword: string, message: string, rule: string): Leaf {
  const schemaLocation = `#${at.replace(/\//g, '/properties/')}`;
  return { schemaLocation, pointer: `#${at}`, keyword, message, rule };
}

const missing = (at: string, key: string, rule: string) =>
  leaf(at, 'required', `required key [${key}] not found`, rule);
const remark = (at: string, rule: string, message: string): Leaf => ({
  ...leaf(at, 'rule', message, rule),
  remark: true,
});
