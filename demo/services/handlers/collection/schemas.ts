import { REQUIRED_SESSION_PARAMETERS, SESSION_PARAMETERS } from './session-parameters.ts';
import type { Schema } from './schema-types.ts';

/** One draft-04 schema for each event type, from the authoring table of section 3.16. */

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const seconds: Schema = { type: 'number', minimum: 0 };
const stateName: Schema = { type: 'string', pattern: '^[a-zA-Z0-9_.]{1,64}$' };

const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...(required.length > 0 ? { required } : {}),
});

const playerTime = object({ playhead: { type: 'number' }, ts: { type: 'integer' } }, ['playhead', 'ts']);

const quality: Record<string, Schema> = {
  'media.qoe.bitrate': count,
  'media.qoe.droppedFrames': count,
  'media.qoe.framesPerSecond': count,
  'media.qoe.timeToStart': count,
};

const failure: Record<string, Schema> = {
  'media.qoe.errorID': text,
  'media.qoe.errorSource': { type: 'string', enum: ['player', 'external'] },
};

const customMetadata: Schema = {
  type: 'object',
  patternProperties: { '^[a-zA-Z0-9_\\.]+$': text },
  additionalProperties: false,
};

const empty = object({});

const adBreak = object(
  {
    'media.ad.podFriendlyName': text,
    'media.ad.podIndex': { type: 'integer' },
    'media.ad.podSecond': seconds,
  },
  ['media.ad.podIndex', 'media.ad.podSecond'],
);

const ad = object(
  {
    'media.ad.id': text,
    'media.ad.length': seconds,
    'media.ad.podPosition': count,
    'media.ad.playerName': text,
    'media.ad.name': text,
    'media.ad.podFriendlyName': text,
    'media.ad.advertiser': text,
    'media.ad.campaignId': text,
    'media.ad.creativeId': text,
    'media.ad.creativeURL': text,
    'media.ad.placementId': text,
    'media.ad.siteId': text,
  },
  ['media.ad.id', 'media.ad.length', 'media.ad.podPosition', 'media.ad.playerName'],
);

const chapter = object(
  {
    'media.chapter.index': { type: 'integer' },
    'media.chapter.offset': seconds,
    'media.chapter.length': seconds,
    'media.chapter.friendlyName': text,
  },
  ['media.chapter.index', 'media.chapter.offset', 'media.chapter.length'],
);

const state = object({ 'media.state.name': stateName }, ['media.state.name']);
const stateList: Schema = { type: 'array', items: state, minItems: 1 };
const stateChanges: Schema = { ...object({ statesStart: stateList, statesEnd: stateList }), minProperties: 1 };

interface Row {
  params: Schema;
  /** The event is refused without `params`. */
  needsParams?: true;
  customMetadata?: true;
  qoeData?: Record<string, Schema>;
}

const start = (params: Schema): Row => ({ params, needsParams: true, customMetadata: true });
const needed = (params: Schema): Row => ({ params, needsParams: true });
const bare: Row = { params: empty };

const ROWS: Record<string, Row> = {
  sessionStart: start(object(SESSION_PARAMETERS, REQUIRED_SESSION_PARAMETERS)),
  play: bare,
  pauseStart: bare,
  bufferStart: bare,
  // C29: `params` must be absent; an empty one earns a warning, a filled one a refusal.
  ping: { params: { type: 'object', maxProperties: 0 } },
  bitrateChange: bare,
  error: { params: empty, qoeData: failure },
  adBreakStart: needed(adBreak),
  adBreakComplete: bare,
  adStart: start(ad),
  adComplete: bare,
  adSkip: bare,
  chapterStart: start(chapter),
  chapterComplete: bare,
  chapterSkip: bare,
  stateStart: needed(state),
  stateEnd: needed(state),
  statesUpdate: needed(stateChanges),
  sessionComplete: bare,
  sessionEnd: bare,
};

export const EVENT_TYPES = Object.keys(ROWS);

function build(eventType: string, row: Row): Schema {
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: eventType,
    ...object(
      {
        eventType: { type: 'string', enum: [eventType] },
        playerTime,
        params: row.params,
        qoeData: object({ ...quality, ...row.qoeData }),
        ...(row.customMetadata ? { customMetadata } : {}),
      },
      ['eventType', 'playerTime', ...(row.needsParams ? ['params'] : [])],
    ),
  };
}

/** What `GET schemas/{eventType}` serves, and what every event is checked against. */
export const SCHEMAS: Record<string, Schema> = Object.fromEntries(
  Object.entries(ROWS).map(([eventType, row]) => [eventType, build(eventType, row)]),
);

/** The same with the readings that lenient mode lets pass with a warning (notes 2 and 3 of 3.16, C5, C6, C30). */
export const LENIENT_SCHEMAS: Record<string, Schema> = Object.fromEntries(
  Object.entries(ROWS).map(([eventType, row]) => {
    const params = eventType === 'bitrateChange' ? object(quality) : eventType === 'error' ? errorParams() : row.params;
    return [eventType, build(eventType, { ...row, params, customMetadata: true })];
  }),
);

function errorParams(): Schema {
  return object({ ...quality, ...failure, 'media.errorId': text, 'media.errorSource': text });
}
