import type { MediaEvent } from '../collection/state.ts';
import { isObject } from '../shared/base64.ts';
import { textOf } from '../shared/text.ts';

/** Events of the Edge variant told as those of Media Collection (10.2): sequence rules and metrics are the same. */

type Fields = Record<string, unknown>;

const SESSION: Record<string, string> = {
  name: 'media.id',
  friendlyName: 'media.name',
  hasResume: 'media.resume',
  isDownloaded: 'media.downloaded',
  appVersion: 'media.sdkVersion',
  assetID: 'media.assetId',
  mvpd: 'media.pass.mvpd',
  authorized: 'media.pass.auth',
};
const POD: Record<string, string> = {
  friendlyName: 'media.ad.podFriendlyName',
  index: 'media.ad.podIndex',
  offset: 'media.ad.podSecond',
};
const AD: Record<string, string> = {
  name: 'media.ad.id',
  friendlyName: 'media.ad.name',
  campaignID: 'media.ad.campaignId',
  creativeID: 'media.ad.creativeId',
  placementID: 'media.ad.placementId',
  siteID: 'media.ad.siteId',
};
const ERROR: Record<string, string> = { name: 'media.qoe.errorID', source: 'media.qoe.errorSource' };

function rename(value: unknown, names: Record<string, string>, prefix: string): Fields {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, field]) => [names[name] ?? `${prefix}${name}`, field]));
}

export function convert(xdm: Fields): MediaEvent {
  const media = isObject(xdm['mediaCollection']) ? xdm['mediaCollection'] : {};
  const params: Fields = {
    ...rename(media['sessionDetails'], SESSION, 'media.'),
    ...rename(media['advertisingPodDetails'], POD, 'media.ad.'),
    ...rename(media['advertisingDetails'], AD, 'media.ad.'),
    ...rename(media['chapterDetails'], {}, 'media.chapter.'),
  };
  for (const list of ['statesStart', 'statesEnd']) {
    const states = media[list];
    if (Array.isArray(states)) params[list] = states.map(state => rename(state, {}, 'media.state.'));
  }
  const qoeData = {
    ...rename(media['qoeDataDetails'], {}, 'media.qoe.'),
    ...rename(media['errorDetails'], ERROR, 'media.qoe.'),
  };
  return {
    eventType: textOf(xdm['eventType']).replace(/^media\./, ''),
    playerTime: { playhead: Number(textOf(media['playhead'])), ts: Date.parse(textOf(xdm['timestamp'])) },
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(Object.keys(qoeData).length > 0 ? { qoeData } : {}),
    ...(Array.isArray(media['customMetadata']) ? { customMetadata: readMetadata(media['customMetadata']) } : {}),
  };
}

function readMetadata(list: unknown[]): Record<string, string> {
  return Object.fromEntries(list.filter(isObject).map(({ name, value }) => [textOf(name), textOf(value)]));
}
