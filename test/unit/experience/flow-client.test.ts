import { expect } from '@open-wc/testing';
import type { StreamingError } from '../../../src/experience/errors.ts';
import { createFlowClient, type FlowClient } from '../../../src/experience/flow-client.ts';
import type { FlowConfig } from '../../../src/experience/flow-transport.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import {
  createFakeService,
  inTurn,
  json,
  type Asked,
  type Answer,
  type FakeService,
} from '../../support/fake-service.ts';

const SPEC = 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb';
const ETAG = '"aa00-0000"';
const wire = (changes: object = {}, params: object = {}): object => ({
  id: 'c-1',
  name: 'Lobby',
  state: 'enabled',
  etag: ETAG,
  createdAt: 1_690_000_000_000,
  ...changes,
  auth: {
    specName: 'Streaming Connection',
    params: { dataType: 'xdm', inletUrl: 'https://dcs.example/collection/ab', inletId: 'ab', ...params },
  },
});
const item = (changes?: object, params?: object) => () => json({ items: [wire(changes, params)] });

describe('the client of streaming connections', () => {
  let service: FakeService;
  let clock: FakeClock;

  const open = (answer: (asked: Asked) => Answer, config: Partial<FlowConfig> = {}): FlowClient => {
    service = createFakeService(answer);
    clock = createFakeClock(1_800_000_000_000, service.idle);
    const all = {
      ...{ baseUrl: 'https://platform.example/flowservice', orgId: 'ORG@AdobeOrg', apiKey: 'key' },
      ...{ sandboxName: 'prod', accessToken: 'secret-token' },
    };
    return createFlowClient({ ...all, ...config }, { fetch: service.fetch, clock, random: () => 0 });
  };
  /** The value or the error of a call, after as much time as it may need. */
  const settled = async <T>(call: Promise<T>, time = 120_000): Promise<T & StreamingError> => {
    const result = call.catch((error: unknown) => error);
    await clock.advance(time);
    return (await result) as T & StreamingError;
  };

  describe('requests', () => {
    it('carry token, key, organization and sandbox; bodies also their type (STREAM-R1)', async () => {
      const client = open(({ method }) => (method === 'POST' ? json({ id: 'c-1', etag: ETAG }, 201) : item()()));
      await settled(client.create({ name: 'Lobby', dataType: 'xdm' }));
      const common = {
        authorization: 'Bearer secret-token',
        'x-api-key': 'key',
        'x-gw-ims-org-id': 'ORG@AdobeOrg',
        'x-sandbox-name': 'prod',
      };
      expect(service.asked.map(({ headers }) => headers)).to.deep.equal([
        { ...common, 'content-type': 'application/json' },
        common,
      ]);
    });

    it('go without cookies, cache and redirects', async () => {
      await settled(open(item()).get('c-1'));
      const { credentials, cache, redirect } = service.asked[0]!.init;
      expect([credentials, cache, redirect]).to.deep.equal(['omit', 'no-store', 'error']);
    });

    it('ask the page for the token each time (STREAM-R2)', async () => {
      let count = 0;
      const client = open(item(), { accessToken: async () => `token-${++count}` });
      await settled(client.get('c-1'));
      await settled(client.get('c-1'));
      expect(service.asked.map(({ headers }) => headers['authorization'])).to.deep.equal([
        'Bearer token-1',
        'Bearer token-2',
      ]);
    });

    it('create in today’s form, without what is not set (STREAM-R4, STREAM-R5)', async () => {
      const client = open(({ method }) => (method === 'POST' ? json({ id: 'c-1' }, 201) : item()()));
      await settled(client.create({ name: 'Lobby', dataType: 'raw', description: 'Events' }));
      expect(service.asked[0]!.body).to.deep.equal({
        name: 'Lobby',
        description: 'Events',
        connectionSpec: { id: SPEC, version: '1.0' },
        auth: { specName: 'Streaming Connection', params: { dataType: 'raw' } },
      });
    });

    it('create in the older form with provider, source id and name, and a real true (STREAM-R4, STREAM-R5)', async () => {
      const client = open(({ method }) => (method === 'POST' ? json({ id: 'c-1' }, 201) : item()()));
      await settled(client.create({ name: 'Lobby', dataType: 'xdm', authenticationRequired: true }, { legacy: true }));
      const { providerId, auth } = service.asked[0]!.body;
      expect(providerId).to.equal('521eee4d-8cbe-4906-bb48-fb6bd4450033');
      expect(auth.params).to.deep.equal({
        sourceId: 'Lobby',
        dataType: 'xdm',
        name: 'Lobby',
        authenticationRequired: true,
      });
    });

    it('list streaming connections only, and never limit with count (STREAM-R13, STREAM-R16)', async () => {
      const client = open(({ query }) => (query.has('count') ? json({ count: 7 }) : json({ items: [] })));
      await settled(client.list({ limit: 25, orderBy: '-createdAt' }));
      expect(await settled(client.count())).to.equal(7);
      const [list, count] = service.asked;
      expect(list!.url).to.contain(`/connections?property=connectionSpec.id%3D%3D${SPEC}&orderby=-createdAt&limit=25`);
      expect([list!.query.has('count'), count!.query.has('limit')]).to.deep.equal([false, false]);
    });

    it('encode filter values so that they survive (STREAM-R15)', async () => {
      const client = open(() => json({ items: [] }));
      const value = 'a & b + c # d';
      await settled(client.list({ filters: [{ path: 'name', value }] }));
      expect(service.asked[0]!.query.getAll('property')).to.deep.equal([
        `connectionSpec.id==${SPEC}`,
        `name==${value}`,
      ]);
    });

    it('refuse a filter value with a comma before anything is sent (STREAM-R15)', async () => {
      const client = open(() => json({ items: [] }));
      const error = await settled(client.list({ filters: [{ path: 'name', value: 'a,b' }] }));
      expect(error.code).to.equal('invalid-configuration');
      expect(error.message).to.match(/comma/);
      expect(service.asked).to.have.length(0);
    });
  });

  describe('tokens', () => {
    const refusals: [string, () => Response][] = [
      ['401', () => json({ error_code: '401013', message: 'Oauth token is not valid' }, 401)],
      ['403 with 403010', () => json({ error_code: '403010', message: 'Oauth token is missing' }, 403)],
    ];
    for (const [name, refusal] of refusals) {
      it(`${name}: one refresh and one repeat (STREAM-R12)`, async () => {
        const refreshes: boolean[] = [];
        const accessToken = ({ refresh }: { refresh: boolean }): string => (
          refreshes.push(refresh),
          `t${refreshes.length}`
        );
        const client = open(inTurn(refusal, item()), { accessToken });
        expect((await settled(client.get('c-1'))).name).to.equal('Lobby');
        expect(refreshes).to.deep.equal([false, true]);
        expect(service.asked.map(({ headers }) => headers['authorization'])).to.deep.equal(['Bearer t1', 'Bearer t2']);
      });

      it(`${name} again: told, not asked a third time (STREAM-R12)`, async () => {
        const client = open(refusal, { accessToken: () => 't' });
        expect((await settled(client.get('c-1'))).status).to.equal(Number(name.slice(0, 3)));
        expect(service.asked).to.have.length(2);
      });
    }

    it('another 403 is told at once', async () => {
      const client = open(() => json({ error_code: '403025', message: 'Profile is not valid' }, 403), {
        accessToken: () => 't',
      });
      expect((await settled(client.get('c-1'))).code).to.equal('403025');
      expect(service.asked).to.have.length(1);
    });

    it('a page that fails to give one: says so, without what it threw (STREAM-R2)', async () => {
      const client = open(item(), { accessToken: () => Promise.reject(new Error('secret-of-the-page')) });
      const error = await settled(client.get('c-1'));
      expect(error.code).to.equal('no-token');
      expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.to.contain(
        'secret-of-the-page',
      );
    });

    it('an answer that repeats the token: the error does not (STREAM-R2)', async () => {
      const client = open(() => json({ message: 'bad token secret-token' }, 400));
      const error = await settled(client.get('c-1'));
      expect(`${error.message} ${error.raw}`).not.to.contain('secret-token');
    });
  });

  describe('answers', () => {
    it('one item of a list of one; none is not found (STREAM-R7)', async () => {
      const client = open(inTurn(item(), () => json({ items: [] })));
      const { id, etag, inletUrl, createdAt, authenticationRequired } = await settled(client.get('c-1'));
      expect([id, etag, inletUrl, createdAt, authenticationRequired]).to.deep.equal([
        ...['c-1', ETAG, 'https://dcs.example/collection/ab', 1_690_000_000_000, false],
      ]);
      expect((await settled(client.get('c-2'))).status).to.equal(404);
    });

    it('unknown states and fields pass; an inlet address that is none is left out', async () => {
      const client = open(item({ state: 'hibernating', colour: 'red' }, { inletUrl: 'javascript:alert(1)' }));
      const { state, inletUrl } = await settled(client.get('c-1'));
      expect([state, inletUrl]).to.deep.equal(['hibernating', undefined]);
    });

    for (const [name, body] of [
      ['no list', {}],
      ['an item without an id', { items: [{ name: 'x' }] }],
      ['an item that is none', { items: [null] }],
    ] as const) {
      it(`${name} is an invalid response`, async () => {
        expect((await settled(open(() => json(body)).get('c-1'))).code).to.equal('invalid-response');
      });
    }

    it('the next page comes from the link or the token, and nothing else of the link counts (STREAM-R14)', async () => {
      const client = open(
        inTurn(
          () =>
            json({
              items: [wire()],
              _links: { next: { href: 'https://evil.example/x?limit=1&continuationToken=a%2Bb' } },
            }),
          () => json({ items: [], continuationToken: 'top' }),
          () => json({ items: [], _links: { next: { href: '' } } }),
        ),
      );
      const first = await settled(client.list());
      expect(first.next).to.equal('a+b');
      expect((await settled(client.list({ continuation: first.next }))).next).to.equal('top');
      expect((await settled(client.list({ continuation: 'top' }))).next).to.equal(undefined);
      expect(service.asked.every(({ url }) => url.startsWith('https://platform.example/flowservice/'))).to.equal(true);
      expect(service.asked[1]!.query.get('continuationToken')).to.equal('a+b');
    });

    it('a busy service is asked again after as long as it wishes', async () => {
      const client = open(inTurn(() => json({}, 503, { 'retry-after': '7' }), item()));
      expect((await settled(client.get('c-1'))).id).to.equal('c-1');
      expect(service.asked).to.have.length(2);
    });

    it('a broken line: told with CORS and a relay in mind', async () => {
      const error = await settled(open(() => new TypeError('Failed to fetch')).get('c-1'));
      expect([error.code, error.retryable]).to.deep.equal(['network', true]);
      expect(error.message).to.match(/CORS.*relay/);
    });

    it('an abort is told as such', async () => {
      const leaving = new AbortController();
      const client = open(() => new Promise<Response>(() => {}));
      const call = settled(client.get('c-1', { signal: leaving.signal }), 10);
      leaving.abort();
      expect((await call).code).to.equal('aborted');
    });
  });

  describe('creating', () => {
    it('reads the connection until it has its inlet (STREAM-R6)', async () => {
      const answers = inTurn(item({}, { inletUrl: undefined }), item({}, { inletUrl: undefined }), item());
      const client = open(asked => (asked.method === 'POST' ? json({ id: 'c-1' }, 201) : answers(asked)));
      expect((await settled(client.create({ name: 'Lobby', dataType: 'xdm' }))).inletUrl).to.be.a('string');
      expect(service.calls().slice(1)).to.deep.equal(Array(3).fill('GET /flowservice/connections/c-1'));
    });

    it('says after half a minute that there is no inlet yet (STREAM-R6)', async () => {
      const client = open(({ method }) =>
        method === 'POST' ? json({ id: 'c-1' }, 201) : item({}, { inletUrl: undefined })(),
      );
      const start = clock.elapsed();
      const error = await settled(client.create({ name: 'Lobby', dataType: 'xdm' }), 30_000);
      expect([error.code, clock.elapsed() - start <= 30_000, clock.timers]).to.deep.equal(['no-inlet-yet', true, 0]);
    });

    it('wants a name before anything is sent', async () => {
      const error = await settled(open(item()).create({ name: '  ', dataType: 'xdm' }));
      expect([error.code, service.asked.length]).to.deep.equal(['invalid-configuration', 0]);
    });
  });

  describe('changing', () => {
    it('sends the etag byte for byte and a patch of lower-case operations (STREAM-R8, STREAM-R9)', async () => {
      const client = open(({ method }) =>
        method === 'PATCH' ? json({ id: 'c-1', etag: '"new"' }) : item({ etag: '"new"', description: 'Old' })(),
      );
      const connection = { ...(await settled(client.get('c-1'))), etag: ETAG };
      const changed = await settled(client.update(connection, { name: 'North', description: '' }));
      const patch = service.asked.find(({ method }) => method === 'PATCH')!;
      expect(patch.headers['if-match']).to.equal(ETAG);
      expect(patch.body).to.deep.equal([
        { op: 'replace', path: '/name', value: 'North' },
        { op: 'remove', path: '/description' },
      ]);
      expect(changed.etag).to.equal('"new"');
    });

    it('a description that is not there is not removed, which the service would refuse (STREAM-R9)', async () => {
      const client = open(({ method }) => (method === 'PATCH' ? json({ id: 'c-1' }) : item()()));
      const connection = await settled(client.get('c-1'));
      await settled(client.update(connection, { name: 'North', description: '' }));
      await settled(client.update(connection, { description: '' }));
      const patches = service.asked.filter(({ method }) => method === 'PATCH');
      expect(patches.map(({ body }) => body)).to.deep.equal([[{ op: 'replace', path: '/name', value: 'North' }]]);
    });

    it('a newer version: reads it and hands over both, without a second try (STREAM-R10)', async () => {
      const client = open(({ method }) =>
        method === 'PATCH' ? json({ errorCode: '1404-412', message: 'etag' }, 412) : item({ name: 'Theirs' })(),
      );
      const connection = await settled(client.get('c-1'));
      const error = await settled(client.update(connection, { name: 'Mine' }));
      expect([error.code, error.conflict?.mine.name, error.conflict?.theirs.name]).to.deep.equal([
        '1404-412',
        'Mine',
        'Theirs',
      ]);
      expect(service.asked.filter(({ method }) => method === 'PATCH')).to.have.length(1);
    });

    it('the state is switched by a patch (STREAM-R18)', async () => {
      const client = open(({ method }) => (method === 'PATCH' ? json({ id: 'c-1' }) : item()()));
      await settled(client.setState(await settled(client.get('c-1')), 'disabled'));
      expect(service.asked[1]!.body).to.deep.equal([{ op: 'replace', path: '/state', value: 'disabled' }]);
    });
  });

  describe('deleting', () => {
    it('204 is done, 404 and 1439-400 are already gone (STREAM-R17)', async () => {
      const client = open(
        inTurn(
          () => new Response(null, { status: 204 }),
          () => json({ code: '1101-404' }, 404),
          () => json({ code: '1439-400' }, 400),
        ),
      );
      const results = [];
      for (let index = 0; index < 3; index++) results.push(await settled(client.remove('c-1')));
      expect(results).to.deep.equal(['deleted', 'gone', 'gone']);
    });

    it('names the dataflows that stand in the way (STREAM-R17)', async () => {
      const client = open(({ method, path }) => {
        if (method === 'DELETE') return json({ errorCode: '1418-400', message: 'in use' }, 400);
        if (path.endsWith('/sourceConnections')) return json({ items: [{ id: 's-1' }] });
        return json({ items: [{ id: 'f-1', name: 'To the lake', state: 'enabled' }] });
      });
      const error = await settled(client.remove('c-1'));
      expect(error.flows).to.deep.equal([{ id: 'f-1', name: 'To the lake', state: 'enabled' }]);
      expect(service.asked[2]!.query.get('property')).to.equal('sourceConnectionIds[]==s-1');
    });
  });
});
