import { expect } from '@open-wc/testing';
import { logEvent, type Log } from '../../../src/elements/media-inspector/event-log.ts';
import { timeline } from '../../../src/elements/media-inspector/timeline-model.ts';
import type { Span, Timeline } from '../../../src/elements/media-inspector/timeline-types.ts';
import { at, logOf, problemAt, START, tell, WHOLE_SESSION } from '../../support/told-events.ts';

const seconds = (ts: number): number => Math.round((ts - START) / 100) / 10;
const shown = ({ kind, name, index, from, to, row, skipped, open }: Span): string =>
  [kind, name, index, `${seconds(from)}-${seconds(to)}`, row && `row ${row}`, skipped && 'skipped', open && 'open']
    .filter(Boolean)
    .join(' ');
const spansOf = ({ spans }: Timeline, lane: string): string[] =>
  spans
    .filter(span => span.lane === lane)
    .sort((a, b) => a.from - b.from)
    .map(shown);
const marksOf = ({ marks }: Timeline, lane: string): string[] =>
  marks
    .filter(mark => mark.lane === lane)
    .map(({ entry, row, edge }) => `${entry.kind === 'event' ? entry.eventType : entry.code} ${edge} ${row}`);

describe('the model of a time line', () => {
  const whole = timeline(logOf(...WHOLE_SESSION));

  it('shows what the content did, and nothing of it within a break', () => {
    expect(spansOf(whole, 'playback')).to.eql([
      'play 10-14',
      'buffer 14-16',
      'play 16-22',
      'pause 22-25',
      'play 25-30',
    ]);
  });

  it('shows ads below their break, with names or ids, and which were skipped', () => {
    expect(spansOf(whole, 'ads')).to.eql([
      'break Pre-roll 1 0.5-10',
      'ad Boots 1 0.5-5 row 1 skipped',
      'ad a2 2 5-10 row 1',
    ]);
  });

  it('shows chapters, bitrates, and each player state in a row of its own', () => {
    expect(spansOf(whole, 'chapters')).to.eql(['chapter Dusk 1 10-30']);
    expect(spansOf(whole, 'quality')).to.eql(['bitrate 2400000 17-30']);
    expect(spansOf(whole, 'states')).to.eql(['state mute 0-30', 'state fullScreen 18-20 row 1']);
    expect(whole.rows).to.include({ states: 2, ads: 2, playback: 1 });
  });

  it('has a mark for every event, in its lane, at the end of its span that it stands for', () => {
    expect(whole.marks).to.have.length(WHOLE_SESSION.length);
    expect(marksOf(whole, 'session')).to.eql(['sessionStart opens 0', 'sessionComplete closes 0']);
    expect(marksOf(whole, 'ads')).to.eql([
      'adBreakStart opens 0',
      'adStart opens 1',
      'adSkip closes 1',
      'adStart opens 1',
      'adComplete closes 1',
      'adBreakComplete closes 0',
    ]);
    expect(marksOf(whole, 'states')).to.eql(['stateStart opens 0', 'stateStart opens 1', 'stateEnd closes 1']);
    expect(marksOf(whole, 'quality')).to.eql(['bitrateChange opens 0', 'error alone 0']);
    expect(marksOf(whole, 'pings')).to.eql(['ping alone 0']);
  });

  it('names the event that began each span', () => {
    const opener = (kind: string): unknown => {
      const { opener } = whole.spans.find(span => span.kind === kind)!;
      return (whole.marks.find(({ entry }) => entry.id === opener)!.entry as { eventType?: string }).eventType;
    };
    expect(['play', 'pause', 'buffer', 'break', 'ad', 'chapter', 'state', 'bitrate'].map(opener)).to.eql([
      'play',
      'pauseStart',
      'bufferStart',
      'adBreakStart',
      'adStart',
      'chapterStart',
      'stateStart',
      'bitrateChange',
    ]);
  });

  it('describes the session: name, ends, whether it goes on', () => {
    const [session] = whole.sessions;
    expect(session).to.include({ number: 1, name: 'A film', end: 'complete', open: false, resumed: false });
    expect([session!.from, session!.to]).to.eql([at(0), at(30.001)]);
    expect(whole.axis.length).to.equal(30.001);
  });

  it('lets what is open grow with the present while the tracker is active, and stand still when it is not', () => {
    const log = logOf(...WHOLE_SESSION.slice(0, 11));
    const live = timeline(log, { now: at(13), active: true });
    expect(live.sessions[0]).to.include({ open: true, to: at(13) });
    expect(spansOf(live, 'playback')).to.eql(['play 10-13 open']);
    expect(spansOf(live, 'states')).to.eql(['state mute 0-13 open']);
    const still = timeline(log, { now: at(13), active: false });
    expect(still.sessions[0]).to.include({ open: false, to: at(10.003) });
    expect(spansOf(still, 'states')).to.eql(['state mute 0-10']);
  });

  it('shows a span from its first moment on', () => {
    const log = logOf(tell('sessionStart', 0), tell('play', 1));
    expect(spansOf(timeline(log, { now: at(1), active: true }), 'playback')).to.eql(['play 1-1 open']);
  });

  it('shows the pause that a break interrupted, which no event tells again', () => {
    const log = logOf(
      tell('sessionStart', 0),
      tell('play', 1),
      tell('pauseStart', 4),
      tell('adBreakStart', 5),
      tell('adStart', 5.001, { 'media.ad.id': 'a' }),
      tell('adComplete', 9),
      tell('adBreakComplete', 9.001),
      tell('play', 12),
    );
    expect(spansOf(timeline(log, { now: at(15), active: true }), 'playback')).to.eql([
      'play 1-4',
      'pause 4-5',
      'pause 9-12',
      'play 12-15 open',
    ]);
  });

  it('shows a pause of an ad until the ad goes on or ends', () => {
    const log = logOf(
      tell('sessionStart', 0),
      tell('adBreakStart', 1),
      tell('adStart', 1.001),
      tell('pauseStart', 3),
      tell('play', 5),
      tell('adSkip', 6),
      tell('adBreakComplete', 6.001),
      tell('play', 6.002),
      tell('sessionEnd', 8),
    );
    expect(spansOf(timeline(log), 'playback')).to.eql(['pause 3-5', 'play 5-6', 'play 6-8']);
  });

  it('closes what nobody closed: a break by the next one, everything by the end', () => {
    const log = logOf(
      tell('sessionStart', 0),
      tell('adBreakStart', 1, { 'media.ad.podIndex': 1 }),
      tell('adBreakStart', 4, { 'media.ad.podIndex': 2 }),
      tell('chapterStart', 5),
      tell('sessionEnd', 9),
    );
    expect(spansOf(timeline(log), 'ads')).to.eql(['break 1 1-4', 'break 2 4-9']);
    expect(spansOf(timeline(log), 'chapters')).to.eql(['chapter 5-9']);
  });

  it('sets several sessions side by side', () => {
    const one = [tell('sessionStart', 0, { 'media.id': 'one' }), tell('play', 1), tell('sessionEnd', 10)];
    const two = [tell('sessionStart', 12, { 'media.id': 'two' }), tell('play', 13), tell('sessionEnd', 20)];
    const { sessions, axis } = timeline(logOf(...one, ...two));
    expect(sessions.map(({ number, name, from, to }) => [number, name, seconds(from), seconds(to)])).to.eql([
      [1, 'one', 0, 10],
      [2, 'two', 12, 20],
    ]);
    expect(axis.cuts).to.eql([]);
    expect(axis.secondOf(at(12))).to.equal(12);
  });

  it('cuts the time between sessions short and says how much passed', () => {
    const log = logOf(
      tell('sessionStart', 0),
      tell('sessionEnd', 10),
      tell('sessionStart', 3610),
      tell('sessionEnd', 3620),
    );
    const { axis } = timeline(log);
    expect(axis.length).to.equal(24);
    expect(axis.cuts).to.eql([{ from: 10, to: 14, passed: 3_600_000 }]);
    expect(axis.secondOf(at(3610))).to.equal(14);
  });

  it('puts a session that goes on from a forgotten one before what had waited (MC-R13)', () => {
    let log: Log = logOf(tell('sessionStart', 0), tell('play', 1), tell('pauseStart', 20, {}, 'queued'));
    for (const told of [
      tell('sessionStart', 19.997, { 'media.resume': true }),
      tell('play', 19.998),
      tell('pauseStart', 20),
    ])
      log = logEvent(log, told, 0, at(21));
    const { sessions } = timeline(log, { now: at(22), active: true });
    expect(sessions.map(({ events }) => events.map(({ eventType }) => eventType).join(' '))).to.eql([
      'sessionStart play',
      'sessionStart play pauseStart',
    ]);
    expect(sessions[0]).to.include({ to: at(19.997), open: false, resumed: false });
    expect(sessions[0]!.end).to.equal(undefined);
    expect(sessions[1]).to.include({ resumed: true, open: true });
  });

  it('does not mix the sessions of a tracker and of the one that took its place', () => {
    let log = logOf(tell('sessionStart', 0), tell('play', 1));
    log = logEvent(log, tell('sessionStart', 5), 1, at(5));
    log = logEvent(log, tell('sessionEnd', 5.5), 0, at(5.5));
    log = logEvent(log, tell('play', 6), 1, at(6));
    const { sessions } = timeline(log, { now: at(8), active: true });
    expect(sessions.map(({ events }) => events.map(({ eventType }) => eventType).join(' '))).to.eql([
      'sessionStart play sessionEnd',
      'sessionStart play',
    ]);
    expect(sessions.map(({ open }) => open)).to.eql([false, true]);
  });

  it('begins with what it heard first, where it came too late for the start', () => {
    const { sessions } = timeline(logOf(tell('play', 3), tell('pauseStart', 5)));
    expect(sessions).to.have.length(1);
    expect(sessions[0]).to.include({ name: '', from: at(3), to: at(5) });
  });

  it('shows a problem where it came up, within a session or without one', () => {
    const alone = timeline(problemAt([], 3));
    expect(marksOf(alone, 'quality')).to.eql(['network alone 0']);
    expect(alone.sessions).to.eql([]);
    expect(alone.axis.secondOf(at(3))).to.equal(0);
    const within = timeline(problemAt(logOf(...WHOLE_SESSION), 12));
    expect(within.axis.secondOf(at(12))).to.equal(12);
    expect(within.marks.map(({ ts }) => ts)).to.eql([...within.marks.map(({ ts }) => ts)].sort((a, b) => a - b));
  });

  it('is empty for an empty log', () => {
    const empty = timeline([], { now: at(0), active: true });
    expect([empty.sessions, empty.spans, empty.marks, empty.waiting]).to.eql([[], [], [], []]);
    expect(empty.axis.length).to.equal(0);
  });

  describe('what waited', () => {
    const waiting = (log: Log, now?: number): string[] =>
      timeline(log, now === undefined ? undefined : { now, active: true }).waiting.map(
        ({ from, to, count }) => `${seconds(from)}-${seconds(to)} ${count}`,
      );

    it('is counted from when it happened until it was decided', () => {
      let log: Log = logOf(tell('play', 1, {}, 'queued'), tell('ping', 3, {}, 'queued'));
      log = logEvent(log, tell('play', 1), 0, at(6));
      log = logEvent(log, tell('ping', 3, {}, 'dropped'), 0, at(8));
      expect(waiting(log)).to.eql(['1-3 1', '3-6 2', '6-8 1']);
    });

    it('grows until the present', () => {
      const log = logOf(tell('play', 1, {}, 'queued'), tell('ping', 3, {}, 'queued'));
      expect(waiting(log, at(5))).to.eql(['1-3 1', '3-5 2']);
      expect(waiting(log)).to.eql([]);
    });

    it('after the end of a session stays in view, but not for hours', () => {
      let log: Log = logOf(tell('sessionStart', 0), tell('sessionEnd', 10, {}, 'queued'));
      expect(timeline(logEvent(log, tell('sessionEnd', 10), 0, at(14))).axis.length).to.equal(14);
      log = logEvent(log, tell('sessionEnd', 10), 0, at(7200));
      expect(timeline(log).axis.length).to.equal(25);
    });
  });
});
