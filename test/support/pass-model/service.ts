import { ModelTime, type Owner } from './time.ts';
import { Rules, type Code } from './rules.ts';

/**
 * A lean Adobe Pass service for models: it answers from plain objects within the present moment, spoils answers on
 * demand, and judges every request. The strict double in demo/services knows far more, but not thousands of stories
 * a minute.
 */
export const FAULTS = [
  ...['failure', 'page', 'busy', 'cut', 'lost', 'unauthorized', 'unregistered', 'garbage', 'empty', 'odd'],
  ...['slow', 'late', 'retry', 'denied', 'ended', 'unintegrated', 'dead', 'tokenless', 'foreign'],
] as const;
export type Fault = (typeof FAULTS)[number];

interface Client {
  id: string;
  secret: string;
  revoked: boolean;
  /** Told to register again, or its answer has not arrived. */
  excused: boolean;
}

export interface Page extends Owner {
  id: number;
}

interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  form: URLSearchParams;
  json: { resources?: string[] };
  page: Page;
}

interface Answer {
  status: number;
  body: unknown;
}

export const LIFE = 45_000;
const PROFILE_LIFE = 600_000;
const TOKEN_LIFE = 300;

export class ModelService {
  readonly rules = new Rules();
  readonly codes = new Map<string, Code>();
  readonly mediaTokens = new Map<string, { resource: string; page: number }>();
  readonly profiles = new Map<string, { mvpd: string; notAfter: number }>();
  faults: Fault[] = [];
  latency = 0;
  requests = 0;
  registrations = 0;
  readonly #time: ModelTime;
  readonly #clients = new Map<string, Client>();
  readonly #tokens = new Map<string, { client: Client; until: number; ended: boolean }>();
  #count = 0;

  constructor(time: ModelTime) {
    this.#time = time;
  }

  fetchFor(page: Page): typeof fetch {
    return (input, init = {}) =>
      new Promise<Response>((resolve, reject) => {
        if (page.gone) return;
        const { signal } = init;
        const leave = (): void => reject(new DOMException('aborted', 'AbortError'));
        if (signal?.aborted) return leave();
        signal?.addEventListener('abort', leave);
        const url = new URL(String(input));
        const text = typeof init.body === 'string' ? init.body : '';
        const headers = init.headers as Record<string, string>;
        const isForm = headers['Content-Type']?.includes('form') ?? false;
        const asked: Asked = {
          ...{ method: init.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, page },
          form: new URLSearchParams(isForm ? text : ''),
          json: isForm || text === '' ? {} : (JSON.parse(text) as Asked['json']),
        };
        this.#time.activity += 1;
        this.requests += 1;
        const fault = this.faults.shift();
        // With its form: two sessions of one page, of a sign-in and of a code on show, are two different requests.
        const what = `${asked.method} ${asked.path}?${asked.form} of page ${page.id}`;
        this.rules.request(this.#time.now, what);
        const answer = this.#spoil(asked, fault, () => this.#serve(asked));
        // What was refused for its token has asked nothing yet, and is sent once more with another one.
        if (answer?.status !== 401) this.#judge(asked, answer?.status === 200);
        const wait = this.latency + (fault === 'slow' ? 35_000 : fault === 'late' ? 6_000 : 0);
        const deliver = (): void => {
          this.#time.activity += 1;
          signal?.removeEventListener('abort', leave);
          if (page.gone || signal?.aborted) return;
          if (!answer || answer.status === 429) this.rules.refused(this.#time.now, what);
          if (!answer) reject(new TypeError('Failed to fetch'));
          else resolve(respond(answer));
          if (answer) this.#read(asked, answer);
        };
        if (wait > 0) this.#time.view(page).after(wait, deliver);
        else queueMicrotask(deliver);
      });
  }

  /** The viewer signs in at the provider: the code's own, or one chosen on another screen. */
  approve(code: Code, mvpd: string): void {
    const seat = this.#seats.get(code.code);
    if (code.replaced || code.endsAt < this.#time.now || !seat) return;
    code.mvpd ??= mvpd;
    code.signedIn = true;
    this.#grant(seat, code.mvpd);
  }

  expireProfiles(): void {
    this.profiles.clear();
  }

  expireTokens(): void {
    for (const token of this.#tokens.values()) token.ended = true;
  }

  revoke(): void {
    for (const client of this.#clients.values()) client.revoked = client.excused = true;
  }

  /** The device's storage was wiped: it is a new device from now on. */
  forget(): void {
    for (const client of this.#clients.values()) client.excused = true;
    this.rules.wiped();
  }

  readonly #seats = new Map<string, string>();

  #judge({ path, page }: Asked, answered: boolean): void {
    const { now } = this.#time;
    const code = /\/profiles\/code\/(.+)$/.exec(path)?.[1];
    if (code && !this.#activating.has(code)) this.rules.poll(now, page.id, code, this.codes.get(code), answered);
  }

  /** Codes that a second screen reads once, without being the device they belong to. */
  readonly #activating = new Set<string>();
  secondScreenReads(code: string): void {
    this.#activating.add(code);
  }

  /** What the page has understood by now. */
  #read({ path, page }: Asked, { status, body }: Answer): void {
    const client =
      path === '/o/client/register' &&
      this.#clients.get(String((body as { client_id?: string } | undefined)?.client_id));
    if (client) client.excused = client.revoked;
    const opened = path.endsWith('/sessions')
      ? this.codes.get(String((body as { code?: string } | undefined)?.code))
      : undefined;
    if (opened) opened.knownEnd = this.#time.now + LIFE;
    const code = /\/profiles\/code\/(.+)$/.exec(path)?.[1];
    if (!code || this.#activating.delete(code)) return;
    const profiles = (body as { profiles?: object } | undefined)?.profiles;
    const found = status === 200 && profiles && Object.keys(profiles).length > 0;
    const dead = status === 400 && (body as { code?: string }).code === 'invalid_authentication_session';
    if (found || dead) this.rules.told(page.id, code);
  }

  #spoil({ path, json }: Asked, fault: Fault | undefined, serve: () => Answer): Answer | undefined {
    const decisions = path.includes('/decisions/');
    const resource = json.resources?.[0] ?? 'news';
    const token = { serializedToken: 'x', notBefore: 0, notAfter: 9e15 };
    switch (fault) {
      case 'failure':
        return { status: 500, body: undefined };
      case 'page':
        return { status: 503, body: '<h1>Oops</h1>' };
      case 'busy':
        return { status: 429, body: '<html>429</html>' };
      case 'cut':
        return undefined;
      case 'lost':
        serve();
        return undefined;
      case 'unauthorized':
        return { status: 401, body: undefined };
      case 'unregistered':
        for (const client of this.#clients.values()) client.excused = true;
        if (path.startsWith('/o/')) return { status: 400, body: { error: 'invalid_client' } };
        return error(401, 'invalid_access_token_client_application', 'application-registration');
      case 'garbage':
        serve();
        return { status: 200, body: '{' };
      case 'empty':
        return { status: 200, body: {} };
      case 'odd':
        return { status: 200, body: { profiles: null, decisions: [7], actionName: 'dance', logouts: { a: 1 } } };
      case 'retry':
        return decisions ? item(resource, error(403, 'network_received_error', 'retry')) : serve();
      case 'denied':
        return decisions ? item(resource, error(403, 'authorization_denied_by_mvpd', 'none')) : serve();
      case 'ended':
        return error(403, 'authenticated_profile_expired', 'authentication');
      case 'unintegrated':
        return error(400, 'invalid_integration', 'none');
      case 'dead':
        return error(400, 'invalid_authentication_session', 'none');
      case 'tokenless':
        return decisions ? { status: 200, body: { decisions: [{ resource, authorized: true }] } } : serve();
      case 'foreign':
        return decisions
          ? { status: 200, body: { decisions: [{ resource: `${resource}2`, authorized: true, token }] } }
          : serve();
      default:
        return serve();
    }
  }

  #serve(asked: Asked): Answer {
    const { path, headers } = asked;
    if (path === '/o/client/register') return this.#register();
    if (path === '/o/client/token') return this.#token(asked);
    const token = this.#tokens.get(headers['Authorization']?.slice('Bearer '.length) ?? '');
    if (!token) {
      this.rules.blame('PASS-R99', `${path} without a token of this service`);
      return error(401, 'unauthorized', 'none');
    }
    if (token.until <= this.#time.now && !token.ended)
      this.rules.blame('PASS-R7', `${path} with a token that has run out`);
    if (token.ended || token.until <= this.#time.now) return error(401, 'unauthorized', 'none');
    if (token.client.revoked) return error(401, 'invalid_access_token_client_application', 'application-registration');
    const seat = `${token.client.id} ${headers['AP-Device-Identifier'] ?? ''}`;
    return this.#endpoint(asked, seat, path.replace('/api/v2/demo/', '').split('/').map(decodeURIComponent));
  }

  #endpoint({ method, form, json, page }: Asked, seat: string, [what, kind, id]: string[]): Answer {
    if (what === 'configuration') return ok({ requestor: { mvpds: MVPDS.map(id => ({ id, displayName: id })) } });
    if (what === 'sessions' && kind === undefined) return this.#session(form, seat, page.id);
    if (what === 'sessions') return this.#inspect(kind ?? '', method === 'POST' ? form : undefined);
    if (what === 'profiles' && kind === 'code') return this.#byCode(id ?? '');
    if (what === 'profiles' && kind === FREE) return this.#freeProfile(seat);
    if (what === 'profiles') return ok(this.#shown(seat, kind));
    if (what === 'decisions') return this.#decide(seat, kind === 'authorize', id ?? '', json.resources ?? [], page.id);
    if (what !== 'logout') return error(404, 'not_found', 'none');
    const had = this.profiles.delete(`${seat} ${kind}`);
    return ok({ logouts: { [kind ?? '']: { actionName: had ? 'logout' : 'invalid', mvpd: kind, url: '/bye' } } });
  }

  #register(): Answer {
    this.registrations += 1;
    if ([...this.#clients.values()].some(client => !client.excused)) {
      this.rules.blame('PASS-R2', 'registered again although the credentials were good');
    }
    const client = { id: this.#id('client'), secret: this.#id('secret'), revoked: false, excused: true };
    this.#clients.set(client.id, client);
    return {
      status: 201,
      body: { client_id: client.id, client_secret: client.secret, redirect_uris: [], scopes: ['api:client:v2'] },
    };
  }

  #token({ form }: Asked): Answer {
    const client = this.#clients.get(form.get('client_id') ?? '');
    if (!client || client.revoked || client.secret !== form.get('client_secret')) {
      return { status: 400, body: { error: 'invalid_client' } };
    }
    const value = this.#id('token');
    this.#tokens.set(value, { client, until: this.#time.now + TOKEN_LIFE * 1000 + 1, ended: false });
    return { status: 201, body: { id: 'x', access_token: value, created_at: 0, expires_in: TOKEN_LIFE } };
  }

  #session(form: URLSearchParams, seat: string, tab: number): Answer {
    const mvpd = form.get('mvpd') ?? undefined;
    if (mvpd === FREE) return ok({ actionName: 'authorize', reasonType: 'temporary', mvpd });
    if (mvpd && this.#has(seat, mvpd)) return ok({ actionName: 'authorize', mvpd });
    const missing = ['mvpd', 'domainName', 'redirectUrl'].filter(name => !form.has(name));
    const complete = missing.length === 0;
    for (const [code, owner] of this.#seats) {
      const old = this.codes.get(code)!;
      if (owner === seat && !old.replaced) Object.assign(old, { replaced: true, replacedBy: tab });
    }
    const code = `C${String((this.#count += 1)).padStart(6, '0')}`;
    const endsAt = this.#time.now + LIFE;
    const known = { code, tab, mvpd, missing, complete, openings: 0, returned: false, endsAt, knownEnd: Infinity };
    this.codes.set(code, { ...known, replaced: false, replacedBy: undefined, signedIn: false });
    this.#seats.set(code, seat);
    return ok(this.#sessionBody(code, complete, missing, 'resume'));
  }

  #sessionBody(code: string, complete: boolean, missing: string[], otherwise: string): object {
    return {
      actionName: complete ? 'authenticate' : otherwise,
      url: complete ? `/api/v2/authenticate/demo/${code}` : `/api/v2/demo/sessions/${code}`,
      ...(complete ? {} : { missingParameters: missing.map(name => (name === 'domainName' ? 'domain' : name)) }),
      ...{ code, notBefore: '1000', notAfter: String(1000 + LIFE) },
    };
  }

  #inspect(name: string, form: URLSearchParams | undefined): Answer {
    const code = this.codes.get(name);
    if (!code || code.replaced || code.endsAt < this.#time.now)
      return error(400, 'invalid_authentication_session', 'none');
    if (!form) return ok({ existingParameters: code.mvpd ? { mvpd: code.mvpd } : {}, missingParameters: code.missing });
    code.mvpd ??= form.get('mvpd') ?? undefined;
    code.missing = code.missing.filter(name => !form.has(name));
    return ok(this.#sessionBody(name, code.missing.length === 0, code.missing, 'retry'));
  }

  #byCode(name: string): Answer {
    const code = this.codes.get(name);
    if (!code || code.replaced || code.endsAt < this.#time.now)
      return error(400, 'invalid_authentication_session', 'none');
    return ok(code.signedIn ? this.#shown(this.#seats.get(name)!, code.mvpd) : { profiles: {} });
  }

  #decide(seat: string, play: boolean, mvpd: string, resources: string[], page: number): Answer {
    const most = play ? 1 : 5;
    if (resources.length > most || resources.length === 0) {
      this.rules.blame('PASS-R69, PASS-R78', `${resources.length} resources in one question`);
      return error(403, 'too_many_resources', 'configuration');
    }
    const decisions = resources.map(resource => {
      if (mvpd === FREE) return this.#decideFree(seat, play, resource, page);
      if (!this.#has(seat, mvpd)) {
        return {
          resource,
          authorized: false,
          error: error(403, 'authenticated_profile_missing', 'authentication').body,
        };
      }
      if (resource === 'premium') {
        return { resource, authorized: false, error: error(403, 'authorization_denied_by_mvpd', 'none').body };
      }
      if (!play) return { resource, authorized: true };
      const serializedToken = this.#id('media');
      this.mediaTokens.set(serializedToken, { resource, page });
      return { resource, authorized: true, token: { serializedToken, notBefore: 0, notAfter: 9e15 } };
    });
    return ok({ decisions });
  }

  /** Free access: its time begins with the first playback. */
  readonly #trials = new Map<string, number>();

  /** Whether the free access that this media token belongs to has been over for so long. */
  freeIsOver(serializedToken: string, since: number): boolean {
    return (this.#free.get(serializedToken) ?? Infinity) + since < this.#time.now;
  }
  readonly #free = new Map<string, number>();

  #decideFree(seat: string, play: boolean, resource: string, page: number): object {
    const end = this.#trials.get(seat) ?? this.#time.now + FREE_LIFE;
    if (end <= this.#time.now) return { resource, authorized: false, error: freeOver.body };
    if (!play) return { resource, authorized: true, source: 'temppass' };
    this.#trials.set(seat, end);
    const serializedToken = this.#id('media');
    this.mediaTokens.set(serializedToken, { resource, page });
    this.#free.set(serializedToken, end);
    const token = { serializedToken, notBefore: ModelTime.START + this.#time.now, notAfter: 9e15 };
    return { resource, authorized: true, source: 'temppass', token, notAfter: ModelTime.START + end };
  }

  #freeProfile(seat: string): Answer {
    const end = this.#trials.get(seat);
    if (end === undefined) return ok({ profiles: {} });
    if (end <= this.#time.now) return freeOver;
    const profile = { notBefore: 0, notAfter: ModelTime.START + end, issuer: 'Adobe', type: 'temporary' };
    return ok({ profiles: { [FREE]: { ...profile, attributes: {} } } });
  }

  #grant(seat: string, mvpd: string): void {
    this.profiles.set(`${seat} ${mvpd}`, { mvpd, notAfter: this.#time.now + PROFILE_LIFE });
  }

  #has(seat: string, mvpd: string): boolean {
    return (this.profiles.get(`${seat} ${mvpd}`)?.notAfter ?? 0) > this.#time.now;
  }

  #shown(seat: string, only: string | undefined): object {
    const mine = MVPDS.filter(mvpd => (only === undefined || mvpd === only) && this.#has(seat, mvpd));
    const show = (mvpd: string): object => {
      const notAfter = ModelTime.START + this.profiles.get(`${seat} ${mvpd}`)!.notAfter;
      return { notBefore: 0, notAfter, issuer: mvpd, type: 'regular', attributes: {} };
    };
    return { profiles: Object.fromEntries(mine.map(mvpd => [mvpd, show(mvpd)])) };
  }

  #id(what: string): string {
    return `${what}-${(this.#count += 1)}`;
  }
}

export const MVPDS = ['acme', 'bright', 'quiet'];
/** The provider of free access. */
export const FREE = 'preview';
const FREE_LIFE = 90_000;

const ok = (body: object): Answer => ({ status: 200, body });

const error = (status: number, code: string, action: string): Answer => ({
  status,
  body: { status, code, action, message: code },
});

const freeOver = error(403, 'temporary_access_duration_limit_exceeded', 'authentication');

const item = (resource: string, { body }: Answer): Answer =>
  ok({ decisions: [{ resource, authorized: false, error: body }] });

/** As much of a response as the client reads; a real one takes tasks of the browser to be read. */
function respond({ status, body }: Answer): Response {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return { status, ok: status < 300, text: () => Promise.resolve(text) } as Response;
}
