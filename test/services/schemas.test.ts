import assert from 'node:assert/strict';
import { test } from 'node:test';
import Draft04 from 'ajv-draft-04';
import { findViolation } from '../../demo/services/handlers/collection/schema-check.ts';
import { EVENT_TYPES, LENIENT_SCHEMAS, SCHEMAS } from '../../demo/services/handlers/collection/schemas.ts';
import { complaints, openTestWorld, send } from './support.ts';
import { AD, CHAPTER, event, sessionStart } from './media-support.ts';

const Ajv = (Draft04 as unknown as { default: typeof Draft04.default }).default ?? Draft04;

test('MC-R123: there is a draft-04 schema for each event type, and 404 for any other name', async () => {
  const world = openTestWorld();
  assert.equal(EVENT_TYPES.length, 20);
  for (const eventType of EVENT_TYPES) {
    const { status, body, headers } = await send(world, `/api/v1/schemas/${eventType}`);
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/json');
    assert.equal(body.$schema, 'http://json-schema.org/draft-04/schema#');
    assert.deepEqual(body, JSON.parse(JSON.stringify(SCHEMAS[eventType])), 'the very schema used for validation');
  }
  for (const name of ['seekStart', 'constructor', 'Play']) {
    const answer = await send(world, `/api/v1/schemas/${name}`);
    assert.deepEqual([answer.status, Object.keys(answer.body)], [404, ['message']]);
  }
  assert.equal((await send(world, '/api/v1/schemas/play', { method: 'POST' })).status, 405);
  assert.equal(complaints(world, 'refused').length, 4);
});

test('MC-R123: an independent validator accepts every schema as draft-04', () => {
  const ajv = new Ajv({ strict: true });
  for (const schema of [...Object.values(SCHEMAS), ...Object.values(LENIENT_SCHEMAS)]) {
    assert.equal(ajv.validateSchema(schema), true, schema.title);
  }
});

/** A valid example of each event type. */
const VALID: Record<string, Record<string, unknown>> = {
  ...Object.fromEntries(EVENT_TYPES.map(type => [type, event(type, 1)])),
  sessionStart: sessionStart({ customMetadata: { layout: 'hero' }, qoeData: { 'media.qoe.timeToStart': 0 } }),
  adBreakStart: event('adBreakStart', 1, 0, { params: { 'media.ad.podIndex': 0, 'media.ad.podSecond': 0 } }),
  adStart: event('adStart', 1, 0, { params: { ...AD, 'media.ad.siteId': 's' }, customMetadata: { a: 'b' } }),
  chapterStart: event('chapterStart', 1, 0, { params: CHAPTER }),
  stateStart: event('stateStart', 1, 1, { params: { 'media.state.name': 'mute' } }),
  stateEnd: event('stateEnd', 1, 1, { params: { 'media.state.name': 'mute' } }),
  statesUpdate: event('statesUpdate', 1, 1, { params: { statesStart: [{ 'media.state.name': 'mute' }] } }),
  error: event('error', 1, 1, { qoeData: { 'media.qoe.errorID': 'E1', 'media.qoe.errorSource': 'player' } }),
};

const ODD = [null, 7, -1, 1.5, '', 'text', true, [], ['x'], {}, { a: 1 }];

/** Every value at every place replaced by odd ones, removed, and joined by an unknown sibling. */
function* mutations(value: unknown): Generator<unknown> {
  yield* ODD;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const changed of mutations(item)) yield value.map((old, i) => (i === index ? changed : old));
    }
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, unknownMember: 'x' };
    for (const [key, member] of Object.entries(value)) {
      const { [key]: removed, ...rest } = value as Record<string, unknown>;
      void removed;
      yield rest;
      for (const changed of mutations(member)) yield { ...value, [key]: changed };
    }
  }
}

test('MC-R121: our check and an independent validator agree on thousands of right and wrong events', () => {
  const ajv = new Ajv({ strict: true });
  let checked = 0;
  let refused = 0;
  for (const eventType of EVENT_TYPES) {
    for (const schema of [SCHEMAS[eventType], LENIENT_SCHEMAS[eventType]]) {
      assert.ok(schema);
      const validate = ajv.compile(schema);
      assert.equal(findViolation(schema, VALID[eventType]), undefined, eventType);
      for (const value of mutations(VALID[eventType])) {
        const ours = findViolation(schema, value);
        assert.equal(ours === undefined, validate(value), `${JSON.stringify(value)}: ${ours}`);
        checked += 1;
        if (ours !== undefined) refused += 1;
      }
    }
  }
  assert.ok(checked > 3000 && refused > checked / 2, `${checked} checked, ${refused} refused`);
});
