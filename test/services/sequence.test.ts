import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints } from './support.ts';
import { AD, CHAPTER, event, startMedia, T0 } from './media-support.ts';

const adBreakStart = (at: number, playhead: number) =>
  event('adBreakStart', at, playhead, { params: { 'media.ad.podIndex': 1, 'media.ad.podSecond': playhead } });
const adStart = (at: number, playhead: number) => event('adStart', at, playhead, { params: AD });
const chapterStart = (at: number) => event('chapterStart', at, at, { params: CHAPTER });
const state = (type: string, at: number, name: string) => event(type, at, at, { params: { 'media.state.name': name } });

/** Reports events of a fresh session: all must be answered 204; returns the remarks. */
async function remarks(events: unknown[], options = {}, params = {}) {
  const { world, play } = await startMedia(options, params);
  assert.deepEqual(
    await play(...events),
    events.map(() => 204),
  );
  return complaints(world).map(({ kind, text }) => {
    assert.equal(kind, 'sequence');
    return text;
  });
}

test('MC-R124: a faultless session with break, chapter, states and pings draws no remark', async () => {
  const events = [
    adBreakStart(0.1, 0),
    adStart(0.2, 0),
    ...Array.from({ length: 14 }, (_, n) => event('ping', n + 1, 0)),
    event('adComplete', 15, 0),
    event('adBreakComplete', 15.1, 0),
    event('play', 15.2, 0),
    event('chapterStart', 15.3, 0, { params: CHAPTER }),
    event('stateStart', 15.4, 0.2, { params: { 'media.state.name': 'fullScreen' } }),
    event('ping', 20, 4.8),
    event('pauseStart', 25, 9.8),
    event('ping', 30, 9.8),
    event('ping', 40, 9.8),
    event('play', 41, 9.8),
    event('bufferStart', 42, 10.8),
    event('play', 43, 10.8),
    event('stateEnd', 44, 11.8, { params: { 'media.state.name': 'fullscreen' } }),
    event('ping', 50, 17.8),
    event('chapterComplete', 55, 22.8),
    event('sessionComplete', 56, 23.8),
  ];
  assert.deepEqual(await remarks(events, { adPingInterval: 1 }), []);
});

test('MC-R124: events out of order in time are answered 204 and remarked', async () => {
  assert.deepEqual(await remarks([event('play', 2), event('ping', 2)]), [
    `ts does not increase: ${T0 + 2000} after ${T0 + 2000}`,
  ]);
  const early = await remarks([event('play', -1, 0)]);
  assert.ok(early.includes('play lies before its sessionStart'));
});

test('MC-R124: ad events outside a break, overlapping ads and unbalanced breaks', async () => {
  assert.deepEqual(await remarks([adStart(1, 0)]), ['adStart outside a break']);
  assert.deepEqual(await remarks([event('adComplete', 1, 0)]), ['adComplete outside a break']);
  assert.deepEqual(await remarks([event('adBreakComplete', 1, 0)]), ['adBreakComplete without a break']);
  assert.deepEqual(await remarks([adBreakStart(1, 0), adBreakStart(2, 0)]), ['adBreakStart while a break is open']);
  assert.deepEqual(await remarks([adBreakStart(1, 0), event('adSkip', 2, 0)]), ['adSkip without an ad']);
  assert.deepEqual(await remarks([adBreakStart(1, 0), adStart(2, 0), adStart(3, 0)]), ['adStart while an ad is open']);
  assert.deepEqual(await remarks([adBreakStart(1, 0), adStart(2, 0), event('adBreakComplete', 3, 0)]), [
    'adBreakComplete while an ad is open',
  ]);
});

test('MC-R124: play before the first ad of a break is remarked, after adStart it is not', async () => {
  assert.deepEqual(await remarks([adBreakStart(1, 0), event('play', 2, 0)]), [
    'play between adBreakStart and the first adStart',
  ]);
  assert.deepEqual(await remarks([adBreakStart(1, 0), adStart(2, 0), event('play', 2.1, 0)]), []);
});

test('MC-R124: chapters overlap or close without being open', async () => {
  assert.deepEqual(await remarks([chapterStart(1), chapterStart(2)]), ['chapterStart while a chapter is open']);
  assert.deepEqual(await remarks([event('chapterSkip', 1)]), ['chapterSkip without a chapter']);
  assert.deepEqual(await remarks([chapterStart(1), event('chapterSkip', 2), chapterStart(3)]), []);
});

test('MC-R124: states end without start, start twice, or number more than ten', async () => {
  assert.deepEqual(await remarks([state('stateEnd', 1, 'mute')]), ['stateEnd of mute, which was not started']);
  assert.deepEqual(await remarks([state('stateStart', 1, 'mute'), state('stateStart', 2, 'mute')]), [
    'stateStart of mute, which is already active',
  ]);
  const eleven = Array.from({ length: 11 }, (_, n) => state('stateStart', n + 1, `custom${n}`));
  assert.deepEqual(await remarks(eleven), ['more than 10 states: custom10 is discarded']);
  const update = { statesStart: [{ 'media.state.name': 'mute' }], statesEnd: [{ 'media.state.name': 'inFocus' }] };
  assert.deepEqual(await remarks([event('statesUpdate', 1, 1, { params: update })]), [
    'stateEnd of infocus, which was not started',
  ]);
});

test('MC-R124: pauseStart or bufferStart twice', async () => {
  assert.deepEqual(await remarks([event('pauseStart', 1), event('pauseStart', 2)]), ['pauseStart twice']);
  assert.deepEqual(await remarks([event('bufferStart', 1), event('bufferStart', 2)]), ['bufferStart twice']);
});

test('MC-R124: gaps between pings on content, and in ads when an interval is configured', async () => {
  assert.deepEqual(await remarks([event('play', 1), event('ping', 12.9)]), []);
  assert.deepEqual(await remarks([event('play', 1), event('ping', 13.5)]), ['no ping for 12.5 s']);
  const inAd = [adBreakStart(1, 0), adStart(1.1, 0), event('ping', 3.5, 0)];
  assert.deepEqual(await remarks(inAd), []);
  assert.deepEqual(await remarks(inAd, { adPingInterval: 1 }), ['no ping for 2.4 s']);
});

test('MC-R124: a playhead beyond the length, negative, beyond the day, or moving in a break', async () => {
  assert.deepEqual(await remarks([event('play', 1, 601)]), ['the playhead 601 lies beyond the length 600']);
  assert.deepEqual(await remarks([event('play', 1, -1)]), ['a negative playhead: -1']);
  const live = { 'media.contentType': 'Live', 'media.length': 86_400 };
  assert.deepEqual(await remarks([event('play', 1, 86_400)], {}, live), ['the playhead 86400 lies beyond the day']);
  assert.deepEqual(await remarks([event('play', 1, 86_399)], {}, live), []);
  assert.deepEqual(await remarks([adBreakStart(1, 5), adStart(2, 7)]), [
    'the playhead moves during an ad break: 7 instead of 5',
  ]);
});

test('MC-R124: three events in play state that do not move are a stall', async () => {
  const still = [event('play', 1, 5), event('ping', 10, 5), event('ping', 20, 5)];
  assert.deepEqual(await remarks(still), ['three events in play state without playhead movement: a stall']);
  assert.deepEqual(await remarks([event('play', 1, 5), event('ping', 10, 5), event('ping', 20, 15)]), []);
});

test('MC-R124: content that moves after a break without play is information, no complaint', async () => {
  const { world, play, view } = await startMedia();
  await play(
    adBreakStart(1, 0),
    adStart(2, 0),
    event('adComplete', 3, 0),
    event('adBreakComplete', 4, 0),
    event('ping', 10, 6),
  );
  assert.deepEqual(complaints(world), []);
  assert.deepEqual((await view()).warnings, [
    'info: the playhead moves after adBreakComplete, but no play was reported',
  ]);
});

test('MC-R124: an empty params on a ping is remarked but taken', async () => {
  const { world, report } = await startMedia();
  assert.equal((await report(event('ping', 1, 1, { params: {} }))).status, 204);
  assert.deepEqual(world.journal.entries().slice(-1)[0]?.warnings, ['a ping carries params; it must not have any']);
});

test('MC-R129: sessions are shown in order of arrival and of ts, with verdicts and metrics', async () => {
  const quality = (bitrate: number, droppedFrames: number) => ({
    qoeData: { 'media.qoe.bitrate': bitrate, 'media.qoe.droppedFrames': droppedFrames },
  });
  const { play, view, report } = await startMedia();
  await play(
    adBreakStart(0.5, 0),
    adStart(1, 0),
    event('adComplete', 11, 0),
    event('adBreakComplete', 11.5, 0),
    event('play', 12, 0, quality(1000, 0)),
    event('chapterStart', 12.5, 0.5, { params: CHAPTER }),
    event('ping', 30, 18),
    event('ping', 22, 10),
    event('bitrateChange', 32, 20, quality(3000, 4)),
    event('pauseStart', 42, 30),
    event('play', 72, 30),
    event('bufferStart', 82, 40),
    event('play', 87, 40),
    event('chapterComplete', 92, 45),
    event('error', 93, 46, { qoeData: { 'media.qoe.errorID': 'E7', 'media.qoe.errorSource': 'player' } }),
    event('sessionComplete', 102, 55),
  );
  await report(event('play', 103, 56, { extra: 1 }));
  const session = await view();
  assert.deepEqual(
    session.received.slice(7, 9).map((r: any) => r.event.playerTime.playhead),
    [18, 10],
  );
  const times = session.events.map((e: any) => e.playerTime.ts);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  assert.match(session.received.slice(-1)[0].verdict, /^refused: extra/);
  assert.deepEqual(session.metrics, {
    mediaStarts: 1,
    contentStarts: 1,
    dropsBeforeStart: 0,
    contentResumes: 0,
    contentTimeSpent: 55,
    mediaTimeSpent: 65,
    uniqueTimePlayed: 55,
    progress: [],
    pauseEvents: 1,
    pauseDuration: 30,
    bufferEvents: 1,
    bufferDuration: 5,
    stallEvents: 0,
    adStarts: 1,
    adCompletes: 1,
    adTimeSpent: 10,
    chapterStarts: 1,
    chapterCompletes: 1,
    chapterTimeSpent: 44.5,
    bitrateAverage: 2000,
    bitrateChanges: 1,
    droppedFrames: 4,
    errors: 1,
    errorIds: ['E7'],
    contentCompletes: 1,
    secondsSinceLastCall: 0,
  });
});

test('MC-R129: drops before start, resumes and progress markers', async () => {
  const dropped = await startMedia({}, { 'media.resume': true });
  await dropped.play(adBreakStart(1, 0), adStart(2, 0), event('sessionEnd', 3, 0));
  const { metrics } = await dropped.view();
  assert.deepEqual([metrics.contentStarts, metrics.dropsBeforeStart, metrics.contentResumes], [0, 1, 1]);
  const replayed = await startMedia();
  await replayed.play(event('play', 1, 0), event('pauseStart', 11, 10), event('play', 12, 4), event('ping', 22, 14));
  assert.equal((await replayed.view()).metrics.uniqueTimePlayed, 14, 'what is seen twice counts once');
  const seeked = await startMedia();
  await seeked.play(event('play', 1, 1), event('pauseStart', 5, 5), event('play', 6, 460), event('ping', 10, 464));
  assert.deepEqual((await seeked.view()).metrics.progress, [10, 25, 50, 75]);
});
