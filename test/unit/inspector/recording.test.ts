import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { logEvent, type LoggedEvent } from '../../../src/elements/media-inspector/event-log.ts';
import {
  readEvent,
  readProblem,
  readRecording,
  writeRecording,
} from '../../../src/elements/media-inspector/recording.ts';
import { timeline } from '../../../src/elements/media-inspector/timeline-model.ts';
import { at, logOf, problemAt, tell, WHOLE_SESSION } from '../../support/told-events.ts';

const now = new Date(at(60));

describe('a recording', () => {
  it('read again is the line that was written, with when each event was delivered', () => {
    let log = problemAt(logOf(...WHOLE_SESSION, tell('sessionStart', 40, {}, 'queued')), 33);
    log = logEvent(log, tell('play', 42), 1, at(43));
    const text = writeRecording(log, now);
    const again = readRecording(text)!;
    expect(again.left).to.equal(0);
    expect(timeline(again.log).marks.map(({ ts, lane }) => [ts, lane])).to.eql(
      timeline(log).marks.map(({ ts, lane }) => [ts, lane]),
    );
    expect(JSON.parse(writeRecording(again.log, now))).to.eql(JSON.parse(text));
    expect((again.log[0] as LoggedEvent).settled).to.equal(at(0));
  });

  it('says what it is and when it was written', () => {
    const written = JSON.parse(writeRecording(logOf(tell('play', 1)), now)) as Record<string, unknown>;
    expect(written).to.include({ format: 'tve-elements media events', version: 1, exported: now.toISOString() });
    expect(written['events']).to.eql([{ ...tell('play', 1), source: 0, settled: at(1) }]);
  });

  it('may be a bare list of what events told; the later word on a delivery counts', () => {
    const { log, left } = readRecording([
      tell('play', 1, {}, 'queued'),
      tell('ping', 2, {}, 'queued'),
      tell('play', 1),
      tell('ping', 2, {}, 'dropped'),
    ])!;
    expect(log.map(entry => (entry as LoggedEvent).delivery)).to.eql(['sent', 'dropped']);
    expect(log.map(({ id }) => id)).to.eql([0, 1]);
    expect(left).to.equal(0);
  });

  it('may be a list of request bodies, with figures and metadata; they count as sent', () => {
    const body = {
      eventType: 'ping',
      playerTime: { playhead: 1, ts: 2 },
      qoeData: { a: 1 },
      customMetadata: { b: 'c' },
    };
    const { log } = readRecording([body])!;
    expect(log[0]).to.deep.include({ ...body, delivery: 'sent' });
  });

  it('leaves out what it does not understand, and counts it', () => {
    const { log, left } = readRecording([
      tell('play', 1),
      null,
      'play',
      { ...tell('play', 2), eventType: 'constructor' },
      { ...tell('play', 2), playerTime: null },
      { ...tell('play', 2), playerTime: { playhead: 1, ts: 9e15 } },
      { ...tell('play', 2), playerTime: { playhead: '1', ts: 5 } },
      { ...tell('play', 2), delivery: 'lost' },
      [],
    ])!;
    expect(log).to.have.length(1);
    expect(left).to.equal(8);
  });

  it('is nothing at all without a list of events', () => {
    for (const given of ['', '{', '{}', '{"events":{}}', 'null', 7, null, undefined, {}, { events: 'x' }, true]) {
      expect(readRecording(given), JSON.stringify(given)).to.equal(undefined);
    }
  });

  it('has an end', () => {
    const { log, left } = readRecording(Array.from({ length: 20_003 }, (_, index) => tell('ping', index)))!;
    expect([log.length, left]).to.eql([20_000, 3]);
  });

  it('takes over only shapes it knows', () => {
    const told = readEvent({ ...tell('play', 1), params: [1], qoeData: 'x', customMetadata: null, token: 'secret' });
    expect(told).to.eql({ eventType: 'play', playerTime: { playhead: 1, ts: at(1) }, delivery: 'sent' });
    expect(readProblem({ ts: 1, code: 'network', message: 5, status: 'x', token: 'secret' })).to.eql({
      ts: 1,
      code: 'network',
      message: '',
    });
    expect(readProblem({ ts: NaN, code: 'network' })).to.equal(undefined);
    expect(readProblem({ ts: 1, code: 4 })).to.equal(undefined);
  });

  it('never throws, whatever it is given, and what it reads can be drawn', () => {
    const type = fc.constantFrom('play', 'sessionStart', 'adStart', 'stateEnd', 'ping', 'adBreakComplete', 'nonsense');
    const playerTime = fc.record({ playhead: fc.double(), ts: fc.oneof(fc.integer(), fc.double(), fc.string()) });
    const event = fc.record(
      { eventType: type, playerTime, params: fc.jsonValue(), delivery: fc.constantFrom('sent', 'queued', 'x') },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(event), fc.record({ events: fc.array(event) })), given => {
        const recording = readRecording(given);
        if (!recording) return;
        const { marks, axis, spans } = timeline(recording.log);
        expect(marks).to.have.length(recording.log.length);
        expect(spans.every(({ from, to }) => axis.secondOf(from) <= axis.secondOf(to))).to.equal(true);
      }),
    );
  });
});
