/**
 * Constants a page, a demo or a test needs to talk to the local services.
 * Each has one meaning, told in README.md. Nothing here is a secret: it opens this local service and nothing else.
 */

/** Service provider with every scripted TV provider. */
export const SERVICE_PROVIDER = 'demo';
/** A second brand, with a shorter list of providers. */
export const SECOND_SERVICE_PROVIDER = 'demoKids';

/** Domains both brands may sign in from. */
export const DOMAINS = ['localhost', '127.0.0.1', 'example.test'];

const JWT_HEADER = 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImxvY2FsLXNlcnZpY2VzIn0';

/** Good for `demo` and `demoKids`. */
export const SOFTWARE_STATEMENT = `${JWT_HEADER}.eyJpc3MiOiJ0dmUtZWxlbWVudHMgbG9jYWwgc2VydmljZXMiLCJzdWIiOiJkZW1vLXdlYiIsImlhdCI6MTc2NDU0NzIwMH0.fkCj4fRTjjw1OjOHelV0SabrSBk26h0DMPn_W1adAPfDnD5SrCYT2nL2UGSmqf4zO7445tIQ53DgdjEVxg9V-Q`;
/** Withdrawn: registration answers `unapproved_software_statement`. */
export const REVOKED_STATEMENT = `${JWT_HEADER}.eyJpc3MiOiJ0dmUtZWxlbWVudHMgbG9jYWwgc2VydmljZXMiLCJzdWIiOiJ3aXRoZHJhd24td2ViIiwiaWF0IjoxNzY0NTQ3MjAwfQ.ImhXgAmyjrEWJMu9JlSPpTKRaGzJD7F1enoHDFjjzH8aSAp-sQcmlk3oWSrW-Dx8ie4UyzbO4nPNBxyHasDUoA`;
/** Registers, but its `scopes` lack `api:client:v2`. */
export const LEGACY_STATEMENT = `${JWT_HEADER}.eyJpc3MiOiJ0dmUtZWxlbWVudHMgbG9jYWwgc2VydmljZXMiLCJzdWIiOiJsZWdhY3ktd2ViIiwiaWF0IjoxNzY0NTQ3MjAwfQ.m5dL9g0QyADUHqXx0PjQ9ZZAOCPia2NrjgeM3UxnB-D7KjZP5xxGpPPDQjVOCKECzP6dlvH0_gKhrG5YKNFkaQ`;
/** Registers, but its application may act for `demoKids` only. */
export const UNLINKED_STATEMENT = `${JWT_HEADER}.eyJpc3MiOiJ0dmUtZWxlbWVudHMgbG9jYWwgc2VydmljZXMiLCJzdWIiOiJraWRzLW9ubHktd2ViIiwiaWF0IjoxNzY0NTQ3MjAwfQ.E3il581gIdJiplL3L3M9nYpIPogouMGUsOm1oZ07MxzLfvfeXRKBMWTQnVcP31m-CTVyOOus1A1UfeXYBgZC0w`;

/** The viewer's account, the same at every provider. */
export const USERNAME = 'demo';
export const PASSWORD = 'demo';

/** Bearer token of the TempPass reset endpoints, which belong to the publisher's staff. */
export const MANAGEMENT_TOKEN = 'local-management-token';

/** Resource ids with a meaning. Every id not named here is part of every package. */
export const RESOURCES = {
  /** Permitted by every provider that permits anything. */
  news: 'news',
  weather: 'weather',
  kids: 'kids',
  /** Denied by Pickwell Choice, with the provider's own words. */
  sport: 'sport',
  /** Denied by every provider but Brightwater TV, with the provider's own words. */
  premium: 'premium',
  /** Denied by parental controls at Kindergrove. */
  mature: 'mature',
  /** Denied by home-network policy at Hearthnet. */
  away: 'away',
  /** The provider says the viewer's session there has ended. */
  ended: 'ended',
  /** The provider says it does not know this viewer. */
  stranger: 'stranger',
} as const;

/** Provider ids with a meaning; the table in README.md says what each one does. */
export const PROVIDERS = {
  normal: 'acmeCable',
  relativeLogout: 'brightwater',
  noLogout: 'quietline',
  homeBased: 'hearthNet',
  slow: 'snailFiber',
  deniesByResource: 'pickwell',
  parental: 'kindergrove',
  retryReceived: 'wobbleNet',
  retryTimeout: 'lagoonLink',
  retryExecution: 'tortoiseTel',
  alwaysTimesOut: 'voidCast',
  disabled: 'duskfall',
  proxy: 'valleyCoop',
  severalProfiles: 'duoVista',
  severalProfilesSibling: 'duoVistaGo',
  brokenLogo: 'foggyGlass',
  accents: 'teleEte',
  openerPolicy: 'irongate',
  tempPassBasic: 'previewPass',
  tempPassPromotional: 'promoPass',
  tempPassBroken: 'brokenPass',
} as const;

/** Media Edge API: a datastream, and one on which Media Analytics is not enabled. */
export const DATASTREAM_ID = '3f8d2c1b-5a4e-4d7f-9b6c-0e1d2c3b4a59';
export const DATASTREAM_WITHOUT_MEDIA = '8c7b6a59-4e3d-4c2b-a190-5f6e7d8c9b0a';

/** Streaming connections: organization, integration and Platform sandboxes of the demo. */
export const ORG_ID = '0123456789ABCDEF01234567@AdobeOrg';
/** Known to the gateway, but the caller has no rights there. */
export const FOREIGN_ORG_ID = 'FEDCBA9876543210FEDCBA98@AdobeOrg';
export const API_KEY = 'local-console';
export const SANDBOX_NAME = 'prod';
/** A second, empty Platform sandbox of the same organization. */
export const SECOND_SANDBOX_NAME = 'rehearsal';
/** Access token of a member of staff; good until `POST /control/streaming/expire-tokens`. */
export const STAFF_TOKEN = 'local-staff-token';
/** May read and not write. */
export const READ_ONLY_TOKEN = 'local-read-only-token';

/** A dataset, and the schema its messages name: an ExperienceEvent with the media field group. */
export const DATASET_ID = '64b7f0d1c2a3b4c5d6e7f809';
export const SCHEMA_ID = 'https://ns.adobe.com/tvedemo/schemas/7b1f4c2d9e0a4b6c8d5e3f2a1b0c9d8e';
export const SCHEMA_CONTENT_TYPE = 'application/vnd.adobe.xed-full+json;version=1';
/** A dataset with another schema, which has no media fields: for messages that name the wrong one. */
export const PLAIN_DATASET_ID = '64b7f0d1c2a3b4c5d6e7f80a';
export const PLAIN_SCHEMA_ID = 'https://ns.adobe.com/tvedemo/schemas/0a1b2c3d4e5f60718293a4b5c6d7e8f9';

/** Watermarking: a site and the account that may use it. */
export const WATERMARK_SITE_ID = 'DEMO';
export const WATERMARK_ACCOUNT_ID = 'staff@example.test';
export const WATERMARK_ACCESS_KEY = 'local-access-key';
/** The same rights; its letters and colon show whether a client encodes them well. */
export const ACCENTED_ACCOUNT_ID = 'zoë@example.test';
export const ACCENTED_ACCESS_KEY = 'clé:secrète';
/** A site that exists, and that no account here may use. */
export const FORBIDDEN_SITE_ID = 'LOCK';
