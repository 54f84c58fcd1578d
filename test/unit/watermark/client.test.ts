import { expect } from '@open-wc/testing';
import { createWatermarkClient, type WatermarkClient, type WatermarkConfig } from '../../../src/watermark/client.ts';
import type { WatermarkError } from '../../../src/watermark/errors.ts';
import type { TokenProvider } from '../../../src/watermark/types.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import {
  createFakeService,
  inTurn,
  json,
  type Answer,
  type Asked,
  type FakeService,
} from '../../support/fake-service.ts';

const ok =
  (data: unknown, more: object = {}) =>
  () =>
    json({ error_code: '0000', error_message: 'Success.', data, ...more });
const JOB = {
  job_id: 4021,
  content_id: 'tour',
  job_status: 'DM500',
  reg_time: '2026-03-04T10:15:30',
  update_time: '2026-03-04T10:41:02',
};
const jwt = (claims: object): string => `e30.${btoa(JSON.stringify(claims)).replace(/=+$/, '')}.sig`;

describe('the client of the watermarking service', () => {
  let service: FakeService;
  let clock: FakeClock;

  const open = (answer: (asked: Asked) => Answer, config: Partial<WatermarkConfig> = {}): WatermarkClient => {
    service = createFakeService(answer);
    clock = createFakeClock(1_800_000_000_000, service.idle);
    const all = { baseUrl: 'https://dwm.example', siteId: 'UNIT', tokenProvider: () => 'secret-token' };
    return createWatermarkClient({ ...all, ...config }, { fetch: service.fetch, clock, random: () => 0 });
  };
  const settled = async <T>(call: Promise<T>, time = 120_000): Promise<T & WatermarkError> => {
    const result = call.catch((error: unknown) => error);
    await clock.advance(time);
    return (await result) as T & WatermarkError;
  };
  const tokens = (): (string | undefined)[] => service.asked.map(({ headers }) => headers['authorization']);

  describe('tokens', () => {
    it('are bought with GET and Basic of UTF-8 where there is no provider (DWM-R5)', async () => {
      const client = open(({ path }) => (path.includes('token') ? ok({ token: 'Bearer abc' })() : ok([])()), {
        tokenProvider: undefined,
        credentials: () => ({ accountId: 'ops@ünit', accessKey: 'k:y' }),
      });
      await settled(client.jobs());
      const [bought] = service.asked;
      expect([bought!.method, bought!.path]).to.deep.equal(['GET', '/api/token/UNIT']);
      const bytes = Uint8Array.from(atob(bought!.headers['authorization']!.replace('Basic ', '')), char =>
        char.charCodeAt(0),
      );
      expect(new TextDecoder().decode(bytes)).to.equal('ops@ünit:k:y');
    });

    for (const [given, used] of [
      ['Bearer abc', 'Bearer abc'],
      ['abc', 'Bearer abc'],
      ['bearer abc', 'bearer abc'],
    ] as const) {
      it(`“${given}” is sent with the prefix once (DWM-R4)`, async () => {
        await settled(open(ok([]), { tokenProvider: () => given }).jobs());
        expect(tokens()).to.deep.equal([used]);
      });
    }

    it('concurrent calls share one request for it (DWM-R6)', async () => {
      let count = 0;
      const client = open(ok([]), { tokenProvider: async () => `t-${++count}` });
      await settled(Promise.all([client.jobs(), client.jobs(), client.recipients()]));
      expect([count, ...tokens()]).to.deep.equal([1, ...Array(3).fill('Bearer t-1')]);
    });

    it('401: renewed once, repeated once, shared by all that were refused (DWM-R7)', async () => {
      const refreshes: boolean[] = [];
      const tokenProvider: TokenProvider = async ({ refresh }) => (refreshes.push(refresh), `t-${refreshes.length}`);
      const client = open(({ headers }) => (headers['authorization'] === 'Bearer t-1' ? json({}, 401) : ok([])()), {
        tokenProvider,
      });
      await settled(Promise.all([client.jobs(), client.jobs()]));
      expect(refreshes).to.deep.equal([false, true]);
      expect(tokens()).to.deep.equal(['Bearer t-1', 'Bearer t-1', 'Bearer t-2', 'Bearer t-2']);
    });

    it('401 twice: told (DWM-R7)', async () => {
      const error = await settled(open(() => json({}, 401)).jobs());
      expect([error.status, error.action, service.asked.length]).to.deep.equal([401, 'sign-in', 2]);
    });

    it('one that is on its way when it is forgotten is not kept (DWM-R2)', async () => {
      let arrive = (_token: string): void => {};
      let count = 0;
      const tokenProvider = (): Promise<string> => (count++, new Promise(resolve => (arrive = resolve)));
      const client = open(ok([]), { tokenProvider });
      const call = settled(client.jobs(), 0);
      await clock.advance(0);
      client.forget();
      arrive('of-somebody-before');
      await call;
      expect(client.token.present).to.equal(false);
      void settled(client.jobs(), 0);
      await clock.advance(0);
      expect(count).to.equal(2);
      arrive('another');
    });

    it('one that no header can hold is refused before anything is sent, and not repeated (DWM-R3)', async () => {
      const error = await settled(open(ok([]), { tokenProvider: () => 'secret-token\nx' }).jobs());
      expect([error.code, service.asked.length]).to.deep.equal(['invalid-configuration', 0]);
      expect(`${error.message}${error.stack}${String(error.cause)}`).not.to.contain('secret-token');
    });

    it('an answer that repeats the token or the pair: the error does not (DWM-R3)', async () => {
      const echo = ({ headers }: Asked): Response => json({ error_message: `no ${headers['authorization']}` }, 403);
      const bought = { tokenProvider: undefined, credentials: () => ({ accountId: 'ops', accessKey: 'key-of-ops' }) };
      for (const config of [{}, bought]) {
        const { message, raw } = await settled(open(echo, config).jobs());
        expect([message, raw].join()).not.to.match(new RegExp(`secret-token|${btoa('ops:key-of-ops')}`));
        expect(message).to.contain('…');
      }
    });

    it('one that says when it ends is renewed 60 s before, any other is kept (DWM-R8)', async () => {
      let count = 0;
      const ends = 1_800_000_000 + 3600;
      const client = open(ok([]), { tokenProvider: () => (count++, jwt({ exp: ends })) });
      await settled(client.jobs(), 0);
      await clock.advance((3600 - 61) * 1000);
      await settled(client.jobs(), 0);
      expect([count, client.token.expires]).to.deep.equal([1, ends * 1000]);
      await clock.advance(2000);
      await settled(client.jobs(), 0);
      expect(count).to.equal(2);
      const other = open(ok([]), { tokenProvider: () => (count++, 'opaque') });
      await settled(other.jobs(), 0);
      await clock.advance(100 * 3600_000);
      await settled(other.jobs(), 0);
      expect([count, other.token.expires]).to.deep.equal([3, undefined]);
    });

    it('appear in no error, whatever the service or the page says (DWM-R3)', async () => {
      const errors = [
        await settled(open(() => json({ message: 'bad secret-token' }, 500)).job('1')),
        await settled(open(() => new Response('<p>secret-token</p>', { status: 200 })).job('1')),
        await settled(open(() => json({ error_code: 'X', error_message: 'secret-token' })).job('1')),
        await settled(open(ok([]), { tokenProvider: () => Promise.reject(new Error('secret-token')) }).jobs()),
      ];
      for (const error of errors) {
        expect(error.code).to.be.a('string');
        expect(JSON.stringify({ ...error, message: error.message })).not.to.contain('secret-token');
      }
    });

    it('do not follow a redirect (DWM-R9)', async () => {
      await settled(open(ok([])).jobs());
      expect(service.asked[0]!.init.redirect).to.equal('error');
    });
  });

  describe('reading', () => {
    it('jobs with repeated statuses, zone and paging, encoded (DWM-R11, DWM-R12, DWM-R14)', async () => {
      const client = open(ok([JOB], { time_zone: '+09:00', total_count: 41 }));
      const page = await settled(
        client.jobs({
          statuses: ['DM500', 'DM600', 'DM500'],
          contentId: 'a b',
          timeZone: '+09:00',
          page: 2,
          from: '2026-03-01',
          to: '2026-03-04',
        }),
      );
      expect(service.asked[0]!.url).to.equal(
        'https://dwm.example/api/job/UNIT?content_id=a%20b&job_status=DM500&job_status=DM600&from=2026-03-01&to=2026-03-04&page_unit=25&page_index=2&time_zone=%2B09%3A00',
      );
      expect(page.total).to.equal(41);
      expect(page.items[0]).to.deep.equal({
        ...{ id: '4021', contentId: 'tour', status: 'DM500' },
        ...{ created: Date.UTC(2026, 2, 4, 1, 15, 30), updated: Date.UTC(2026, 2, 4, 1, 41, 2) },
      });
    });

    it('the zone is always sent (DWM-R12)', async () => {
      const client = open(({ path }) => (/\/\d+$/.test(path) ? ok(JOB)() : ok([])()));
      await settled(client.jobs());
      await settled(client.job('4021'));
      await settled(client.tasks('4021'));
      expect(service.asked.map(({ query }) => query.get('time_zone'))).to.deep.equal(Array(3).fill('+00:00'));
      expect(service.asked[2]!.url).not.to.match(/page_/);
    });

    it('times without a zone are UTC; one with an offset is taken as it is (DWM-R13)', async () => {
      const client = open(ok({ ...JOB, reg_time: '2026-03-04T10:00:00+02:00' }));
      const { created, updated } = await settled(client.job('1'));
      expect([created, updated]).to.deep.equal([Date.UTC(2026, 2, 4, 8), Date.UTC(2026, 2, 4, 10, 41, 2)]);
    });

    it('tasks by either field for the name; a code other than “0” stands (DWM-R17, DWM-R18, DWM-R19)', async () => {
      const client = open(
        ok([
          { dwm_id: '88', recipient: 'north', task_status: 'TK001', cli_error_code: '0', colour: 'red' },
          { dwm_id: 89, name: 'south', cli_error_code: 17 },
        ]),
      );
      const { items, total } = await settled(client.tasks('1'));
      expect(
        items.map(({ dwmId, name, status, cliErrorCode, created }) => [dwmId, name, status, cliErrorCode, created]),
      ).to.deep.equal([
        ['88', 'north', 'TK001', '0', undefined],
        ['89', 'south', undefined, '17', undefined],
      ]);
      expect(total).to.equal(2);
    });

    it('recipients by names, repeated (DWM-R11)', async () => {
      await settled(open(ok([])).recipients({ names: ['north', 'south', 'north'] }));
      expect(service.asked[0]!.query.getAll('search_keyword')).to.deep.equal(['north', 'south']);
    });

    for (const [name, answer, code] of [
      ['a number 0', () => json({ error_code: 0, data: [] }), 'invalid-response'],
      ['no code', () => json({ data: [] }), 'invalid-response'],
      ['no JSON', () => new Response('<html>', { status: 200 }), 'invalid-response'],
      ['another code', () => json({ error_code: 'A1003', error_message: 'no site' }), 'A1003'],
      ['201', () => json({ error_code: '0000', data: [] }, 201), '0000'],
      ['data that is no list', ok({}), 'invalid-response'],
      ['a job without an id', ok([{ content_id: 'x' }]), 'invalid-response'],
    ] as const) {
      it(`${name} is no success (DWM-R10)`, async () => {
        expect((await settled(open(answer).jobs())).code).to.equal(code);
        expect(service.asked).to.have.length(1);
      });
    }

    it('403 and 404 are told at once, in words', async () => {
      expect((await settled(open(() => json({}, 403)).jobs())).message).to.match(/may not use/);
      expect((await settled(open(() => json({}, 404)).jobs())).message).to.match(/not available/);
      expect(service.asked).to.have.length(1);
    });

    it('a busy service is asked five times at most, and as late as it wishes', async () => {
      const moments: number[] = [];
      const answer = (): Response => (
        moments.push(clock.elapsed()),
        json({}, 503, moments.length === 1 ? { 'retry-after': '5' } : {})
      );
      expect((await settled(open(answer).jobs())).status).to.equal(503);
      expect([moments.length, moments[1]]).to.deep.equal([5, 5000]);
    });

    for (const [name, filter] of [
      ['a day that is none', { from: '2026-02-30' }],
      ['days the wrong way round', { from: '2026-03-02', to: '2026-03-01' }],
      ['a page size of 1001', { pageSize: 1001 }],
      ['page 0', { page: 0 }],
      ['a zone beyond 14 hours', { timeZone: '+14:30' }],
      ['a zone that is none', { timeZone: 'Europe/Rome' }],
      ['a content id of 201 characters', { contentId: 'x'.repeat(201) }],
    ] as const) {
      it(`${name} is refused before anything is sent (DWM-R14)`, async () => {
        expect((await settled(open(ok([])).jobs(filter))).code).to.equal('invalid-configuration');
        expect(service.asked).to.have.length(0);
      });
    }

    it('a site id is four letters or digits', () => {
      expect(() => open(ok([]), { siteId: '../x' })).to.throw(/four letters or digits/);
    });
  });

  describe('writing', () => {
    it('creates with what is given, as the guide types it', async () => {
      const client = open(ok([{ dwm_id: 1, name: 'north' }]));
      await settled(client.create([{ name: 'north', description: '' }]));
      const [{ method, headers, body }] = service.asked as [Asked];
      expect([method, headers['content-type']]).to.deep.equal(['POST', 'application/json;charset=UTF-8']);
      expect(body).to.deep.equal({ recipients: [{ name: 'north' }] });
    });

    it('refuses more than 150 at once (DWM-R26)', async () => {
      const error = await settled(open(ok([])).create(Array(151).fill({ name: 'a' })));
      expect([error.code, service.asked.length]).to.deep.equal(['invalid-configuration', 0]);
    });

    it('is never repeated blindly (DWM-R28)', async () => {
      await settled(open(() => json({}, 503)).create([{ name: 'a' }]));
      expect(service.asked).to.have.length(1);
    });

    it('updates what changed and reads it again (DWM-R31, DWM-R33)', async () => {
      const answers = inTurn(
        ok({ dwm_id: 7, update_time: '2026-03-04T10:00:00' }),
        ok({ dwm_id: 7, name: 'North', description: 'new' }),
      );
      const recipient = await settled(open(answers).update('7', { description: 'new' }));
      expect(service.calls()).to.deep.equal(['PUT /api/recipient/UNIT/7', 'GET /api/recipient/UNIT/7']);
      expect(service.asked[0]!.body).to.deep.equal({ description: 'new' });
      expect(recipient.name).to.equal('North');
    });

    it('an update of nothing is refused (DWM-R31)', async () => {
      expect((await settled(open(ok({})).update('7', {}))).code).to.equal('invalid-configuration');
    });

    it('an update whose answer is lost is looked up before anybody sends it again (DWM-R28)', async () => {
      let description = 'old';
      let lost = true;
      const answer = ({ method, body }: Asked): Answer => {
        if (method === 'GET') return ok({ dwm_id: 7, name: 'North', description })();
        if (!lost) return new TypeError('Failed to fetch');
        description = body.description;
        return new Response('<h1>Gateway</h1>', { status: 504 });
      };
      const client = open(answer);
      expect((await settled(client.update('7', { description: 'new' }))).description).to.equal('new');
      lost = false;
      expect((await settled(client.update('7', { description: 'newer' }))).code).to.equal('network');
      expect(service.calls().filter(call => call.startsWith('PUT'))).to.have.length(2);
    });

    it('knows no way to delete (DWM-R34)', () => {
      expect(Object.keys(open(ok([]))).filter(name => /delete|remove/i.test(name))).to.deep.equal([]);
    });
  });
});
