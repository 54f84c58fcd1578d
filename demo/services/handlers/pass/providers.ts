import { PROVIDERS, RESOURCES } from '../../fixtures.ts';
import { FILLER } from './provider-names.ts';

/** A scripted TV provider (SBX-12). What each one does is told in README.md. */
export interface Provider {
  id: string;
  name: string;
  /** Colour of its logo and its pages: dark enough for white text. */
  color: string;
  logout: 'absolute' | 'relative' | 'none';
  login: 'form' | 'home' | 'slow';
  enabled: boolean;
  script?: DecisionScript;
  tempPass?: 'basic' | 'promotional' | 'broken';
  isProxy?: boolean;
  brokenLogo?: boolean;
  /** Its login page sends `Cross-Origin-Opener-Policy: same-origin`: the opener loses its window. */
  openerPolicy?: boolean;
  /** Another provider this sign-in yields a profile of. */
  sibling?: string;
  permitsPremium?: boolean;
}

export type DecisionScript =
  | { kind: 'denies'; resources: string[]; code: string; details: string }
  | { kind: 'stumbles'; code: string; times: number }
  | { kind: 'timesOut' };

const P = PROVIDERS;

const SCRIPTED: (Pick<Provider, 'id' | 'name' | 'color'> & Partial<Provider>)[] = [
  { id: P.normal, name: 'Acme Cable', color: '#7c2d12', logout: 'absolute' },
  { id: P.relativeLogout, name: 'Brightwater TV', color: '#075985', permitsPremium: true },
  { id: P.noLogout, name: 'Quietline', color: '#3f3f46', logout: 'none' },
  {
    id: P.homeBased,
    name: 'Hearthnet Home',
    color: '#9a3412',
    login: 'home',
    script: {
      kind: 'denies',
      resources: [RESOURCES.away],
      code: 'authorization_denied_by_hba_policies',
      details: 'You are not at home. Please sign in again.',
    },
  },
  { id: P.slow, name: 'Snailfiber', color: '#3f6212', login: 'slow' },
  {
    id: P.deniesByResource,
    name: 'Pickwell Choice',
    color: '#6b21a8',
    script: {
      kind: 'denies',
      resources: [RESOURCES.sport],
      code: 'authorization_denied_by_mvpd',
      details: 'Your Pickwell plan has no sport. Add it at any time in My Pickwell.',
    },
  },
  {
    id: P.parental,
    name: 'Kindergrove Family TV',
    color: '#166534',
    script: {
      kind: 'denies',
      resources: [RESOURCES.mature],
      code: 'authorization_denied_by_parental_controls',
      details: 'Parental controls at Kindergrove allow up to TV-PG.',
    },
  },
  { id: P.retryReceived, name: 'Wobblenet', color: '#be185d', script: stumbles('network_received_error') },
  { id: P.retryTimeout, name: 'Lagoonlink', color: '#0f766e', script: stumbles('network_connection_timeout') },
  { id: P.retryExecution, name: 'Tortoisetel', color: '#4d7c0f', script: stumbles('maximum_execution_time_exceeded') },
  { id: P.alwaysTimesOut, name: 'Voidcast', color: '#27272a', script: { kind: 'timesOut' } },
  { id: P.disabled, name: 'Duskfall Cable', color: '#57534e', enabled: false },
  { id: P.proxy, name: 'Valley Cooperative', color: '#1e40af', isProxy: true },
  { id: P.severalProfiles, name: 'Duovista Max', color: '#5b21b6', sibling: P.severalProfilesSibling },
  { id: P.severalProfilesSibling, name: 'Duovista Go', color: '#7e22ce' },
  { id: P.brokenLogo, name: 'Foggyglass Media', color: '#475569', brokenLogo: true },
  { id: P.accents, name: 'Télé Été Câble', color: '#b45309' },
  { id: P.openerPolicy, name: 'Irongate Satellite', color: '#1f2937', openerPolicy: true },
  { id: P.tempPassBasic, name: 'Free Preview', color: '#0e7490', logout: 'none', tempPass: 'basic' },
  { id: P.tempPassPromotional, name: 'Weekend Pass', color: '#a21caf', logout: 'none', tempPass: 'promotional' },
  { id: P.tempPassBroken, name: 'Broken Pass', color: '#44403c', logout: 'none', tempPass: 'broken' },
];

function stumbles(code: string): DecisionScript {
  return { kind: 'stumbles', code, times: 2 };
}

/** The scripted providers, the fillers, and as many made-up ones as a scale test asks for. */
export function createProviders(count: number): Map<string, Provider> {
  const providers = new Map<string, Provider>();
  const add = (entry: (typeof SCRIPTED)[number]) =>
    providers.set(entry.id, { logout: 'relative', login: 'form', enabled: true, ...entry });
  for (const entry of SCRIPTED) add(entry);
  for (const entry of FILLER) add(entry);
  for (let n = 1; providers.size < count; n += 1) add(madeUp(n));
  return providers;
}

const FIRST = ['Maple', 'Cedar', 'Prairie', 'Harbor', 'Granite', 'Willow', 'Juniper', 'Canyon', 'Meadow', 'Orchard'];
const SECOND = ['Valley', 'Ridge', 'County', 'Lake', 'River', 'Bay', 'Hills', 'Falls', 'Creek', 'Shore'];
const THIRD = ['Cable', 'Fiber', 'Telephone', 'Cooperative', 'Broadband', 'Vision'];
const COLORS = ['#1e3a8a', '#14532d', '#7f1d1d', '#4a044e', '#134e4a', '#422006'];

function madeUp(n: number): (typeof SCRIPTED)[number] {
  const pick = (list: string[], index: number) => list[index % list.length] ?? '';
  const name = [pick(FIRST, n), pick(SECOND, Math.floor(n / 10)), pick(THIRD, n * 7), n].join(' ');
  return { id: `local${n}`, name, color: pick(COLORS, n) };
}
