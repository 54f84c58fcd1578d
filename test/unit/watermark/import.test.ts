import { expect } from '@open-wc/testing';
import { rearm, writeCsv } from '../../../src/core/csv.ts';
import { createWatermarkClient, type WatermarkClient } from '../../../src/watermark/client.ts';
import { decodeFile, readRows } from '../../../src/watermark/csv-file.ts';
import { findColumns, planImport, type PlannedRow } from '../../../src/watermark/import-plan.ts';
import { countStates, createImportRun, type ImportRun } from '../../../src/watermark/import-run.ts';
import { lookUpAll } from '../../../src/watermark/look-up.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeWatermark, declined, type FakeWatermark } from '../../support/fake-watermark.ts';
import { json, type Asked } from '../../support/fake-service.ts';

const encoder = new TextEncoder();
const utf16 = (text: string, little: boolean): Uint8Array => {
  const units = [0xfeff, ...Array.from(text, char => char.charCodeAt(0))];
  return Uint8Array.from(units.flatMap(unit => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
};
const plan = async (text: string, options = {}): Promise<PlannedRow[]> => planImport(await readRows(text), options);
const verdicts = async (text: string, options = {}): Promise<string[]> =>
  (await plan(text, options)).map(({ verdict }) => verdict);

describe('files of recipients', () => {
  for (const [name, bytes] of [
    ['UTF-8', encoder.encode('nörd,ä')],
    ['UTF-8 with a mark', encoder.encode('\uFEFFnörd,ä')],
    ['UTF-16, little end first', utf16('nörd,ä', true)],
    ['UTF-16, big end first', utf16('nörd,ä', false)],
  ] as const) {
    it(`are read as ${name} (DWM-R35)`, async () => {
      expect((await readRows(decodeFile(bytes)))[0]!.cells).to.deep.equal(['nörd', 'ä']);
    });
  }

  it('in another encoding are refused, not garbled (DWM-R35)', () => {
    expect(() => decodeFile(Uint8Array.from([0x6e, 0xf6, 0x72]))).to.throw(/UTF-8/);
  });

  for (const [name, separator] of [
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ] as const) {
    it(`may be separated by ${name} (DWM-R35)`, async () => {
      expect((await readRows(`a${separator}"x, y; z"\nb${separator}`)).map(({ cells }) => cells)).to.deep.equal([
        ['a', 'x, y; z'],
        ['b', ''],
      ]);
    });
  }

  for (const [name, end] of [
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
  ] as const) {
    it(`have the lines an editor shows, with ${name} (DWM-R35)`, async () => {
      const rows = await readRows(['a,"one', 'two ""quoted"""', 'b,x', '', 'c,y', ''].join(end));
      expect(rows.map(({ line, cells }) => [line, ...cells])).to.deep.equal([
        [1, 'a', 'one\ntwo "quoted"'],
        [3, 'b', 'x'],
        [4, ''],
        [5, 'c', 'y'],
      ]);
    });
  }

  it('with quotes that do not add up say where', async () => {
    expect((await readRows('a,x\n"b"c,y\nd,z')).map(({ malformed }) => malformed)).to.deep.equal([false, true, false]);
    expect((await readRows('a,x\nb,"y')).map(({ malformed }) => malformed)).to.deep.equal([false, true]);
  });

  it('of more than 10,000 rows are refused with their number (DWM-R38)', async () => {
    const rows = Array.from({ length: 10_001 }, (_, index) => `n${index}`).join('\n');
    const error = await plan(rows).catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.match(/10000 rows.*10001/);
    const more = await readRows(`${rows}\nx`).catch((thrown: unknown) => thrown);
    expect((more as Error).message).to.match(/10002/);
    expect(await plan(`name\n${rows.slice(rows.indexOf('\n') + 1)}`)).to.have.length(10_000);
  });

  it('are told by their header, in any order and case; else by position; or swapped (DWM-R36)', async () => {
    const columns = async (text: string, swap = false): Promise<unknown[]> => {
      const { header, name, description } = findColumns(await readRows(text), swap);
      return [header, name, description];
    };
    expect(await columns('Description,ID,NAME\nx,y,z')).to.deep.equal([true, 2, 0]);
    expect(await columns('north,x')).to.deep.equal([false, 0, 1]);
    expect(await columns('x,north', true)).to.deep.equal([false, 1, 0]);
    expect(await columns('\n\nname\nnorth')).to.deep.equal([true, 0, -1]);
  });

  it('get a verdict for every row (DWM-R30, DWM-R37)', async () => {
    const rows = await plan(
      [
        'name,description',
        'north,x',
        'NORTH,y',
        'söuth,',
        `${'a'.repeat(129)},`,
        `east,${'d'.repeat(51)}`,
        ',only',
        '',
        '"w"x,',
        'Known,',
        'a b,',
      ].join('\n'),
      { registered: new Map([['known', { name: 'kNOWN' }]]) },
    );
    expect(rows.map(({ line, verdict, detail }) => [line, verdict, detail])).to.deep.equal([
      [2, 'ready', ''],
      [3, 'repeated', '2'],
      [4, 'bad-character', 'ö'],
      [5, 'name-too-long', '129'],
      [6, 'description-too-long', '51'],
      [7, 'empty', ''],
      [8, 'empty', ''],
      [9, 'malformed', ''],
      [10, 'registered', 'kNOWN'],
      [11, 'bad-character', ' '],
    ]);
  });

  it('a description counts in the longer way, as UTF-16 units (DWM-R25)', async () => {
    expect(await verdicts(`a,${'😀'.repeat(25)}\nb,${'😀'.repeat(26)}`)).to.deep.equal([
      'ready',
      'description-too-long',
    ]);
  });

  it('that we wrote are read back as they were, formulas defused (DWM-R40)', async () => {
    const names = ['-north', '=SUM(A1)', '+1', '@x', '\tz', 'plain'];
    const text = writeCsv(names.map(name => [name, 'a "b", c\nd']));
    expect(text.split('\r\n')[0]).to.equal('\'-north,"a ""b"", c\nd"');
    expect((await readRows(text)).map(({ cells }) => rearm(cells[0]!))).to.deep.equal(names);
    expect((await plan(text))[0]).to.include({ name: '-north', verdict: 'ready' });
  });

  it('of 10,000 rows leave the page awake (DWM-R38)', async () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `name-${index},"Cinema ${index}, north"`).join('\n');
    let longest = 0;
    let last = performance.now();
    const pause = async (): Promise<void> => {
      longest = Math.max(longest, performance.now() - last);
      await new Promise(resolve => setTimeout(resolve));
      last = performance.now();
    };
    const rows = await readRows(text, pause);
    await pause();
    expect(await planImport(rows, { pause })).to.have.length(10_000);
    await pause();
    expect(longest).to.be.below(150);
  });
});

describe('the import of recipients', () => {
  let service: FakeWatermark;
  let clock: FakeClock;
  let client: WatermarkClient;

  beforeEach(() => {
    service = createFakeWatermark();
    clock = createFakeClock(1_800_000_000_000, service.idle);
    const config = { baseUrl: 'https://dwm.example', siteId: 'UNIT', tokenProvider: () => 't' };
    client = createWatermarkClient(config, { fetch: service.fetch, clock, random: () => 0 });
  });

  const rowsOf = (...names: string[]): { line: number; name: string; description: string }[] =>
    names.map((name, index) => ({ line: index + 1, name, description: '' }));
  const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `n-${index}`);
  const runOf = (names: string[]): ImportRun => createImportRun(rowsOf(...names), client, { clock });
  const start = async (run: ImportRun, signal?: AbortSignal): Promise<unknown> => {
    const end = run.start(signal).then(
      () => undefined,
      (error: unknown) => error,
    );
    await clock.advance(60_000);
    return end;
  };
  const posts = (): number[] =>
    service.asked.filter(({ method }) => method === 'POST').map(({ body }) => body.recipients.length);
  const isPost = ({ method }: Asked): boolean => method === 'POST';
  const registeredTwice = (): string[] =>
    [...service.registrations].filter(([, count]) => count > 1).map(([name]) => name);

  it('sends at most 150 per call, one call at a time (DWM-R26)', async () => {
    let under = 0;
    let most = 0;
    service.after = asked => {
      if (isPost(asked)) most = Math.max(most, ++under);
      under = 0;
      return undefined;
    };
    const run = runOf(many(400));
    expect(await start(run)).to.equal(undefined);
    expect([posts(), most, countStates(run.items).created]).to.deep.equal([[150, 150, 100], 1, 400]);
  });

  it('pairs the answer by name, without regard to case or order (DWM-R29)', async () => {
    const run = runOf(['North', 'south']);
    await start(run);
    expect(run.items.map(({ name, state, dwmId }) => [name, state, dwmId])).to.deep.equal([
      ['North', 'created', '1'],
      ['south', 'created', '2'],
    ]);
  });

  it('a refused call: looks up, then halves until the bad entry stands alone (DWM-R27)', async () => {
    service.refuse = name => (name === 'n-37' ? 'bad luck' : undefined);
    const run = runOf(many(150));
    expect(await start(run)).to.equal(undefined);
    expect(countStates(run.items)).to.include({ created: 149, failed: 1 });
    expect(run.items[37]).to.include({ state: 'failed', reason: 'n-37: bad luck (SBX-TAKEN)' });
    expect(registeredTwice()).to.deep.equal([]);
  });

  it('a service that takes entries one by one: what it took is created (DWM-R27)', async () => {
    service.instead = asked => {
      if (!isPost(asked) || asked.body.recipients.length === 1) return undefined;
      const { name } = asked.body.recipients[0];
      service.names.set(name, { dwm_id: 900, name });
      service.registrations.set(name, 1);
      return declined('PARTLY', 'one of them is bad');
    };
    const run = runOf(['a', 'b', 'c']);
    await start(run);
    expect(countStates(run.items).created).to.equal(3);
    expect(registeredTwice()).to.deep.equal([]);
  });

  it('a call that was refused for somebody else’s entry: the only other one still gets its own (DWM-R27)', async () => {
    service.names.set('north', { dwm_id: 5, name: 'North' });
    const run = runOf(['North', 'south']);
    expect(await start(run)).to.equal(undefined);
    expect(run.items.map(({ state }) => state)).to.deep.equal(['created', 'created']);
    expect([service.names.has('south'), registeredTwice()]).to.deep.equal([true, []]);
  });

  it('a look-up that is refused after a success takes nothing back (DWM-R29)', async () => {
    let calls = 0;
    service.instead = asked => {
      if (!isPost(asked)) return asked.path.includes('/token/') ? undefined : json({}, 403);
      calls++;
      const [{ name }] = asked.body.recipients;
      return json({ error_code: '0000', data: [{ dwm_id: 1, name }] });
    };
    const run = runOf(['a', 'b']);
    expect(((await start(run)) as { status: number }).status).to.equal(403);
    expect([run.items.map(({ state }) => state), calls]).to.deep.equal([['created', 'unknown'], 1]);
  });

  it('an account that gets no token is no reason against a name (DWM-R27)', async () => {
    const config = { baseUrl: 'https://dwm.example', siteId: 'UNIT' };
    const credentials = (): { accountId: string; accessKey: string } => ({ accountId: 'ops', accessKey: 'key-of-ops' });
    const bought = createWatermarkClient({ ...config, credentials }, { fetch: service.fetch, clock, random: () => 0 });
    service.instead = ({ path }) => (path.includes('/token/') ? declined('SBX-LOCKED', 'locked') : undefined);
    const run = createImportRun(rowsOf('a', 'b', 'c'), bought, { clock });
    expect(((await start(run)) as { code: string }).code).to.equal('SBX-LOCKED');
    expect([posts(), countStates(run.items).waiting]).to.deep.equal([[], 3]);
  });

  it('a name that is there in another spelling is somebody else’s (DWM-R30)', async () => {
    service.names.set('north', { dwm_id: 5, name: 'NORTH' });
    const run = runOf(['north']);
    await start(run);
    expect(run.items[0]).to.include({ state: 'registered', dwmId: '5', reason: 'NORTH' });
  });

  for (const [name, lost] of [
    ['a lost answer', () => new TypeError('Failed to fetch')],
    ['a 500 after the act', () => new Response('<html>', { status: 500 })],
    ['an answer that cannot be read', () => new Response('{', { status: 200 })],
  ] as const) {
    it(`${name}: looks up before it sends anything again (DWM-R28)`, async () => {
      let times = 0;
      service.after = asked => (isPost(asked) && times++ === 0 ? lost() : undefined);
      const run = runOf(many(200));
      expect(await start(run)).to.equal(undefined);
      expect([countStates(run.items).created, registeredTwice()]).to.deep.equal([200, []]);
      expect(posts()).to.deep.equal([150, 50]);
    });
  }

  it('an outage stops it; going on sends nothing twice (DWM-R28)', async () => {
    let down = false;
    service.after = asked => {
      if (isPost(asked) && asked.body.recipients[0].name === 'n-150') down = true;
      return down ? new TypeError('Failed to fetch') : undefined;
    };
    const run = runOf(many(400));
    expect(((await start(run)) as { code: string }).code).to.equal('network');
    expect(countStates(run.items)).to.include({ created: 150, unknown: 150, waiting: 100 });
    service.after = undefined;
    expect(await start(run)).to.equal(undefined);
    expect([countStates(run.items).created, registeredTwice(), posts()]).to.deep.equal([400, [], [150, 150, 100]]);
  });

  it('can be stopped between calls, and goes on (DWM-R39)', async () => {
    const stop = new AbortController();
    service.after = asked => (isPost(asked) ? void stop.abort() : undefined);
    const run = runOf(many(300));
    expect(((await start(run, stop.signal)) as { code: string }).code).to.equal('aborted');
    service.after = undefined;
    await start(run);
    expect([countStates(run.items).created, registeredTwice()]).to.deep.equal([300, []]);
  });

  it('a refusal of the account sends nothing more', async () => {
    service.instead = asked => (isPost(asked) ? json({}, 403) : undefined);
    const run = runOf(many(300));
    expect(((await start(run)) as { status: number }).status).to.equal(403);
    expect([posts(), countStates(run.items).waiting]).to.deep.equal([[150], 300]);
  });

  it('one reason for everything stops it: that is the account, not the names', async () => {
    service.refuse = () => 'quota';
    const run = runOf(many(300));
    expect(((await start(run)) as { code: string }).code).to.equal('SBX-TAKEN');
    expect(countStates(run.items).failed).to.equal(20);
  });

  it('10,000 rows with 37 bad lines: the good ones once, the bad ones by line and reason, over a failure in the middle (DWM-R25 to DWM-R28, DWM-R37, DWM-R39)', async () => {
    const bad = ['with space', 'ümlaut', 'a@b', '', 'x'.repeat(129)];
    const lines = Array.from({ length: 10_000 }, (_, index) => {
      const wrong = index % 270 === 100;
      return wrong ? `${bad[Math.floor(index / 270) % bad.length]},bad` : `cinema-${index},Cinema ${index}`;
    });
    expect(lines.filter(line => line.endsWith(',bad'))).to.have.length(37);
    for (let index = 0; index < 200; index++)
      service.names.set(`older-${index}`, { dwm_id: 90_000 + index, name: `older-${index}` });
    const registered = lookUpAll(client);
    await clock.advance(1000);
    const rows = await plan(`name,description\r\n${lines.join('\r\n')}`, { registered: await registered });
    const ready = rows.filter(({ verdict }) => verdict === 'ready');
    const rejected = rows.filter(({ verdict }) => verdict !== 'ready');
    expect(rejected.map(({ line }) => line)).to.deep.equal(Array.from({ length: 37 }, (_, index) => 102 + 270 * index));
    expect(new Set(rejected.map(({ verdict }) => verdict))).to.deep.equal(
      new Set(['bad-character', 'empty', 'name-too-long']),
    );
    let calls = 0;
    let down = false;
    service.after = asked => {
      if (isPost(asked) && ++calls === 33) down = true;
      return down ? new TypeError('Failed to fetch') : undefined;
    };
    const run = createImportRun(ready, client, { clock });
    expect(await start(run)).to.be.instanceOf(Error);
    down = false;
    expect(await start(run)).to.equal(undefined);
    expect(countStates(run.items)).to.include({ created: 9963, waiting: 0, unknown: 0, failed: 0 });
    expect([service.names.size, registeredTwice()]).to.deep.equal([9963 + 200, []]);
    expect(Math.max(...posts())).to.be.at.most(150);
  });
});
