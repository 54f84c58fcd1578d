/** The attributes that become parameters as they are. */
export const PARAM_ATTRIBUTES: Readonly<Record<string, string>> = {
  'tracking-server': 'analytics.trackingServer',
  'report-suite': 'analytics.reportSuite',
  'org-id': 'visitor.marketingCloudOrgId',
  'visitor-id': 'analytics.visitorId',
  ecid: 'visitor.marketingCloudUserId',
  'media-id': 'media.id',
  'media-name': 'media.name',
  'media-length': 'media.length',
  'content-type': 'media.contentType',
  'stream-type': 'media.streamType',
  'player-name': 'media.playerName',
  channel: 'media.channel',
  'app-version': 'media.sdkVersion',
};
