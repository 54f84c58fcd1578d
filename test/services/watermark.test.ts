import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fixtures from '../../demo/services/fixtures.ts';
import { readClaims } from '../../demo/services/handlers/shared/base64.ts';
import { control, openTestWorld, send } from './support.ts';
import { askWatermarkToken, openWatermark, rules, SITE } from './staff-support.ts';

const recipient = (name: string, description?: string) =>
  description === undefined ? { name } : { name, description };

test('Watermarking: a token for an account, with its end inside', async () => {
  const world = openTestWorld();
  const { status, body } = await askWatermarkToken(world);
  assert.deepEqual([status, body.error_code], [200, '0000']);
  assert.match(body.data.token, /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  assert.equal(readClaims(body.data.token.slice(7))?.['exp'], world.clock.now() / 1000 + 3600);
  const accented = await askWatermarkToken(world, `${fixtures.ACCENTED_ACCOUNT_ID}:${fixtures.ACCENTED_ACCESS_KEY}`);
  assert.equal(accented.status, 200);
  assert.equal((await askWatermarkToken(world, 'staff@example.test:wrong')).status, 401);
  assert.equal((await askWatermarkToken(world, undefined, fixtures.FORBIDDEN_SITE_ID)).status, 403);
  assert.deepEqual(rules(world), []);
  const latin1 = btoa('zoë@example.test:clé:secrète');
  const wrong = await send(world, `/api/token/${SITE}`, { headers: { authorization: `Basic ${latin1}` } });
  assert.deepEqual([wrong.status, typeof wrong.body.error_code], [401, 'string']);
  assert.equal((await send(world, `/api/token/${SITE}`, { method: 'POST' })).status, 405);
  assert.deepEqual(rules(world), ['DWM-R5', 'DWM-R5']);
});

test('Watermarking: tokens come in three forms, and end', async () => {
  const { world, ask, authorization } = await openWatermark();
  await control(world, 'POST', '/switches', { watermarkToken: 'opaque' });
  assert.equal(readClaims((await askWatermarkToken(world)).body.data.token.slice(7))?.['exp'], undefined);
  await control(world, 'POST', '/switches', { watermarkToken: 'bare' });
  assert.doesNotMatch((await askWatermarkToken(world)).body.data.token, /^Bearer/);
  assert.equal((await ask('GET', `job/${SITE}`)).status, 200);
  world.clock.advance(3_600_000);
  assert.equal((await ask('GET', `job/${SITE}`)).status, 401);
  const { token } = (await control(world, 'POST', '/watermark/token', { life: 10 })).body;
  assert.equal((await ask('GET', `job/${SITE}`, undefined, { authorization: token })).status, 200);
  await control(world, 'POST', '/watermark/expire-tokens');
  assert.equal((await ask('GET', `job/${SITE}`, undefined, { authorization: token })).status, 401);
  assert.deepEqual(rules(world), []);
  for (const wrong of [`Bearer ${authorization}`, authorization.slice(7), 'Bearer x']) {
    assert.equal((await ask('GET', `job/${SITE}`, undefined, { authorization: wrong })).status, 401);
  }
  assert.deepEqual(rules(world), ['DWM-R4', 'DWM-R4', 'DWM-R4']);
});

test('Watermarking: jobs are listed newest first, by page, status, content and day', async () => {
  const { world, ask } = await openWatermark();
  const list = async (query = '') => (await ask('GET', `job/${SITE}?${query}`)).body;
  const first = await list();
  assert.deepEqual([first.data.length, first.total_count, first.time_zone], [25, 36, '+00:00']);
  assert.deepEqual(Object.keys(first.data[0]), ['job_id', 'content_id', 'job_status', 'reg_time', 'update_time']);
  assert.equal((await list('page_index=2')).data.length, 11);
  assert.deepEqual((await list('page_index=9')).data, []);
  const ended = await list('job_status=DM500&job_status=DM600&page_unit=1000');
  assert.deepEqual([...new Set(ended.data.map((job: any) => job.job_status))].sort(), ['DM500', 'DM600']);
  assert.equal(ended.total_count, 32);
  const { content_id, reg_time } = first.data[0];
  assert.equal((await list(`content_id=${content_id.toUpperCase()}`)).total_count, 1);
  assert.equal((await list('content_id=tour')).total_count, 0);
  const day = reg_time.slice(0, 10);
  const ofDay = await list(`from=${day}&to=${day}`);
  assert.ok(ofDay.data.length > 0 && ofDay.data.every((job: any) => job.reg_time.startsWith(day)));
  assert.deepEqual(rules(world), []);
  await control(world, 'POST', '/switches', { watermarkMatch: 'part' });
  assert.equal((await list('content_id=tour')).total_count, 6);
});

test('Watermarking: times are written in the zone of the request', async () => {
  const { ask } = await openWatermark({ now: Date.UTC(2026, 2, 4, 23, 30), jobs: 1 });
  const job = async (zone: string) => (await ask('GET', `job/${SITE}?time_zone=${encodeURIComponent(zone)}`)).body;
  const [utc, seoul] = [await job('+00:00'), await job('+09:00')];
  assert.equal(seoul.time_zone, '+09:00');
  assert.equal(Date.parse(`${seoul.data[0].reg_time}+09:00`), Date.parse(`${utc.data[0].reg_time}Z`));
  assert.match(seoul.data[0].reg_time, /^2026-03-05T/);
  const find = async (query: string) => (await ask('GET', `job/${SITE}?${query}`)).body.total_count;
  assert.equal(await find('time_zone=%2B09:00&from=2026-03-05&to=2026-03-05'), 1);
  assert.equal(await find('time_zone=%2B00:00&from=2026-03-05&to=2026-03-05'), 0);
});

test('Watermarking: wrong parameters are business errors with HTTP 200', async () => {
  const { world, ask } = await openWatermark();
  const code = async (path: string) => {
    const { status, body } = await ask('GET', path);
    assert.equal(status, 200);
    return body.error_code;
  };
  for (const query of [
    'page_unit=0',
    'page_unit=1001',
    'page_index=0',
    'page_index=x',
    'time_zone=+09:00',
    'time_zone=%2B15:00',
    'from=2026-02-30',
    'from=2026-03-02&to=2026-03-01',
    'colour=red',
    'content_id=a&content_id=b',
    `content_id=${'x'.repeat(201)}`,
  ]) {
    assert.equal(await code(`job/${SITE}?${query}`), 'SBX-PARAM', query);
  }
  assert.equal(await code(`job/${SITE}/4001/recipient?page_unit=5`), 'SBX-PARAM');
  assert.equal(await code(`job/${SITE}/1`), 'SBX-MISSING');
  assert.equal(await code(`recipient/${SITE}/x`), 'SBX-MISSING');
  assert.equal(rules(world).length, 12);
  world.journal.clear();
  await code(`job/${SITE}?job_status=DM500,DM600`);
  await code(`job/${SITE}?job_status=DM500&job_status=DM500`);
  const { authorization } = world.journal.entries()[0]?.headers ?? {};
  await send(world, `/api/job/${SITE}`, { headers: { authorization: authorization ?? '' } });
  assert.deepEqual(rules(world), ['DWM-R11', 'DWM-R11', 'DWM-R12']);
});

test('Watermarking: a job moves with the clock, and its recipients with it', async () => {
  const { world, ask } = await openWatermark({ jobs: 0 });
  const script = { contentId: 'tour-900', recipients: 4, length: 100_000, failed: true, failEvery: 2 };
  const { jobId } = (await control(world, 'POST', '/watermark/jobs', script)).body;
  const status = async () => (await ask('GET', `job/${SITE}/${jobId}`)).body.data.job_status;
  const tasks = async () =>
    (await ask('GET', `job/${SITE}/${jobId}/recipient`)).body.data.map((task: any) => task.cli_error_code);
  assert.deepEqual([await status(), await tasks()], ['DM000', ['', '', '', '']]);
  world.clock.advance(50_000);
  assert.deepEqual([await status(), await tasks()], ['DMSBX1', ['0', 'SBX-7', '', '']]);
  world.clock.advance(50_000);
  assert.deepEqual([await status(), await tasks()], ['DM600', ['0', 'SBX-7', '0', 'SBX-7']]);
  await control(world, 'POST', '/watermark/status', { job: jobId, status: 'NEWCODE' });
  assert.equal(await status(), 'NEWCODE');
  const { body } = await ask('GET', `job/${SITE}/${jobId}/recipient`);
  assert.equal(body.total_count, 4);
  assert.deepEqual(Object.keys(body.data[0]), [
    ...['dwm_id', 'recipient', 'description', 'task_status', 'cli_error_code', 'reg_time', 'update_time'],
  ]);
  assert.deepEqual(rules(world), []);
});

test('Watermarking: a job of ten thousand recipients comes whole, and the journal keeps its size only', async () => {
  const { world, ask } = await openWatermark({ jobs: 0, recipients: 0 });
  const { jobId } = (await control(world, 'POST', '/watermark/jobs', { contentId: 'big', recipients: 10_050 })).body;
  const { body } = await ask('GET', `job/${SITE}/${jobId}/recipient`);
  assert.deepEqual([body.data.length, body.total_count], [10_050, 10_050]);
  assert.match(String(world.journal.entries().at(-1)?.response), /^\(\d+ characters\)$/);
});

test('Watermarking: recipients are created, listed, found and read', async () => {
  const { world, ask } = await openWatermark({ recipients: 0, jobs: 0 });
  const { body } = await ask('POST', `recipient/${SITE}`, {
    recipients: [recipient('north-cinema', 'North Cinema Ltd.'), recipient('South.Cinema_2')],
  });
  assert.deepEqual([body.error_code, body.time_zone], ['0000', '+00:00']);
  assert.deepEqual(
    body.data.map((each: any) => [each.name, each.description]),
    [
      ['north-cinema', 'North Cinema Ltd.'],
      ['South.Cinema_2', ''],
    ],
  );
  const list = (await ask('GET', `recipient/${SITE}`)).body;
  assert.deepEqual([list.total_count, Object.keys(list.data[0])], [2, ['dwm_id', 'name', 'description', 'reg_time']]);
  const found = await ask('GET', `recipient/${SITE}?search_keyword=NORTH-CINEMA&search_keyword=none`);
  assert.equal(found.body.total_count, 1);
  const detail = await ask('GET', `recipient/${SITE}/${body.data[0].dwm_id}`);
  assert.match(detail.body.data.update_time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  assert.deepEqual(rules(world), []);
});

test('Watermarking: names, descriptions and numbers have rules', async () => {
  const { world, ask } = await openWatermark({ jobs: 0, recipientQuota: 50 });
  const code = async (recipients: unknown) => {
    const answer = (await ask('POST', `recipient/${SITE}`, { recipients })).body.error_code;
    await ask('GET', `recipient/${SITE}`);
    return answer;
  };
  for (const name of ['', 'a b', 'north@cinema', 'kino-süd', 'x'.repeat(129), '%', 7]) {
    assert.equal(await code([{ name }]), 'SBX-NAME', String(name));
  }
  assert.equal(await code([recipient('x', 'd'.repeat(51))]), 'SBX-PARAM');
  assert.equal(await code([]), 'SBX-PARAM');
  assert.equal(await code(Array.from({ length: 151 }, (_, index) => recipient(`n${index}`))), 'SBX-LIMIT');
  assert.equal(await code([recipient('twin'), recipient('TWIN')]), 'SBX-TAKEN');
  assert.equal(rules(world).length, 11);
  world.journal.clear();
  assert.equal(await code([recipient('NORTH-CINEMA')]), 'SBX-TAKEN');
  assert.equal(await code([1, 2, 3].map(index => recipient(`n${index}`))), 'SBX-QUOTA');
  assert.equal(await code([recipient('a'.repeat(128), 'd'.repeat(50))]), '0000');
  assert.deepEqual(rules(world), [], 'what others registered and what the account allows is nobody’s fault');
});

test('Watermarking: one bad entry refuses all, or not, as the switch says', async () => {
  const { world, ask } = await openWatermark({ recipients: 1, jobs: 0 });
  const create = async (watermarkCreate: string, name: string) => {
    await control(world, 'POST', '/switches', { watermarkCreate });
    const { body } = await ask('POST', `recipient/${SITE}`, {
      recipients: [recipient(name), recipient('north-cinema')],
    });
    const stored = (await ask('GET', `recipient/${SITE}?search_keyword=${name}`)).body.total_count;
    return [body.error_code, stored, body.data?.length];
  };
  assert.deepEqual(await create('all', 'a'), ['SBX-TAKEN', 0, undefined]);
  assert.deepEqual(await create('each', 'b'), ['SBX-TAKEN', 1, undefined]);
  assert.deepEqual(await create('partial', 'c'), ['0000', 1, 1]);
});

test('Watermarking: after a bad or unknown outcome, names are looked up before they are sent again', async () => {
  const { world, ask } = await openWatermark({ recipients: 1, jobs: 0 });
  const create = (...names: string[]) =>
    ask('POST', `recipient/${SITE}`, { recipients: names.map(name => recipient(name)) });
  await create('a', 'north-cinema');
  await create('a');
  assert.deepEqual(rules(world), ['DWM-R27']);
  await control(world, 'POST', '/faults', { path: '/api/recipient/', method: 'POST', drop: 'after', times: 1 });
  await assert.rejects(create('b'), TypeError);
  await create('b');
  assert.deepEqual(rules(world), ['DWM-R27', 'DWM-R28']);
  await control(world, 'POST', '/faults', { path: '/api/recipient/', method: 'POST', status: 503, times: 1 });
  assert.equal((await create('c')).status, 503);
  assert.equal((await ask('GET', `recipient/${SITE}?search_keyword=c`)).body.total_count, 0);
  assert.equal((await create('c')).body.error_code, '0000');
  assert.deepEqual(rules(world), ['DWM-R27', 'DWM-R28']);
  await control(world, 'POST', '/faults', { path: '/api/recipient/', method: 'POST', delay: 20, times: 2 });
  await Promise.all([create('d'), create('e')]);
  assert.ok(rules(world).includes('DWM-R26'), 'two writes at once');
});

test('Watermarking: only a recipient that was never part of a job can change', async () => {
  const { world, ask } = await openWatermark({ recipients: 3, jobs: 0 });
  await control(world, 'POST', '/watermark/jobs', { contentId: 'x', recipients: 1 });
  const put = async (id: number, body: object) => (await ask('PUT', `recipient/${SITE}/${id}`, body)).body;
  assert.equal((await put(1, { name: 'other' })).error_code, 'SBX-USED');
  assert.equal((await put(2, { name: 'north-cinema' })).error_code, 'SBX-TAKEN');
  assert.equal((await put(99, { name: 'other' })).error_code, 'SBX-MISSING');
  world.clock.advance(5_000);
  const { data, time_zone } = await put(2, { name: 'Other' });
  assert.deepEqual([Object.keys(data), time_zone], [['dwm_id', 'update_time'], '+00:00']);
  assert.deepEqual((await ask('GET', `recipient/${SITE}/2`)).body.data.name, 'Other');
  assert.equal((await put(2, { name: 'OTHER' })).error_code, '0000', 'its own name in another case');
  assert.deepEqual(rules(world), []);
  assert.equal((await put(2, {})).error_code, 'SBX-EMPTY');
  assert.equal((await put(2, { name: 'a b' })).error_code, 'SBX-NAME');
  assert.equal((await put(2, { name: 'OTHER' })).error_code, '0000');
  assert.equal((await ask('DELETE', `recipient/${SITE}/2`)).status, 405);
  assert.deepEqual(rules(world), ['DWM-R31', 'DWM-R25', 'DWM-R31', 'DWM-R34']);
});

test('Watermarking: identifiers as text, answers without a zone, lists that shrink', async () => {
  const { world, ask } = await openWatermark({ switches: { watermarkIds: 'string', watermarkZone: 'missing' } });
  const { body } = await ask('GET', `recipient/${SITE}`);
  assert.equal(typeof body.data[0].dwm_id, 'string');
  assert.equal('time_zone' in body, false);
  await control(world, 'POST', '/watermark/recipients', { count: 100 });
  assert.deepEqual((await control(world, 'GET', '/watermark')).body, { jobs: 36, recipients: 148 });
  await control(world, 'POST', '/watermark/keep', { recipients: 10, jobs: 0 });
  assert.equal((await ask('GET', `recipient/${SITE}?page_index=2`)).body.total_count, 10);
  assert.equal((await ask('GET', `job/${SITE}`)).body.total_count, 0);
  assert.equal((await ask('GET', `jobs/${SITE}`)).status, 404);
});

test('Watermarking: more than ten thousand recipients can be created, 150 at a time', async () => {
  const { world, ask } = await openWatermark({ recipients: 0, jobs: 0 });
  for (let start = 0; start < 10_050; start += 150) {
    const recipients = Array.from({ length: 150 }, (_, index) => recipient(`party-${start + index}`));
    assert.equal((await ask('POST', `recipient/${SITE}`, { recipients })).body.error_code, '0000');
  }
  const { body } = await ask('GET', `recipient/${SITE}?page_unit=1000&page_index=11`);
  assert.deepEqual([body.total_count, body.data.length], [10_050, 50]);
  assert.deepEqual(rules(world), []);
});
