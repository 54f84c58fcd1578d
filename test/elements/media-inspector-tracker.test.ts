import { expect } from '@open-wc/testing';
import {
  inspect,
  buttonOf,
  detailOf,
  fixtureCleanup,
  labels,
  ready,
  rootOf,
  sumsOf,
  types,
} from '../support/inspected.ts';
import { collect, trackedClip, until } from '../support/clip-tracker.ts';
import { deviceStore } from '../../src/storage/device-store.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

describe('<media-inspector> with a <media-tracker>', () => {
  let world: TestWorld;
  beforeEach(async () => {
    await deviceStore().clear();
    world = await openWorld();
  });
  afterEach(async () => {
    fixtureCleanup();
    expect(await world.complaints()).to.eql([]);
    await world.close();
  });

  const story = (inspector: Element): string =>
    types(inspector)
      .filter(type => !/^state|^ping|^buffer/.test(type))
      .join(' ');

  it('finds the first tracker by itself and draws what it tells, event by event', async () => {
    const inspector = await inspect('<media-inspector></media-inspector>');
    const { tracker, video } = await trackedClip(world.origin);
    const told = collect(tracker);
    await until(() => inspector.getAttribute('state') === 'live', 'found');
    await video.play();
    await until(() => story(inspector).includes('play'), 'play');
    await until(() => rootOf(inspector).querySelector('.mode.active'), 'something goes on');
    const width = (): number => rootOf(inspector).querySelector('.span.play')!.getBoundingClientRect().width;
    const before = width();
    await until(() => width() > before + 5, 'the span grows with the present');
    tracker.adBreakStart({ name: 'mid-roll' });
    video.pause();
    tracker.adStart({ id: 'ad-1', name: 'Boots' });
    tracker.adSkip();
    tracker.adBreakComplete();
    tracker.endSession();
    await until(() => story(inspector).endsWith('sessionEnd'), 'the end');
    expect(story(inspector)).to.contain('sessionStart play adBreakStart adStart adSkip adBreakComplete');
    await until(() => /^\d+ 0 0$/.test(sumsOf(inspector)), 'all accepted');
    expect(types(inspector)).to.have.length(told.filter(({ delivery }) => delivery === 'sent').length);
    await inspector.updateComplete;
    expect(rootOf(inspector).querySelector('.mode.active')).to.equal(null);
  });

  it('shows an outage: what waits, and that all of it arrives', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const inspector = await inspect('<media-inspector></media-inspector>');
    await video.play();
    await until(() => /^\d+ 0 0$/.test(sumsOf(inspector)) && story(inspector).includes('play'), 'accepted');
    const mend = await world.fault({ path: '/api/v1/', drop: true });
    video.pause();
    tracker.trackError('demo');
    await until(() => sumsOf(inspector).split(' ')[1] === '2', 'two wait');
    expect(labels(inspector).filter(label => label.includes('waiting on this device'))).to.have.length(2);
    await mend();
    await tracker.flush();
    await until(() => sumsOf(inspector).split(' ')[1] === '0', 'nothing waits');
    expect(sumsOf(inspector)).to.match(/^\d+ 0 0$/);
    expect(rootOf(inspector).querySelector('.queue .step[title="2"]')).not.to.equal(null);
  });

  it('draws bitrates live, and names errors (MC-R98, MC-R103)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const inspector = await inspect('<media-inspector></media-inspector>');
    await video.play();
    await until(() => story(inspector).includes('play'), 'play');
    tracker.setQuality({ bitrate: 312_000 });
    await until(() => labels(inspector).some(label => label.startsWith('bitrateChange 312 kbit/s,')), 'the bitrate');
    tracker.trackError('hls.fragLoadError');
    await until(() => labels(inspector).some(label => label.startsWith('error hls.fragLoadError,')), 'the error');
    await until(() => rootOf(inspector).querySelector('.span.bitrate'), 'the span');
    tracker.endSession();
    await until(() => story(inspector).endsWith('sessionEnd') && /^\d+ 0 0$/.test(sumsOf(inspector)), 'the end');
  });

  it('shows what is dropped when consent is withdrawn', async () => {
    await world.fault({ path: '/api/v1/', drop: true });
    const { tracker, video } = await trackedClip(world.origin);
    const inspector = await inspect('<media-inspector></media-inspector>');
    await video.play();
    await until(() => story(inspector).includes('play'), 'recorded');
    const [accepted, waiting] = sumsOf(inspector).split(' ').map(Number);
    expect(accepted).to.equal(0);
    tracker.consent = 'denied';
    await until(() => Number(sumsOf(inspector).split(' ')[2]) >= waiting!, 'dropped');
    expect(sumsOf(inspector)).to.match(/^0 0 \d+$/);
  });

  it('shows the session that goes on where the service forgot one (MC-R13)', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const inspector = await inspect('<media-inspector></media-inspector>');
    await video.play();
    await until(() => /^\d+ 0 0$/.test(sumsOf(inspector)) && story(inspector).includes('play'), 'accepted');
    await world.clock.advance(11 * 60_000);
    video.pause();
    await until(() => story(inspector).endsWith('pauseStart') && /^\d+ 0 0$/.test(sumsOf(inspector)), 'goes on');
    expect(story(inspector)).to.equal(
      'sessionStart play sessionStart play pauseStart'.replace(' play pause', ' pause'),
    );
    const sessions = Array.from(rootOf(inspector).querySelectorAll('.span.session'), span => span.className);
    expect(sessions).to.have.length(2);
    expect(sessions[0]).to.contain('unended');
    expect(await tracker.pending).to.equal(0);
  });

  it('exports what it has seen, and shows that again', async () => {
    const { tracker, video } = await trackedClip(world.origin);
    const inspector = await inspect('<media-inspector></media-inspector>');
    await video.play();
    await until(() => story(inspector).includes('play'), 'play');
    tracker.endSession();
    await until(() => story(inspector).endsWith('sessionEnd') && /^\d+ 0 0$/.test(sumsOf(inspector)), 'the end');
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    let file: Blob | undefined;
    try {
      URL.createObjectURL = blob => createObjectURL.call(URL, (file = blob as Blob));
      HTMLAnchorElement.prototype.click = () => {};
      buttonOf(inspector, 'Export JSON').click();
    } finally {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = click;
    }
    const again = document.createElement('media-inspector');
    again.events = await file!.text();
    document.body.append(again);
    await ready(again);
    await again.updateComplete;
    expect(labels(again)).to.eql(labels(inspector));
    rootOf(again).querySelector<HTMLElement>('.mark.sessionStart')!.click();
    await again.updateComplete;
    expect(detailOf(again)!.json.params).to.include({ 'media.id': 'clip' });
    again.remove();
  });
});
