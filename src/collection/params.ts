/** From attributes and metadata to the parameters of a session (section 2.6), checked before anything is sent. */
import { parseAddress } from '../core/address.ts';
import { readCustomMetadata } from './custom-metadata.ts';
import type { Routes } from './destination.ts';
import { misused, readNumber, type MediaCollectionError } from './errors.ts';
import { PARAM_ATTRIBUTES } from './param-attributes.ts';
import type { Content } from './types.ts';

export interface ContentSource {
  /** Name of the element, for messages. */
  readonly tag: string;
  attribute(name: string): string | null;
  /** What the child script or the property says; anything may stand there. */
  readonly metadata: unknown;
  /** Host name of the page: the channel, where none is named. */
  readonly site: string;
  /** `audio` or `video` (MC-R31). */
  readonly streamType: string;
  /** Id of the TV provider the viewer is signed in with. */
  readonly provider: string | undefined;
  /** The viewer objects to what is measured being sold or shared. */
  readonly optOut: boolean;
}

/** MC-R29; the player's name, the channel, length and content type have defaults. Elsewhere the last one is enough. */
const REQUIRED = ['tracking-server', 'report-suite', 'org-id', 'media-id'];

/** Every other parameter is a string (MC-R32, MC-R113). */
const BOOLEAN = /^analytics\.(enableSSL|optOut)|^media\.(resume|downloaded)$/;
const NUMBER = /^media\.length$|LocationHint$/;
const OBJECT = /customerIDs$/;

/** @throws MediaCollectionError `invalid-configuration`, naming element, attribute and expectation */
export function readContent(
  { tag, attribute, metadata, site, streamType, provider, optOut }: ContentSource,
  { main, beside }: Routes = {},
): Content {
  const wrong = (name: string, expected: string): MediaCollectionError =>
    misused(`<${tag}> attribute ${name}`, expected, attribute(name));
  const { params: given, customMetadata } = readMetadata(tag, metadata);
  const params: Record<string, unknown> = {};
  for (const name in given) setParam(params, name, given[name], `<${tag}> metadata ${name}`);
  for (const name in PARAM_ATTRIBUTES) {
    setParam(params, PARAM_ATTRIBUTES[name]!, attribute(name), `<${tag}> attribute ${name}`);
  }
  for (const name of REQUIRED.slice(main ? -1 : 0)) if (!params[PARAM_ATTRIBUTES[name]!]) throw wrong(name, 'a text');
  const address = parseAddress(attribute('collection-api'));
  if (!main && !address) throw wrong('collection-api', 'an https address');
  const ping = Number(attribute('ad-ping-interval') ?? 1);
  if (!(ping >= 1 && ping <= 10)) throw wrong('ad-ping-interval', 'seconds from 1 to 10');
  const downloaded = attribute('downloaded') !== null;
  return {
    ...(main ?? { base: (address!.origin + address!.pathname).replace(/\/+(api\/v1\/*)?$/, '') }),
    beside,
    downloaded,
    adPing: ping * 1000,
    customMetadata: readCustomMetadata(customMetadata),
    params: {
      'media.name': params['media.id'],
      'media.streamType': streamType,
      'media.playerName': 'unknown',
      'media.channel': site,
      ...(provider && { 'media.pass.mvpd': provider, 'media.pass.auth': 'TRUE' }),
      ...params,
      // MC-R113: whatever else the page says.
      ...(optOut && { 'analytics.optOutServerSideForwarding': true, 'analytics.optOutShare': true }),
      // MC-R40, MC-R95.
      'media.resume': params['media.resume'] === true || attribute('resume') !== null,
      'media.downloaded': downloaded,
    },
  };
}

/** MC-R39: what has no value is left out. */
function setParam(params: Record<string, unknown>, name: string, value: unknown, where: string): void {
  if (value === undefined || value === null || value === '') return;
  if (BOOLEAN.test(name)) params[name] = value === true || value === 'true';
  else if (!NUMBER.test(name)) params[name] = OBJECT.test(name) ? value : String(value);
  else {
    const number = readNumber(value, where);
    // An endless stream has no length to tell (MC-R30).
    if (number < Infinity) params[name] = number;
  }
}

interface Metadata {
  readonly params: Record<string, unknown>;
  readonly customMetadata: unknown;
}

function readMetadata(tag: string, metadata: unknown): Metadata {
  const { params = {}, customMetadata, ...unknown } = (metadata ?? {}) as Partial<Metadata>;
  const found =
    typeof params !== 'object'
      ? 'params'
      : typeof (customMetadata ?? params) !== 'object'
        ? 'customMetadata'
        : Object.keys(unknown)[0];
  if (found === undefined && typeof metadata !== 'string') return { params, customMetadata };
  throw misused(`<${tag}> metadata`, 'an object with params and customMetadata only', found ?? metadata);
}
