/** Events of this API as XDM `mediaCollection` (section 10.2): what the Edge and inlets of Experience Platform take. */
import { mediaEvent, xdmLength, type XdmEvent } from '../xdm/media-event.ts';
import type { Queued } from './session-record.ts';
import type { MediaEvent, Params } from './types.ts';

/** Parameter and field, where their names differ; `#` for whole numbers, `?` for booleans, texts otherwise. */
const SESSION =
  'id:name name:friendlyName length# contentType playerName channel streamType resume:hasResume? sdkVersion:appVersion ' +
  'show season episode assetId:assetID genre firstAirDate firstDigitalDate rating originator network showType adLoad ' +
  'pass.mvpd:mvpd pass.auth:authorized dayPart feed streamFormat artist album label author station publisher';
const POD = 'podFriendlyName:friendlyName podIndex:index# podSecond:offset#';
const AD =
  'id:name name:friendlyName length# podPosition# playerName advertiser campaignId:campaignID creativeId:creativeID ' +
  'creativeURL placementId:placementID siteId:siteID';
const CHAPTER = 'friendlyName index# offset# length#';
const QUALITY = 'bitrate# droppedFrames# framesPerSecond# timeToStart#';
const ERROR = 'errorID:name errorSource:source';

/** Which details a type of event has, from which parameters. */
const DETAILS: Readonly<Record<string, readonly [name: string, prefix: string, fields: string]>> = {
  sessionStart: ['sessionDetails', 'media.', SESSION],
  adBreakStart: ['advertisingPodDetails', 'media.ad.', POD],
  adStart: ['advertisingDetails', 'media.ad.', AD],
  chapterStart: ['chapterDetails', 'media.chapter.', CHAPTER],
};

/** What would make the whole event invalid is left out of it. */
const FIT: Readonly<Record<string, (value: unknown) => boolean>> = {
  streamType: value => value === 'video' || value === 'audio',
  creativeURL: value => /^[a-z][a-z\d+.-]*:\S+$/i.test(String(value)),
};

function rename(params: Params, prefix: string, fields: string): Record<string, unknown> {
  const renamed: Record<string, unknown> = {};
  for (const field of fields.split(' ')) {
    const [, from = '', to, kind] = /^([\w.]+):?(\w*)([#?]?)$/.exec(field)!;
    const value = params[prefix + from];
    const name = to || from;
    if (value === undefined || FIT[name]?.(value) === false) continue;
    renamed[name] = kind === '#' ? Math.round(Number(value)) : kind === '?' ? value : String(value);
  }
  return renamed;
}

/** Full screen is the one state whose name differs. */
const stateName = (name: unknown): string => String(name).replace('fullScreen', 'fullscreen');

export interface XdmSettings {
  /** Milliseconds in the unit in which the start-up time is told. */
  readonly timeToStart: number;
  /** Seconds since the content began, or of the day. */
  readonly playhead: number;
  readonly session?: string | undefined;
  readonly id?: string;
  /** The beginning of the session, which says who watches. */
  readonly start?: MediaEvent | undefined;
}

export function toXdm(event: MediaEvent, settings: XdmSettings): XdmEvent {
  const { timeToStart, playhead, session, id = '', start = event } = settings;
  const { eventType, playerTime, params = {}, customMetadata, qoeData } = event;
  const [name, prefix, fields] = DETAILS[eventType] ?? [];
  const details: Record<string, unknown> = {};
  if (name) details[name] = rename(params, prefix!, fields!);
  if (name === 'sessionDetails') {
    const own = details[name] as Record<string, unknown>;
    own['length'] = xdmLength(Number(params['media.length'])) ?? 0;
  }
  const state = /^state(Start|End)$/.exec(eventType)?.[1];
  if (state) details[`states${state}`] = [{ name: stateName(params['media.state.name']) }];
  const quality = rename(qoeData ?? {}, 'media.qoe.', QUALITY) as Record<string, number>;
  if (quality['bitrate'] !== undefined) quality['bitrate'] = Math.round(quality['bitrate'] / 1000);
  if (quality['timeToStart'] !== undefined) quality['timeToStart'] = Math.round(quality['timeToStart'] / timeToStart);
  if (eventType === 'bitrateChange' || Object.keys(quality).length > 0) details['qoeDataDetails'] = quality;
  if (eventType === 'error') details['errorDetails'] = rename(qoeData ?? {}, 'media.qoe.', ERROR);
  if (customMetadata)
    details['customMetadata'] = Object.entries(customMetadata).map(([key, value]) => ({ name: key, value }));
  const ecid = start.params?.['visitor.marketingCloudUserId'];
  return mediaEvent({
    eventType: `media.${state ? 'statesUpdate' : eventType}`,
    sessionId: session,
    playhead,
    time: playerTime.ts,
    details,
    identityMap: ecid ? { ECID: [{ id: String(ecid), primary: true }] } : undefined,
    id,
  });
}

/** A session that was played offline is one event. */
export function wholeSession(
  queue: readonly Queued[],
  settings: (event: MediaEvent, start: MediaEvent) => Omit<XdmSettings, 'start'>,
): object {
  const [, start] = queue[0]!;
  const events = queue.map(([, event]) => toXdm(event, { ...settings(event, start), start }));
  const [{ timestamp, identityMap }] = events as [XdmEvent];
  return {
    timestamp,
    eventType: 'media.downloaded',
    ...(identityMap && { identityMap }),
    mediaDownloadedEvents: events.map(({ eventType, timestamp: time, mediaCollection }) => ({
      mediaEventType: eventType,
      mediaEventTimestamp: time,
      mediaCollection,
    })),
  };
}
