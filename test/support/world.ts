import type { Metrics } from '../../demo/services/handlers/collection/metrics.ts';
import type { Landing, ReceivedEvent } from '../../demo/services/handlers/inlet/state.ts';
import type { RecordedEvent, MediaEvent, SessionState } from '../../demo/services/handlers/collection/state.ts';
import type { FaultRule } from '../../demo/services/handlers/shared/faults.ts';
import type { Complaint, ComplaintKind, JournalEntry } from '../../demo/services/handlers/shared/journal.ts';
import type { Switches } from '../../demo/services/handlers/shared/switches.ts';
import type { WorldOptions } from '../../demo/services/handlers/shared/world-types.ts';

export type { Complaint, Landing, ReceivedEvent, FaultRule, JournalEntry, Switches, WorldOptions };

/**
 * One isolated world of the local services, for one test: its own port, clock, journal, faults and rate limit.
 * Works in browsers and in Node. Close it when the test ends.
 */
export interface TestWorld {
  id: string;
  /** Base address of the Adobe Pass double; the Media Collection API is below `/api/v1`. */
  origin: string;
  journal(filter?: JournalFilter): Promise<JournalEntry[]>;
  clearJournal(): Promise<void>;
  complaints(kind?: ComplaintKind): Promise<Complaint[]>;
  /** Scripts a fault; call the result to end it. */
  fault(rule: FaultRule): Promise<() => Promise<void>>;
  clearFaults(): Promise<void>;
  switches(changes: Partial<Switches>): Promise<void>;
  clock: {
    now(): Promise<number>;
    /** Lets time pass on the service. */
    advance(ms: number): Promise<void>;
    /** Puts the service's clock wrong. */
    set(now: number): Promise<void>;
  };
  /** The authentication sessions, newest last. */
  codes(): Promise<AuthSessionView[]>;
  /** The media sessions with everything the service made of them. */
  sessions(): Promise<MediaSessionView[]>;
  /** Completes the sign-in of a code. */
  approve(code: string, mvpd?: string): Promise<void>;
  signIn(seat: {
    client: string;
    device: string;
    mvpd: string;
    serviceProvider?: string;
    type?: string;
  }): Promise<void>;
  expireProfiles(mvpd?: string): Promise<void>;
  invalidateProfiles(mvpd?: string): Promise<void>;
  expireTokens(): Promise<void>;
  revokeCredentials(options?: { client?: string; statement?: boolean }): Promise<void>;
  degrade(
    rule: 'AuthNAll' | 'AuthZAll' | 'AuthZNone' | null,
    options?: { mvpd?: string; message?: string },
  ): Promise<void>;
  integration(mvpd: string, enabled: boolean): Promise<void>;
  serviceToken(subject: string, life?: number): Promise<string>;
  /** Streaming connections: Flow Service and inlets. */
  streaming: {
    connections(): Promise<ConnectionView[]>;
    /** What inlets received, in order of arrival. */
    events(filter?: { inlet?: string; since?: number }): Promise<ReceivedEvent[]>;
    /** A further access token of the organization; life in seconds. */
    token(options?: { life?: number; readOnly?: boolean }): Promise<string>;
    expireTokens(): Promise<void>;
    /** A dataset, and the schema its messages must name. */
    dataset(id: string, schema: string): Promise<void>;
    /** Another member of staff changes a connection or dataflow. */
    edit(changes: { id: string; name?: string; description?: string; state?: string }): Promise<void>;
    /** The next messages in batches fail with this status inside a 207. */
    failItems(status: number, times?: number): Promise<void>;
  };
  /** Distributor watermarking. */
  watermark: {
    count(): Promise<{ jobs: number; recipients: number }>;
    /** A job that begins now; answers its id. */
    addJob(job: JobScript): Promise<number>;
    setStatus(job: number, status: string): Promise<void>;
    addRecipients(recipients: { count: number } | { names: string[] }): Promise<void>;
    /** The lists shrink to their newest entries. */
    keep(sizes: { jobs?: number; recipients?: number }): Promise<void>;
    /** As the organization's own server would hand it out, `Bearer ` included. */
    token(options?: { life?: number }): Promise<string>;
    expireTokens(): Promise<void>;
  };
  /** Whom the operators' services answer while `operatorCors` is `allow-list`. */
  allowOrigins(origins: string[]): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
  /** Any other call of the control area. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export interface ConnectionView {
  id: string;
  name: string;
  state: string;
  inletId: string;
  inletUrl: string;
  events: number;
}

/** Times in milliseconds after the job began. */
export interface JobScript {
  contentId: string;
  /** Names, or how many. */
  recipients?: number | string[];
  steps?: { after: number; status: string }[];
  length?: number;
  failed?: boolean;
  /** Every so-manieth task fails. */
  failEvery?: number;
}

export interface JournalFilter {
  since?: number;
  /** Beginning of the path. */
  path?: string;
  method?: string;
  status?: number;
  /** Preflights are left out unless this is true. */
  preflights?: boolean;
}

export interface AuthSessionView {
  code: string;
  client: string;
  device: string;
  serviceProvider: string;
  mvpd?: string;
  redirectUrl?: string;
  notBefore: number;
  notAfter: number;
  state: 'open' | 'replaced';
  returned: boolean;
  missing: string[];
}

export interface MediaSessionView {
  id: string;
  kind: 'online' | 'downloaded' | 'edge';
  state: SessionState;
  created: number;
  lastEvent: number;
  lastPlayhead: number;
  lastMovement: number;
  closedBy?: string;
  mediaId: string;
  eventTypes: string[];
  warnings: string[];
  /** In order of arrival, refused ones included. */
  received: RecordedEvent[];
  /** The accepted ones in order of `ts`. */
  events: MediaEvent[];
  metrics: Metrics;
}

/** Opens a world on the running local services. */
export async function openWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const main = servicesOrigin();
  const { id, origin } = await call<{ id: string; origin: string }>('POST', `${main}/control/worlds`, options);
  const control = <T>(method: string, path: string, body?: unknown) =>
    call<T>(method, `${origin}/control${path}`, body);
  const post = (path: string, body: unknown = {}) => control<void>('POST', path, body);
  return {
    id,
    origin,
    control,
    async journal({ preflights = false, ...filter } = {}) {
      const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
      const entries = await control<JournalEntry[]>('GET', `/journal?${query}`);
      return entries.filter(entry => preflights || entry.method !== 'OPTIONS');
    },
    clearJournal: () => control('DELETE', '/journal'),
    complaints: kind => control('GET', `/complaints${kind ? `?kind=${kind}` : ''}`),
    async fault(rule) {
      const fault = await control<{ id: number }>('POST', '/faults', rule);
      return () => control('DELETE', `/faults/${fault.id}`);
    },
    clearFaults: () => control('DELETE', '/faults'),
    switches: changes => post('/switches', changes),
    clock: {
      now: async () => (await control<{ now: number }>('GET', '/clock')).now,
      advance: ms => post('/clock', { advance: ms }),
      set: now => post('/clock', { now }),
    },
    codes: () => control('GET', '/pass/sessions'),
    async sessions() {
      const list = await control<{ id: string }[]>('GET', '/collection/sessions');
      return Promise.all(list.map(session => control<MediaSessionView>('GET', `/collection/sessions/${session.id}`)));
    },
    approve: (code, mvpd) => post('/pass/approve', mvpd ? { code, mvpd } : { code }),
    signIn: seat => post('/pass/sign-in', seat),
    expireProfiles: mvpd => post('/pass/expire-profiles', mvpd ? { mvpd } : {}),
    invalidateProfiles: mvpd => post('/pass/invalidate-profiles', mvpd ? { mvpd } : {}),
    expireTokens: () => post('/pass/expire-tokens'),
    revokeCredentials: (options = {}) => post('/pass/revoke-credentials', options),
    degrade: (rule, options = {}) => post('/pass/degradation', { rule, ...options }),
    integration: (mvpd, enabled) => post('/pass/integration', { mvpd, enabled }),
    async serviceToken(subject, life) {
      const body = life === undefined ? { subject } : { subject, life };
      return (await control<{ serviceToken: string }>('POST', '/pass/service-token', body)).serviceToken;
    },
    streaming: {
      connections: () => control('GET', '/streaming/connections'),
      events(filter = {}) {
        const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
        return control('GET', `/streaming/events?${query}`);
      },
      async token(options = {}) {
        return (await control<{ accessToken: string }>('POST', '/streaming/token', options)).accessToken;
      },
      expireTokens: () => post('/streaming/expire-tokens'),
      dataset: (id, schema) => post('/streaming/datasets', { id, schema }),
      edit: changes => post('/streaming/edit', changes),
      failItems: (status, times = 1) => post('/streaming/fail-items', { status, times }),
    },
    watermark: {
      count: () => control('GET', '/watermark'),
      addJob: async job => (await control<{ jobId: number }>('POST', '/watermark/jobs', job)).jobId,
      setStatus: (job, status) => post('/watermark/status', { job, status }),
      addRecipients: recipients => post('/watermark/recipients', recipients),
      keep: sizes => post('/watermark/keep', sizes),
      token: async (options = {}) => (await control<{ token: string }>('POST', '/watermark/token', options)).token,
      expireTokens: () => post('/watermark/expire-tokens'),
    },
    allowOrigins: origins => post('/origins', { origins }),
    reset: () => post('/reset'),
    close: () => call('DELETE', `${main}/control/worlds/${id}`),
  };
}

/** Where the services run: set by the test runner, or the address of `npm start`. */
export function servicesOrigin(): string {
  return (globalThis as { TVE_SERVICES_ORIGIN?: string }).TVE_SERVICES_ORIGIN ?? 'http://localhost:8787';
}

async function call<T>(method: string, url: string, body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
