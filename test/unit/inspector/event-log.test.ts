import { expect } from '@open-wc/testing';
import { logEvent, sums, type Log, type LoggedEvent } from '../../../src/elements/media-inspector/event-log.ts';
import { at, logOf, problemAt, tell } from '../../support/told-events.ts';

const deliveries = (log: Log): string[] =>
  log.map(entry => (entry.kind === 'event' ? `${entry.eventType} ${entry.delivery}` : entry.code));

describe('the log of an inspector', () => {
  it('has one entry for an event that is stored, then sent', () => {
    const queued = logOf(tell('play', 1, {}, 'queued'));
    const log = logEvent(queued, tell('play', 1), 0, at(3));
    expect(deliveries(queued)).to.eql(['play queued']);
    expect(deliveries(log)).to.eql(['play sent']);
    expect((queued[0] as LoggedEvent).settled).to.equal(undefined);
    expect((log[0] as LoggedEvent).settled).to.equal(at(3));
  });

  it('tells two events of one moment and one type of two moments apart', () => {
    let log = logOf(tell('play', 1, {}, 'queued'), tell('pauseStart', 1, {}, 'queued'), tell('play', 2, {}, 'queued'));
    log = logEvent(log, tell('play', 2, {}, 'dropped'), 0, at(4));
    log = logEvent(log, tell('pauseStart', 1), 0, at(4));
    expect(deliveries(log)).to.eql(['play queued', 'pauseStart sent', 'play dropped']);
  });

  it('gives what is told twice to the oldest that still waits', () => {
    let log = logOf(tell('ping', 1, {}, 'queued'), tell('ping', 1, {}, 'queued'));
    log = logEvent(log, tell('ping', 1, {}, 'dropped'), 0, at(2));
    expect(deliveries(log)).to.eql(['ping dropped', 'ping queued']);
    log = logEvent(log, tell('ping', 1), 0, at(2));
    expect(deliveries(log)).to.eql(['ping dropped', 'ping sent']);
  });

  it('has an entry for what was never told as stored: a restart tells it again', () => {
    expect(deliveries(logOf(tell('sessionStart', 5), tell('play', 6, {}, 'dropped')))).to.eql([
      'sessionStart sent',
      'play dropped',
    ]);
  });

  it('keeps two trackers apart', () => {
    const log = logEvent(logOf(tell('play', 1, {}, 'queued')), tell('play', 1), 1, at(2));
    expect(deliveries(log)).to.eql(['play queued', 'play sent']);
  });

  it('counts what was accepted, what waits and what was dropped; problems are no events', () => {
    const log = problemAt(logOf(tell('play', 1), tell('ping', 2, {}, 'queued'), tell('ping', 3, {}, 'dropped')), 4);
    expect(sums(log)).to.eql({ accepted: 1, waiting: 1, dropped: 1 });
    expect(sums([])).to.eql({ accepted: 0, waiting: 0, dropped: 0 });
  });
});
