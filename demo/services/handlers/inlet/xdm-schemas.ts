import type { Schema } from '@cfworker/json-schema';

/**
 * Field names, types, limits and required fields of the official media schemas (github.com/adobe/xdm, August 2026,
 * copyright Adobe, CC BY 4.0), without their titles and texts. As in streamed JSON the prefix `xdm:` is dropped and
 * `@id` is `_id` (section 9). Objects are closed here, so that a misspelt field does not pass unnoticed.
 */

const text: Schema = { type: 'string' };
const filled: Schema = { type: 'string', pattern: '^.{1,}$' };
const uri: Schema = { type: 'string', format: 'uri' };
const integer: Schema = { type: 'integer' };
const count: Schema = { type: 'integer', minimum: 0 };
const number: Schema = { type: 'number' };
const flag: Schema = { type: 'boolean' };
const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
const list = (items: Schema): Schema => ({ type: 'array', items });
const each = (names: string, schema: Schema) => Object.fromEntries(names.split(' ').map(name => [name, schema]));
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...(required.length > 0 ? { required } : {}),
});

const sessionDetails = object(
  {
    ...each(
      'ID friendlyName contentType playerName channel appVersion show season episode assetID genre firstAirDate firstDigitalDate rating originator network showType adLoad mvpd authorized dayPart feed streamFormat artist album label author station publisher segment cdn dataIngestionSource',
      text,
    ),
    ...each('name', filled),
    ...each(
      'length timePlayed totalTimePlayed scheduleTimePlayed uniqueTimePlayed adCount chapterCount pauseCount pauseTime',
      integer,
    ),
    ...each('genreList', list(text)),
    ...each(
      'hasResume isDownloaded isFederated isViewed isPlayed isCompleted hasProgress10 hasProgress25 hasProgress50 hasProgress75 hasProgress95 hasPauseImpactedStreams hasSegmentView pccr',
      flag,
    ),
    ...each('streamType', oneOf('video', 'audio')),
    ...each('averageMinuteAudience estimatedStreams secondsSinceLastCall', number),
    ...each('pev3', oneOf('video', 'videoAd', 'audio', 'audioAd')),
  },
  ['name', 'length', 'contentType'],
);

const advertisingDetails = object(
  {
    ...each('friendlyName playerName advertiser campaignID creativeID siteID placementID', text),
    ...each('name', filled),
    ...each('length timePlayed', integer),
    ...each('podPosition', count),
    ...each('creativeURL', uri),
    ...each('isCompleted isStarted', flag),
  },
  ['name', 'length', 'podPosition'],
);

const advertisingPodDetails = object({
  ...each('ID friendlyName', text),
  ...each('index offset', integer),
});

const chapterDetails = object({
  ...each('friendlyName ID', text),
  ...each('length offset index timePlayed', integer),
  ...each('isStarted isCompleted', flag),
});

const errorDetails = object(
  {
    ...each('name', filled),
    ...each('source', oneOf('player', 'external')),
  },
  ['name', 'source'],
);

const qoeDataDetails = object({
  ...each('bitrateAverageBucket', text),
  ...each(
    'bitrate bitrateChangeCount droppedFrames framesPerSecond timeToStart bufferCount bufferTime errorCount stallCount stallTime',
    integer,
  ),
  ...each('bitrateAverage', number),
  ...each(
    'hasBitrateChangeImpactedStreams hasDroppedFrameImpactedStreams isDroppedBeforeStart hasBufferImpactedStreams hasErrorImpactedStreams hasStallImpactedStreams',
    flag,
  ),
  ...each('playerSdkErrors externalErrors mediaSdkErrors', list(text)),
});

const playerStateData = object(
  {
    ...each('name', text),
    ...each('isSet', flag),
    ...each('count time', integer),
  },
  ['name'],
);

const customMetadataDetails = object({
  ...each('name value', text),
});

const mediaDetails = object({
  ...each('playhead', count),
  ...each('sessionID', text),
  ...each('sessionDetails', sessionDetails),
  ...each('advertisingDetails', advertisingDetails),
  ...each('advertisingPodDetails', advertisingPodDetails),
  ...each('chapterDetails', chapterDetails),
  ...each('errorDetails', errorDetails),
  ...each('qoeDataDetails', qoeDataDetails),
  ...each('statesStart statesEnd states', list(playerStateData)),
  ...each('customMetadata', list(customMetadataDetails)),
});

const mediaEvent = object({
  mediaCollection: mediaDetails,
  mediaEventTimestamp: { type: 'string', format: 'date-time' },
  mediaEventType: text,
});

const identity = object(
  { id: text, authenticatedState: oneOf('ambiguous', 'authenticated', 'loggedOut'), primary: flag },
  ['id'],
);

const EVENT: Record<string, Schema> = {
  _id: { type: 'string', format: 'uri-reference', pattern: '^\\S+$' },
  timestamp: { type: 'string', format: 'date-time' },
  ...each('eventType producedBy eventMergeId', text),
  identityMap: { type: 'object', additionalProperties: list(identity) },
};

const MEDIA: Record<string, Schema> = {
  mediaCollection: mediaDetails,
  mediaReporting: { type: 'object' },
  mediaDownloadedEvents: list(mediaEvent),
};

/** An organization's own fields live under one name that begins with an underscore. */
const patternProperties: Record<string, Schema> = { '^_(?!id$)[a-z0-9]+$': { type: 'object' } };

/** What the Media Edge API takes: it makes the id itself. */
export const EDGE_EVENT: Schema = { ...object({ ...EVENT, ...MEDIA }, ['eventType']), patternProperties };

/** The minimum of section 9. */
export const EXPERIENCE_EVENT: Schema = { ...object(EVENT, ['_id', 'timestamp']), patternProperties };
/** The same with the media field group of section 10. */
export const MEDIA_EVENT: Schema = { ...object({ ...EVENT, ...MEDIA }, ['_id', 'timestamp']), patternProperties };
