/** Attributes are the truth; these are their properties. */
import { PARAM_ATTRIBUTES } from '../../controllers/param-attributes.ts';
import { BaseElement } from '../../core/base-element.ts';

/** What an attribute of the same name in kebab case says. */
export interface TrackerProperties {
  for: string;
  service: string;
  collectionApi: string;
  datastream: string;
  edgeDomain: string;
  inletUrl: string;
  inletSchema: string;
  inletDataset: string;
  inletFlow: string;
  inletDay: 'local' | 'utc' | '';
  trackingServer: string;
  reportSuite: string;
  orgId: string;
  visitorId: string;
  ecid: string;
  mediaId: string;
  mediaName: string;
  contentType: string;
  streamType: string;
  playerName: string;
  channel: string;
  appVersion: string;
  mediaLength: number | null;
  adPingInterval: number | null;
  resume: boolean;
  downloaded: boolean;
  debug: boolean;
  consent: 'granted' | 'pending' | 'denied';
  respectGpc: boolean | 'opt-out';
}

export const ReflectingElement = BaseElement as new () => HTMLElement & TrackerProperties;

type Read = (value: string | null) => unknown;

const text: Read = value => value ?? '';
const number: Read = value => (value === null ? null : Number(value));
const flag: Read = value => value !== null;

const TEXTS =
  'for service collection-api datastream edge-domain inlet-url inlet-schema inlet-dataset inlet-flow inlet-day'.split(
    ' ',
  );

const READERS: Readonly<Record<string, Read>> = {
  ...Object.fromEntries([...Object.keys(PARAM_ATTRIBUTES), ...TEXTS].map(name => [name, text])),
  'media-length': number,
  'ad-ping-interval': number,
  resume: flag,
  downloaded: flag,
  debug: flag,
  'respect-gpc': value => (value === 'opt-out' ? value : value !== null),
  // Anything that is not understood counts as denied.
  consent: value => (value === null ? 'granted' : /^(granted|pending)$/.test(value) ? value : 'denied'),
};

export const OBSERVED: readonly string[] = Object.keys(READERS);

const propertyName = (attribute: string): string =>
  attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Defines the reflecting properties of a class; `null` and `undefined` remove the attribute. */
export function reflect(prototype: Element): void {
  for (const [name, read] of Object.entries(READERS)) {
    Object.defineProperty(prototype, propertyName(name), {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        return read(this.getAttribute(name));
      },
      set(this: Element, value: unknown) {
        // Who sets consent to false gives none: only without the attribute is it given.
        const none = value === null || value === undefined || (value === false && name !== 'consent');
        if (none) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? '' : String(value));
      },
    });
  }
}

/** Properties set before the upgrade hide the accessors; they are taken back and set again. */
export function replay(element: object, ...more: string[]): void {
  const own = element as Record<string, unknown>;
  for (const [name, value] of Object.entries(element)) {
    if (![...more, ...OBSERVED.map(propertyName)].includes(name)) continue;
    delete own[name];
    own[name] = value;
  }
}
