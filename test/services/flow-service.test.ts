import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fixtures from '../../demo/services/fixtures.ts';
import { control, send } from './support.ts';
import {
  connection,
  DATA_LAKE_SPEC,
  FLOW,
  FLOW_SPEC,
  HTTP_SPEC,
  openStaff,
  rules,
  staffHeaders,
  type Item,
} from './staff-support.ts';

test('Flow Service: a connection of today is created and read, with its inlet', async () => {
  const { world, ask } = openStaff();
  const created = await ask('POST', '/connections', connection());
  assert.equal(created.status, 201);
  assert.deepEqual(Object.keys(created.body), ['id', 'etag']);
  assert.match(created.body.etag, /^".+"$/, 'the string holds its own quotes');
  const { items } = (await ask('GET', `/connections/${created.body.id}`)).body;
  assert.equal(items.length, 1);
  const { params } = items[0].auth;
  assert.match(params.inletId, /^[0-9a-f]{64}$/);
  assert.equal(params.inletUrl, `http://localhost:8787/collection/${params.inletId}`);
  assert.deepEqual(
    [params.sourceId, params.name, params.authenticationRequired],
    [...Array(2).fill('Lobby players'), false],
  );
  assert.deepEqual(
    [items[0].state, items[0].etag, items[0].createdAt],
    ['enabled', created.body.etag, world.clock.now()],
  );
  assert.deepEqual(rules(world), []);
});

test('Flow Service: the older form is accepted, the older answer is a switch', async () => {
  const { world, ask, create } = openStaff({ switches: { connectionShape: 'older' } });
  const older = { ...connection({ sourceId: 's', name: 'n' }), providerId: '521eee4d-8cbe-4906-bb48-fb6bd4450033' };
  assert.equal((await ask('POST', '/connections', older)).status, 201);
  const item = await create();
  assert.equal('authenticationRequired' in item.auth.params, false);
  assert.equal('sandboxName' in item, false);
  assert.deepEqual(rules(world), []);
});

test('Flow Service: an inlet may come late', async () => {
  const { ask } = openStaff({ inletReads: 2 });
  const { id } = (await ask('POST', '/connections', connection())).body;
  const inlets = [];
  for (let read = 0; read < 3; read += 1) {
    inlets.push((await ask('GET', `/connections/${id}`)).body.items[0].auth.params.inletUrl !== undefined);
  }
  assert.deepEqual(inlets, [false, false, true]);
});

test('Flow Service: the gateway refuses in its own shape, header by header', async () => {
  const { world } = openStaff();
  const cases: [Record<string, string | undefined>, number, string][] = [
    [{ authorization: undefined }, 403, '403010'],
    [{ authorization: 'Bearer nobody' }, 401, '401013'],
    [{ 'x-api-key': undefined }, 403, '403000'],
    [{ 'x-api-key': 'wrong' }, 403, '403003'],
    [{ 'x-gw-ims-org-id': undefined }, 400, '400003'],
    [{ 'x-gw-ims-org-id': fixtures.FOREIGN_ORG_ID }, 403, '403025'],
  ];
  for (const [changes, status, code] of cases) {
    const answer = await send(world, `${FLOW}/connections`, { headers: staffHeaders(changes) });
    assert.deepEqual([answer.status, answer.body.error_code], [status, code]);
    assert.equal(typeof answer.body.message, 'string');
  }
  const ask = async (changes: Record<string, string | undefined>) =>
    (await send(world, `${FLOW}/connections`, { headers: staffHeaders(changes) })).body.errorCode;
  assert.equal(await ask({ 'x-sandbox-name': undefined }), '2105-400');
  assert.equal(await ask({ 'x-sandbox-name': 'none' }), '2100-404');
  assert.equal(await ask({ 'x-sandbox-id': '1' }), '2110-400');
  assert.deepEqual([...new Set(rules(world))], ['STREAM-R1']);
});

test('Flow Service: a body without its type is a problem, an empty one has a code', async () => {
  const { world, ask } = openStaff();
  const wrong = await ask('POST', '/connections', connection(), { 'content-type': 'text/plain' });
  assert.deepEqual([wrong.status, wrong.body.title], [400, 'BadRequestError']);
  assert.equal((await ask('POST', '/connections', ' ')).body.errorCode, '1405-400');
  assert.equal((await ask('POST', '/connections', '{')).body.title, 'BadRequestError');
  assert.deepEqual(rules(world), ['STREAM-R1', 'STREAM-R9', 'STREAM-R9']);
});

test('Flow Service: tokens end by the clock and by script, and some may only read', async () => {
  const { world, ask } = openStaff();
  const { accessToken } = (await control(world, 'POST', '/streaming/token', { life: 60 })).body;
  const authorization = `Bearer ${accessToken}`;
  assert.equal((await ask('GET', '/connections', undefined, { authorization })).status, 200);
  world.clock.advance(60_000);
  assert.equal((await ask('GET', '/connections', undefined, { authorization })).status, 401);
  const reader = { authorization: `Bearer ${fixtures.READ_ONLY_TOKEN}` };
  assert.equal((await ask('POST', '/connections', connection(), reader)).body.errorCode, '2118-403');
  await control(world, 'POST', '/streaming/expire-tokens');
  assert.equal((await ask('GET', '/connections')).body.error_code, '401013');
  assert.deepEqual(rules(world), [], 'none of it is the fault of the client');
});

test('Flow Service: wrong fields are refused', async () => {
  const { world, ask } = openStaff();
  const refused = async (changes: object, params?: object) => {
    const { status, body } = await ask('POST', '/connections', { ...connection(params), ...changes });
    assert.equal(status, 400, JSON.stringify(changes));
    return body.errorCode ?? body.title;
  };
  assert.equal(await refused({ name: '' }), 'BadRequestError');
  assert.equal(await refused({ providerId: 'x' }), 'BadRequestError');
  assert.equal(await refused({ connectionSpec: { id: FLOW_SPEC } }), '1413-400');
  assert.equal(await refused({ auth: { specName: 'x', params: {} } }), '1415-400');
  assert.equal(await refused({ colour: 1 }), 'BadRequestError');
  assert.equal(await refused({}, { dataType: 'csv' }), 'BadRequestError');
  assert.equal(await refused({}, { authenticationRequired: 'true' }), 'BadRequestError');
  assert.equal(await refused({}, { xdmCompatible: true }), 'BadRequestError');
  assert.equal(rules(world).filter(rule => rule === 'STREAM-R5').length, 1);
});

test('Flow Service: lists filter, sort, page and count', async () => {
  const { world, ask } = openStaff({ connections: 12 });
  const list = async (query: string) => (await ask('GET', `/connections?${query}`)).body;
  const names = ({ items }: { items: Item[] }) => items.map(item => item.name);
  const spec = `property=${encodeURIComponent(`connectionSpec.id==${HTTP_SPEC}`)}`;
  const first = await list(`${spec}&orderby=-createdAt&limit=5`);
  assert.equal(first.items.length, 5);
  const { href } = first._links.next;
  const token = new URLSearchParams(href.split('?')[1]).get('continuationToken') ?? '';
  const second = await list(`${spec}&orderby=-createdAt&limit=5&continuationToken=${token}`);
  const third = await list(new URLSearchParams(second._links.next.href.split('?')[1]).toString());
  assert.equal(third._links, undefined, 'the last page names no other');
  const all = [first, second, third].flatMap(names);
  assert.deepEqual(all, [...names(await list('orderby=createdAt'))].reverse());
  assert.equal(new Set(all).size, 12);
  assert.deepEqual(await list('count=true'), { count: 12 });
  assert.deepEqual(await list('property=state==disabled&count=true'), { count: 2 });
  assert.deepEqual(names(await list('property=name==North hall,Website')), ['North hall', 'Website']);
  const time = world.clock.now() - 2 * 3_600_000;
  assert.equal((await list(`property=${encodeURIComponent(`createdAt>=${time}`)}`)).items.length, 2);
  assert.deepEqual(rules(world), []);
});

test('Flow Service: a list that cannot be is refused with its code', async () => {
  const { world, ask } = openStaff({ connections: 2 });
  const code = async (query: string) => (await ask('GET', `/connections?${query}`)).body.errorCode;
  assert.equal(await code('limit=1&count=true'), '1401-400');
  assert.equal(await code('limit=0'), '1454-400');
  assert.equal(await code('orderby=colour'), '1432-400');
  assert.equal(await code('orderby=+name'), '1433-400', 'a bare plus is a space');
  assert.equal(await code('property=colour==red'), '1449-400');
  assert.equal(await code('property=name!=x'), '1440-400');
  assert.equal(await code('property=name>x'), '1448-400');
  assert.equal(await code('property=createdAt>1,2'), '1443-400');
  assert.equal(await code('property=createdAt>soon'), '1452-400');
  assert.equal(await code('sort=name'), '1451-400');
  assert.equal(await code('continuationToken=none'), '1454-400');
  assert.equal(rules(world).length, 11);
});

test('Flow Service: the next page is told in four ways', async () => {
  const { world, ask } = openStaff({ connections: 3 });
  const next = async (nextPage: string) => {
    await control(world, 'POST', '/switches', { nextPage });
    const { body } = await ask('GET', '/connections?limit=1');
    return body._links?.next.href ?? body.continuationToken;
  };
  assert.match(await next('link'), /^\/connections\?limit=1&continuationToken=/);
  assert.match(await next('absolute'), /^http:\/\/localhost:8787\/data/);
  assert.match(await next('foreign'), /^https:\/\/elsewhere\.invalid\//);
  assert.match(await next('token'), /^[0-9a-f]{32}$/);
});

test('Flow Service: an update needs the current etag', async () => {
  const { world, ask, create } = openStaff();
  const { id, etag } = await create();
  const patch = [{ op: 'replace', path: '/name', value: 'Lobby players (north)' }];
  assert.equal((await ask('PATCH', `/connections/${id}`, patch)).body.errorCode, '1403-400');
  const updated = await ask('PATCH', `/connections/${id}`, patch, { 'if-match': etag });
  assert.equal(updated.status, 200);
  assert.notEqual(updated.body.etag, etag);
  const late = await ask('PATCH', `/connections/${id}`, patch, { 'if-match': etag });
  assert.deepEqual([late.status, late.body.errorCode], [412, '1404-412']);
  assert.deepEqual(rules(world), ['STREAM-R8'], 'a conflict is nobody’s fault');
  const bare = updated.body.etag.slice(1, -1);
  assert.equal((await ask('PATCH', `/connections/${id}`, patch, { 'if-match': bare })).status, 200);
  assert.deepEqual(rules(world), ['STREAM-R8', 'STREAM-R8']);
  await control(world, 'POST', '/streaming/edit', { id, description: 'changed elsewhere' });
  const { items } = (await ask('GET', `/connections/${id}`)).body;
  assert.deepEqual([items[0].name, items[0].description], ['Lobby players (north)', 'changed elsewhere']);
});

test('Flow Service: what a patch may and may not change', async () => {
  const { world, ask, create } = openStaff();
  const { id } = await create();
  const patch = async (body: unknown) => {
    const { etag } = (await ask('GET', `/connections/${id}`)).body.items[0];
    const answer = await ask('PATCH', `/connections/${id}`, body, { 'if-match': etag });
    return answer.body.errorCode ?? answer.body.title ?? answer.status;
  };
  assert.equal(await patch([{ op: 'replace', path: '/state', value: 'disabled' }]), 200);
  assert.equal(await patch([{ op: 'remove', path: '/description' }]), 200);
  assert.equal(await patch([{ op: 'add', path: '/auth/params/sourceId', value: 'x' }]), 200);
  assert.deepEqual(rules(world), []);
  assert.equal(await patch([{ op: 'replace', path: '/description', value: 'x' }]), '1455-400');
  assert.equal(await patch([{ op: 'move', path: '/name' }]), '1434-400');
  assert.equal(await patch([{ op: 'replace', path: '/connectionSpec/id', value: 'x' }]), '1414-400');
  assert.equal(await patch([{ op: 'replace', path: '/state', value: 'asleep' }]), '1456-400');
  assert.equal(await patch([{ op: 'replace', path: '/auth/params/inletUrl', value: 'x' }]), '1455-400');
  assert.equal(await patch([]), '1405-400');
  assert.equal(await patch({ op: 'REPLACE', path: '/name', value: 'One object, in capitals' }), 200);
  assert.equal(rules(world).filter(rule => rule === 'STREAM-R9').length, 7);
  await control(world, 'POST', '/switches', { patchState: false });
  assert.equal(await patch([{ op: 'replace', path: '/state', value: 'enabled' }]), '1434-400');
  await control(world, 'POST', '/switches', { patchConnections: false });
  assert.equal(await patch([{ op: 'replace', path: '/name', value: 'x' }]), '1445-400');
});

test('Flow Service: the chain from base connection to dataflow, and what it protects from deletion', async () => {
  const { world, ask, create } = openStaff();
  const base = await create();
  const { source, target, flow } = await chain(ask, base.id);
  assert.equal((await ask('DELETE', `/connections/${base.id}`)).body.errorCode, '1418-400');
  assert.equal((await ask('DELETE', `/sourceConnections/${source}`)).body.errorCode, '1447-400');
  const found = (await ask('GET', `/flows?property=${encodeURIComponent(`sourceConnectionIds[]==${source}`)}`)).body;
  assert.deepEqual(
    found.items.map((item: Item) => item.id),
    [flow],
  );
  assert.equal((await ask('POST', `/flows/${flow}/action?op=DISABLE`)).status, 200);
  assert.equal((await ask('GET', `/flows/${flow}`)).body.items[0].state, 'disabled');
  for (const path of [`/flows/${flow}`, `/targetConnections/${target}`, `/connections/${base.id}/`]) {
    assert.deepEqual([(await ask('DELETE', path)).status, path], [204, path]);
  }
  assert.deepEqual(rules(world), []);
});

test('Flow Service: a flow is refused with a state, without its connections or with a wrong transformation', async () => {
  const { ask, create } = openStaff();
  const base = await create();
  const { source, target } = await chain(ask, base.id);
  const flow = {
    name: 'f',
    flowSpec: { id: FLOW_SPEC, version: '1.0' },
    sourceConnectionIds: [source],
    targetConnectionIds: [target],
  };
  const code = async (changes: object) => {
    const { body } = await ask('POST', '/flows', { ...flow, ...changes });
    return body.errorCode ?? body.title;
  };
  assert.equal(await code({ state: 'enabled' }), '1410-400');
  assert.equal(await code({ flowSpec: { id: HTTP_SPEC } }), '1413-400');
  assert.equal(await code({ sourceConnectionIds: [base.id] }), '1101-404');
  assert.equal(await code({ targetConnectionIds: [] }), 'BadRequestError');
  assert.equal(await code({ transformations: [{ name: 'mapping', params: { mappingId: 'm' } }] }), 'BadRequestError');
});

test('Flow Service: not found is told in three ways, errors in six envelopes', async () => {
  const { world, ask } = openStaff();
  const answer = async (switches: object) => {
    await control(world, 'POST', '/switches', switches);
    return ask('GET', '/connections/none');
  };
  assert.deepEqual((await answer({ flowNotFound: 'empty' })).body, { items: [] });
  assert.equal((await answer({ flowNotFound: 400 })).body.errorCode, '1439-400');
  assert.equal((await answer({ flowNotFound: 404 })).body.errorCode, '1101-404');
  assert.equal((await answer({ flowErrors: 'error_code' })).body.error_code, '1101-404');
  assert.equal((await answer({ flowErrors: 'code' })).body.code, '1101-404');
  assert.match((await answer({ flowErrors: 'type' })).body.type, /1101-404$/);
  assert.match((await answer({ flowErrors: 'text' })).body, /there is no/);
  assert.deepEqual([(await answer({ flowErrors: 'empty' })).body, (await answer({})).status], ['', 404]);
  assert.deepEqual(rules(world), []);
});

test('Flow Service: Platform sandboxes do not see each other; other verbs and paths are refused', async () => {
  const { world, ask, create } = openStaff();
  const { id } = await create();
  const elsewhere = { 'x-sandbox-name': fixtures.SECOND_SANDBOX_NAME };
  assert.equal((await ask('GET', `/connections/${id}`, undefined, elsewhere)).status, 404);
  assert.deepEqual((await ask('GET', '/connections', undefined, elsewhere)).body, { items: [] });
  assert.equal((await ask('GET', `/connections/${id}/test`)).body.result, true);
  assert.equal((await ask('POST', '/connections/search', { count: true })).body.count, 1);
  assert.deepEqual(rules(world), []);
  assert.equal((await ask('PUT', `/connections/${id}`, {})).status, 405);
  assert.equal((await ask('GET', '/runs')).status, 404);
  assert.equal(rules(world).length, 2);
});

test('Operators: CORS is open, an allow-list or off, and allows documented headers only', async () => {
  const { world } = openStaff();
  const preflight = async (path: string, origin: string) =>
    (await send(world, path, { method: 'OPTIONS', headers: { origin } })).headers;
  const page = 'http://localhost:8000';
  const flow = await preflight(`${FLOW}/connections`, page);
  assert.equal(flow.get('access-control-allow-origin'), '*');
  assert.equal(
    flow.get('access-control-allow-headers'),
    'Authorization, Content-Type, If-Match, x-api-key, x-gw-ims-org-id, x-sandbox-name',
  );
  assert.equal(
    (await preflight('/api/job/DEMO', page)).get('access-control-allow-headers'),
    'Authorization, Content-Type',
  );
  await control(world, 'POST', '/switches', { operatorCors: 'allow-list' });
  assert.equal((await preflight('/collection/x', page)).get('access-control-allow-origin'), page);
  assert.equal((await preflight('/collection/x', 'https://other.test')).get('access-control-allow-origin'), null);
  await control(world, 'POST', '/origins', { origins: ['https://other.test'] });
  assert.equal(
    (await preflight('/collection/x', 'https://other.test')).get('access-control-allow-origin'),
    'https://other.test',
  );
  await control(world, 'POST', '/switches', { operatorCors: 'off' });
  assert.equal((await preflight('/collection/x', page)).get('access-control-allow-origin'), null);
});

type Ask = ReturnType<typeof openStaff>['ask'];

/** Source, target and flow behind a base connection. */
async function chain(ask: Ask, baseConnectionId: string) {
  const make = async (kind: string, body: object): Promise<string> => {
    const answer = await ask('POST', `/${kind}`, { name: kind, description: '', ...body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.id;
  };
  const source = await make('sourceConnections', {
    baseConnectionId,
    connectionSpec: { id: HTTP_SPEC, version: '1.0' },
  });
  const target = await make('targetConnections', {
    data: { schema: { id: fixtures.SCHEMA_ID, version: fixtures.SCHEMA_CONTENT_TYPE } },
    params: { dataSetId: fixtures.DATASET_ID },
    connectionSpec: { id: DATA_LAKE_SPEC, version: '1.0' },
  });
  const flow = await make('flows', {
    flowSpec: { id: FLOW_SPEC, version: '1.0' },
    sourceConnectionIds: [source],
    targetConnectionIds: [target],
  });
  return { source, target, flow };
}
