import type { Schema } from './schema-types.ts';

/** `params` of `sessionStart` (2.6). */
const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };

const STANDARD_METADATA =
  'show season episode assetId genre firstAirDate firstDigitalDate rating originator network showType adLoad pass.mvpd pass.auth dayPart feed streamFormat artist album label author station publisher';

const metadata = Object.fromEntries(STANDARD_METADATA.split(' ').map(name => [`media.${name}`, text]));

export const SESSION_PARAMETERS: Record<string, Schema> = {
  'analytics.trackingServer': text,
  'analytics.reportSuite': text,
  'analytics.enableSSL': flag,
  'analytics.visitorId': text,
  'analytics.aid': text,
  'analytics.optOutServerSideForwarding': flag,
  'analytics.optOutShare': flag,
  'visitor.marketingCloudOrgId': text,
  'visitor.marketingCloudUserId': text,
  'visitor.aamLocationHint': { type: 'integer' },
  'visitor.customerIDs': {
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: { id: text, authState: { enum: [0, 1, 2] } },
      required: ['id'],
      additionalProperties: false,
    },
  },
  appInstallationId: text,
  'media.id': { type: 'string', minLength: 1 },
  'media.length': { type: 'number', minimum: 0 },
  'media.contentType': text,
  'media.playerName': text,
  'media.channel': text,
  'media.name': text,
  'media.streamType': { type: 'string', enum: ['video', 'audio'] },
  'media.resume': flag,
  'media.downloaded': flag,
  'media.sdkVersion': text,
  'media.libraryVersion': text,
  ...metadata,
};

/** The eight keys the service insists on. */
export const REQUIRED_SESSION_PARAMETERS = [
  'analytics.trackingServer',
  'analytics.reportSuite',
  'visitor.marketingCloudOrgId',
  'media.id',
  'media.length',
  'media.contentType',
  'media.playerName',
  'media.channel',
];
