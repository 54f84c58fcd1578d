import { expect } from '@open-wc/testing';
import { DAY, mediaEvent, xdmLength, xdmPlayhead } from '../../../src/xdm/media-event.ts';

const base = { eventType: 'media.play', sessionId: 's-1', playhead: 12.9, time: 1_772_619_330_250 };

describe('XDM events of media', () => {
  it('have an id and a time of their own, fixed when they are made (STREAM-R25)', () => {
    const event = mediaEvent(base);
    expect(event._id).to.match(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(mediaEvent(base)._id).not.to.equal(event._id);
    expect(event.timestamp).to.equal('2026-03-04T10:15:30.250Z');
    expect(mediaEvent({ ...base, id: 'mine' })._id).to.equal('mine');
  });

  it('carry the session and a whole playhead of 0 or more (STREAM-R42)', () => {
    const read = (playhead: number): unknown => mediaEvent({ ...base, playhead }).mediaCollection;
    expect(read(12.9)).to.deep.equal({ playhead: 12, sessionID: 's-1' });
    expect([read(-1), read(NaN)]).to.deep.equal(Array(2).fill({ playhead: 0, sessionID: 's-1' }));
  });

  it('hold identities in the entity (STREAM-R26)', () => {
    const identityMap = { ECID: [{ id: '1' }] };
    expect(mediaEvent({ ...base, identityMap })).to.have.property('identityMap', identityMap);
    expect(mediaEvent(base)).not.to.have.property('identityMap');
  });

  it('never carry what Adobe computes (STREAM-R47)', () => {
    const qoeDataDetails = { bitrate: 3000, timeToStart: 1, bufferCount: 3, hasStallingImpactedStreams: true };
    const { mediaCollection } = mediaEvent({ ...base, details: { mediaReporting: { x: 1 }, qoeDataDetails } });
    expect(mediaCollection).to.deep.equal({
      qoeDataDetails: { bitrate: 3000, timeToStart: 1 },
      playhead: 12,
      sessionID: 's-1',
    });
  });

  it('the playhead stays below the length, or is the second of the viewer’s day (STREAM-R43)', () => {
    expect([xdmPlayhead(311.9, 312), xdmPlayhead(400, 312), xdmPlayhead(-3, 312), xdmPlayhead(5.5, 0)]).to.deep.equal([
      311, 311, 0, 5,
    ]);
    expect([
      xdmPlayhead(43_200.5, DAY, 0),
      xdmPlayhead(43_200, DAY, 300),
      xdmPlayhead(43_200, DAY, -720),
    ]).to.deep.equal([43_200, 25_200, 0]);
  });

  it('a length is whole, a day where there is no end, and missing until it is known (STREAM-R48)', () => {
    expect([xdmLength(311.6), xdmLength(0.2), xdmLength(Infinity), xdmLength(NaN), xdmLength(0)]).to.deep.equal([
      312,
      1,
      86_400,
      undefined,
      undefined,
    ]);
  });
});
