import { ORG_ID, READ_ONLY_TOKEN, SANDBOX_NAME, STAFF_TOKEN } from '../../fixtures.ts';
import type { Random } from '../shared/random.ts';
import type { Settings } from '../shared/world-types.ts';
import { AUTH_SPEC, HTTP_SPEC } from './constants.ts';

export const KINDS = ['connections', 'sourceConnections', 'targetConnections', 'flows'] as const;
export type Kind = (typeof KINDS)[number];
export type ResourceState = 'enabled' | 'disabled' | 'initializing';

/** One connection or dataflow, in one Platform sandbox of one organization. */
export interface Resource {
  /** Order of creation: breaks ties when sorting. */
  seq: number;
  kind: Kind;
  org: string;
  sandbox: string;
  id: string;
  name: string;
  description?: string;
  state: ResourceState;
  createdAt: number;
  updatedAt: number;
  /** With its own double quotes inside (3.1). */
  etag: string;
  /** What the client gave besides: specs, auth, params, data, references. */
  fields: Record<string, unknown>;
  /** Connections only: last part of the inlet's address. */
  inletId?: string;
  /** Reads that still come before the inlet is there. */
  readsBeforeInlet: number;
}

export interface StaffToken {
  expiresAt: number;
  readOnly: boolean;
}

export interface Page {
  kind: Kind;
  org: string;
  sandbox: string;
  properties: string[];
  orderby: string;
  limit: number;
  /** Id and place of the last item told. */
  after: { value: string | number; seq: number };
}

export interface FlowState {
  resources: Map<string, Resource>;
  tokens: Map<string, StaffToken>;
  pages: Map<string, Page>;
  random: Random;
  nextSeq(): number;
}

export interface FlowStart {
  settings: Settings;
  now: number;
  random: Random;
}

export function createFlowState({ settings, now, random }: FlowStart): FlowState {
  let seq = 0;
  const state: FlowState = {
    resources: new Map(),
    tokens: new Map([
      [STAFF_TOKEN, { expiresAt: Infinity, readOnly: false }],
      [READ_ONLY_TOKEN, { expiresAt: Infinity, readOnly: true }],
    ]),
    pages: new Map(),
    random,
    nextSeq: () => (seq += 1),
  };
  const count = settings.connections;
  for (let index = 0; index < count; index += 1) seedConnection(state, index, now - (count - index) * 3_600_000);
  return state;
}

const PLACES = ['Lobby players', 'North hall', 'South hall', 'Website', 'Mobile site', 'Press room', 'Archive kiosk'];

function seedConnection(state: FlowState, index: number, now: number): void {
  const place = PLACES[index % PLACES.length] ?? '';
  const name = index < PLACES.length ? place : `${place} ${Math.floor(index / PLACES.length) + 1}`;
  const authenticationRequired = index % 3 === 2;
  const sourceId = name.toLowerCase().replaceAll(' ', '-');
  const resource = addResource(state, {
    kind: 'connections',
    org: ORG_ID,
    sandbox: SANDBOX_NAME,
    name,
    now,
    fields: {
      connectionSpec: { id: HTTP_SPEC, version: '1.0' },
      auth: { specName: AUTH_SPEC, params: { sourceId, name, dataType: 'xdm', authenticationRequired } },
    },
  });
  resource.description = `Playback events, ${place.toLowerCase()}`;
  resource.inletId = state.random.hex(64);
  if (index % 5 === 4) resource.state = 'disabled';
}

export interface NewResource {
  kind: Kind;
  org: string;
  sandbox: string;
  name: string;
  now: number;
  fields: Record<string, unknown>;
}

export function addResource(state: FlowState, { now, ...values }: NewResource): Resource {
  const resource: Resource = {
    ...values,
    seq: state.nextSeq(),
    id: state.random.uuid(),
    state: 'enabled',
    createdAt: now,
    updatedAt: now,
    etag: newEtag(state),
    readsBeforeInlet: 0,
  };
  state.resources.set(resource.id, resource);
  return resource;
}

/** A new revision, after every write. */
export function touch(state: FlowState, resource: Resource, now: number): void {
  resource.etag = newEtag(state);
  resource.updatedAt = now;
}

function newEtag({ random }: FlowState): string {
  return `"${random.hex(8)}-0000-0200-0000-${random.hex(8)}0000"`;
}
