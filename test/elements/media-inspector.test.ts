import { expect, fixture } from '@open-wc/testing';
import {
  inspect,
  activeOf,
  buttonOf,
  detailOf,
  fixtureCleanup,
  labels,
  lineOf,
  press,
  ready,
  rootOf,
  sumsOf,
  tellOn,
  types,
} from '../support/inspected.ts';
import { until } from '../support/clip-tracker.ts';
import { at, tell, WHOLE_SESSION } from '../support/told-events.ts';
import { termIn } from '../../src/elements/media-inspector/inspector-texts.ts';
import { MediaInspectorElement } from '../../src/elements/media-inspector/media-inspector.ts';
import { MediaCollectionError } from '../../src/collection/errors.ts';
import { MediaTrackerErrorEvent } from '../../src/events/media-tracker-error.ts';

const ALONE = '<media-inspector></media-inspector>';

describe('<media-inspector>', () => {
  afterEach(() => {
    fixtureCleanup();
    document.documentElement.setAttribute('lang', 'en');
  });

  /** An inspector that shows a recorded session. */
  const recorded = async (events: unknown = WHOLE_SESSION): Promise<MediaInspectorElement> => {
    const inspector = await inspect(ALONE);
    inspector.events = events;
    await inspector.updateComplete;
    // The line is drawn for the width it turned out to have.
    await until(() => rootOf(inspector).querySelector('.plot') === null || lineOf(inspector), 'the line');
    return inspector;
  };

  /** An inspector of an element that tells what the test says. */
  const live = async (): Promise<{ inspector: MediaInspectorElement; tracker: HTMLElement }> => {
    const inspector = await inspect('<div><p id="told"></p><media-inspector for="told"></media-inspector></div>');
    return { inspector, tracker: document.querySelector('#told')! };
  };

  describe('accessibility', () => {
    it('is clean with nothing to show, with a session, and with the JSON of an event', async () => {
      await expect(await inspect(ALONE)).to.be.accessible();
      const inspector = await recorded();
      await expect(inspector).to.be.accessible();
      await press(inspector, 'Home', 'Enter');
      expect(detailOf(inspector)!.type).to.equal('sessionStart');
      await expect(inspector).to.be.accessible();
    });

    it('is one stop for the Tab key; what its events are called says type, delivery, session and time', async () => {
      const inspector = await recorded([...WHOLE_SESSION, tell('sessionStart', 40, {}, 'dropped')]);
      expect(rootOf(inspector).querySelectorAll('.lanes [tabindex]')).to.have.length(0);
      expect(lineOf(inspector)!.tabIndex).to.equal(0);
      expect(labels(inspector)[0]).to.equal('sessionStart, accepted by the service, session 1, 0:00');
      expect(labels(inspector).pop()).to.equal('sessionStart, dropped, not accepted, session 2, 0:00');
      const groups = rootOf(inspector).querySelectorAll('[role=group]');
      expect(Array.from(groups, group => group.getAttribute('aria-label'))).to.eql(
        'Session Playback Ads Chapters States Quality Pings'.split(' '),
      );
    });

    it('speaks English and Spanish, with every text in both', async () => {
      const inspector = await recorded();
      document.documentElement.setAttribute('lang', 'es');
      await until(() => buttonOf(inspector, 'Exportar JSON'), 'Spanish');
      expect(labels(inspector)[0]).to.contain('aceptado por el servicio, sesión 1');
      const [en, es] = [termIn('en-US'), termIn('es-MX')];
      expect([en('follow'), es('follow'), termIn('fr')('follow')]).to.eql(['Follow', 'Seguir', 'Follow']);
      expect(es('someLeft', { count: 3 })).to.contain('3');
    });

    it('tells deliveries apart without colours', async () => {
      const inspector = await recorded([
        tell('play', 1),
        tell('ping', 2, {}, 'queued'),
        tell('ping', 3, {}, 'dropped'),
      ]);
      const style = (delivery: string): CSSStyleDeclaration =>
        getComputedStyle(rootOf(inspector).querySelector(`.legend .${delivery}`)!);
      const surface = style('queued').backgroundColor;
      expect(style('sent').backgroundColor).not.to.equal(surface);
      expect(style('dropped').backgroundImage).to.contain('gradient');
      expect(style('queued').backgroundImage).to.equal('none');
    });
  });

  describe('attributes and properties', () => {
    it('for: the element of that id, in the same root before the document', async () => {
      const host = await fixture<HTMLElement>('<div><p id="told"></p></div>');
      const root = host.attachShadow({ mode: 'open' });
      const inner = document.createElement('p');
      inner.id = 'told';
      const inspector = document.createElement('media-inspector');
      inspector.for = 'told';
      root.append(inner, inspector);
      await ready(inspector);
      tellOn(host.querySelector('#told')!, tell('pauseStart', 1));
      tellOn(inner, tell('play', 1));
      await inspector.updateComplete;
      expect(types(inspector)).to.eql(['play']);
      inner.remove();
      await until(() => inspector.state === 'live', 'the outer one');
      tellOn(host.querySelector('#told')!, tell('ping', 2));
      await inspector.updateComplete;
      expect(types(inspector)).to.eql(['play', 'ping']);
    });

    it('for: another id begins another line', async () => {
      const { inspector, tracker } = await live();
      tellOn(tracker, tell('play', 1));
      await inspector.updateComplete;
      expect(types(inspector)).to.eql(['play']);
      inspector.for = 'nobody';
      await until(() => inspector.getAttribute('state') === 'waiting', 'waiting');
      tellOn(tracker, tell('ping', 2));
      await inspector.updateComplete;
      expect(lineOf(inspector)).to.equal(null);
    });

    it('events: a list, an export, or its text; null for what happens now', async () => {
      const inspector = await recorded();
      expect(types(inspector)).to.have.length(WHOLE_SESSION.length);
      inspector.events = { events: [tell('play', 1)] };
      await inspector.updateComplete;
      expect(types(inspector)).to.eql(['play']);
      inspector.events = JSON.stringify([tell('ping', 1)]);
      await inspector.updateComplete;
      expect(types(inspector)).to.eql(['ping']);
      expect(inspector.getAttribute('state')).to.equal('recorded');
      inspector.events = null;
      await inspector.updateComplete;
      expect(inspector.getAttribute('state')).to.equal('waiting');
    });

    it('events: what is not understood is told, and leaves the line as it was', async () => {
      const inspector = await recorded([tell('play', 1)]);
      inspector.events = '{"no":"session"}';
      await inspector.updateComplete;
      expect(inspector.getAttribute('state')).to.equal('error');
      expect(rootOf(inspector).querySelector('[role=status]')!.textContent).to.equal('That is no recorded session.');
      expect(types(inspector)).to.eql(['play']);
      inspector.events = [tell('play', 1), { eventType: 'nonsense' }];
      await inspector.updateComplete;
      expect(rootOf(inspector).querySelector('[role=status]')!.textContent).to.contain('1 entries');
    });

    it('takes a file that is opened or dropped on it, and goes back to what happens now', async () => {
      const { inspector, tracker } = await live();
      tellOn(tracker, tell('play', 1));
      const handedOver = (): DataTransfer => {
        const data = new DataTransfer();
        data.items.add(new File([JSON.stringify([tell('ping', 1), tell('ping', 2)])], 'session.json'));
        return data;
      };
      const input = rootOf(inspector).querySelector('input')!;
      input.files = handedOver().files;
      input.dispatchEvent(new Event('change'));
      await until(() => types(inspector).join() === 'ping,ping', 'the file');
      buttonOf(inspector, 'Back to live').click();
      await until(() => types(inspector).join() === 'play', 'what happens now');
      const drop = new DragEvent('drop', { bubbles: true, cancelable: true });
      Object.defineProperty(drop, 'dataTransfer', { value: handedOver() });
      rootOf(inspector).querySelector('.base')!.dispatchEvent(drop);
      await until(() => types(inspector).join() === 'ping,ping', 'the dropped file');
      expect(drop.defaultPrevented).to.equal(true);
    });

    it('exports what it shows, at an address that is given back', async () => {
      const inspector = await recorded();
      const { createObjectURL, revokeObjectURL } = URL;
      const { click } = HTMLAnchorElement.prototype;
      const clicked: { href: string; name: string; text: Promise<string> }[] = [];
      const revoked: string[] = [];
      URL.revokeObjectURL = url => void revoked.push(url);
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        clicked.push({ href: this.href, name: this.download, text: fetch(this.href).then(answer => answer.text()) });
      };
      try {
        buttonOf(inspector, 'Export JSON').click();
        const [{ href, name, text }] = clicked as [(typeof clicked)[0]];
        expect(name).to.match(/^media-events-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.json$/);
        const events = (JSON.parse(await text) as { events: unknown[] }).events;
        expect(events).to.have.length(WHOLE_SESSION.length);
        await until(() => revoked.includes(href), 'the address is given back');
      } finally {
        Object.assign(URL, { createObjectURL, revokeObjectURL });
        HTMLAnchorElement.prototype.click = click;
      }
    });
  });

  describe('states', () => {
    it('is waiting without a tracker, and says what to do; there is nothing to export', async () => {
      const inspector = await inspect(ALONE);
      expect(inspector.getAttribute('state')).to.equal('waiting');
      expect(rootOf(inspector).querySelector('.nothing')!.textContent).to.contain('<media-tracker>');
      expect(buttonOf(inspector, 'Export JSON').disabled).to.equal(true);
    });

    it('shows sums, sessions, spans and marks of a whole session', async () => {
      const inspector = await recorded([
        ...WHOLE_SESSION,
        tell('sessionStart', 40, { 'media.name': 'Next', 'media.resume': true }),
      ]);
      expect(sumsOf(inspector)).to.equal(`${WHOLE_SESSION.length + 1} 0 0`);
      const names = (lane: string): string[] =>
        Array.from(rootOf(inspector).querySelectorAll(`.${lane} .span`), span => span.getAttribute('title')!);
      expect(names('playback')).to.eql(['Play, 0:03', 'Buffer, 0:02', 'Play, 0:06', 'Pause, 0:03', 'Play, 0:05']);
      expect(names('ads')).to.have.members(['Pre-roll, 0:09', 'Boots (skipped), 0:04', 'a2, 0:04']);
      expect(names('chapters')).to.eql(['Dusk, 0:19']);
      expect(names('states')).to.have.members(['mute, 0:30', 'fullScreen, 0:02']);
      expect(names('quality')).to.eql(['2.4 Mbit/s, 0:13']);
      expect(names('session')[0]).to.match(/^A film · /);
      expect(names('session')[1]).to.match(/^Next · .* · goes on from the one before$/);
      expect(rootOf(inspector).querySelector('.cut')!.textContent).to.contain('later');
    });

    it('places things by time: twice as long is twice as wide, and zooming changes the scale alone', async () => {
      const inspector = await recorded();
      await until(() => rootOf(inspector).querySelector<HTMLElement>('.scroller')!.scrollWidth > 0, 'layout');
      const widths = (): number[] =>
        Array.from(rootOf(inspector).querySelectorAll('.playback .span'), span => span.getBoundingClientRect().width);
      const before = widths();
      expect(before[2]! / before[1]!).to.be.closeTo(3, 0.1);
      buttonOf(inspector, 'Zoom in').click();
      await inspector.updateComplete;
      expect(widths()[0]! / before[0]!).to.be.closeTo(1.5, 0.05);
      buttonOf(inspector, 'Zoom out').click();
      await inspector.updateComplete;
      expect(widths()[0]!).to.be.closeTo(before[0]!, 1);
      const [scroller] = rootOf(inspector).querySelectorAll('.scroller');
      for (let time = 0; time < 4; time++) buttonOf(inspector, 'Zoom in').click();
      await inspector.updateComplete;
      expect(scroller!.scrollWidth).to.be.greaterThan(scroller!.clientWidth + 100);
      buttonOf(inspector, 'Fit').click();
      await inspector.updateComplete;
      expect(scroller!.scrollWidth).to.be.at.most(scroller!.clientWidth + 1);
    });

    it('draws of a long session only what is near the view, and reaches all of it', async () => {
      const pings = Array.from({ length: 3000 }, (_, index) => tell('ping', 10 * index));
      const inspector = await recorded([tell('sessionStart', 0), ...pings]);
      for (let time = 0; time < 12; time++) buttonOf(inspector, 'Zoom in').click();
      await inspector.updateComplete;
      expect(labels(inspector).length).to.be.lessThan(1500);
      await press(inspector, 'End');
      expect(activeOf(inspector)).to.contain('8:19:50');
      await until(() => rootOf(inspector).querySelector('.scroller')!.scrollLeft > 1000, 'scrolled there');
    });
  });

  describe('events', () => {
    it('are drawn as they are told, and change as their delivery is decided', async () => {
      const { inspector, tracker } = await live();
      tellOn(tracker, tell('sessionStart', 0, {}, 'queued'));
      tellOn(tracker, tell('play', 0.5, {}, 'queued'));
      await inspector.updateComplete;
      expect(inspector.getAttribute('state')).to.equal('live');
      expect(sumsOf(inspector)).to.equal('0 2 0');
      expect(labels(inspector)[1]).to.contain('play, waiting on this device');
      tellOn(tracker, tell('sessionStart', 0));
      tellOn(tracker, tell('play', 0.5, {}, 'dropped'));
      await inspector.updateComplete;
      expect(sumsOf(inspector)).to.equal('1 0 1');
      expect(rootOf(inspector).querySelector('#e1')!.className).to.contain('dropped');
    });

    it('that are none are not drawn', async () => {
      const { inspector, tracker } = await live();
      for (const detail of [null, {}, { eventType: 'play' }, { ...tell('play', 1), eventType: 'toString' }]) {
        tracker.dispatchEvent(new CustomEvent('media-tracker-event', { detail }));
        tracker.dispatchEvent(new CustomEvent('media-tracker-error', { detail }));
      }
      await inspector.updateComplete;
      expect(lineOf(inspector)).to.equal(null);
    });

    it('problems stand beside them; the words of a service stay out', async () => {
      const { inspector, tracker } = await live();
      const secret = 'session 8a3f is unknown';
      const refused = new MediaCollectionError({ code: 'http-400', message: secret, status: 400 });
      tracker.dispatchEvent(new MediaTrackerErrorEvent(refused));
      tracker.dispatchEvent(new MediaTrackerErrorEvent(new MediaCollectionError({ code: 'network', message: 'ours' })));
      await inspector.updateComplete;
      expect(labels(inspector)).to.have.length(2);
      expect(labels(inspector)[0]).to.contain('Problem: http-400');
      await press(inspector, 'Home', 'Enter');
      expect(detailOf(inspector)!.json).to.include({ code: 'http-400', status: 400, message: '' });
      await press(inspector, 'End');
      expect(detailOf(inspector)!.json).to.include({ code: 'network', message: 'ours' });
      expect(sumsOf(inspector)).to.equal('0 0 0');
      expect(rootOf(inspector).textContent).not.to.contain(secret);
    });

    it('can be cleared away', async () => {
      const { inspector, tracker } = await live();
      tellOn(tracker, tell('play', 1));
      await inspector.updateComplete;
      buttonOf(inspector, 'Clear').click();
      await inspector.updateComplete;
      expect(lineOf(inspector)).to.equal(null);
      tellOn(tracker, tell('ping', 2));
      await inspector.updateComplete;
      expect(types(inspector)).to.eql(['ping']);
    });

    it('keep the present in view until somebody scrolls back or switches that off', async () => {
      const { inspector, tracker } = await live();
      tracker.setAttribute('state', 'tracking');
      const now = Date.now();
      const past = (second: number): number => (now - second * 1000 - at(0)) / 1000;
      tellOn(tracker, tell('sessionStart', past(600)));
      for (let second = 590; second > 0; second -= 10) tellOn(tracker, tell('ping', past(second)));
      await inspector.updateComplete;
      const scroller = (): Element => rootOf(inspector).querySelector('.scroller')!;
      const end = (): number => scroller().scrollWidth - scroller().clientWidth - scroller().scrollLeft;
      await until(() => scroller().scrollLeft > 500 && end() < 24, 'the present');
      expect(buttonOf(inspector, 'Follow').getAttribute('aria-pressed')).to.equal('true');
      scroller().scrollLeft = 100;
      await until(() => buttonOf(inspector, 'Follow').getAttribute('aria-pressed') === 'false', 'let go');
      tellOn(tracker, tell('ping', past(0)));
      await inspector.updateComplete;
      expect(scroller().scrollLeft).to.be.closeTo(100, 2);
      buttonOf(inspector, 'Follow').click();
      await until(() => end() < 24, 'the present again');
    });
  });

  describe('keyboard', () => {
    it('goes along the line with arrows, Home and End, and across lanes', async () => {
      const inspector = await recorded();
      lineOf(inspector)!.focus();
      await inspector.updateComplete;
      expect(activeOf(inspector)).to.contain('sessionComplete');
      await press(inspector, 'Home');
      expect(activeOf(inspector)).to.contain('sessionStart');
      await press(inspector, 'ArrowRight', 'ArrowRight');
      expect(activeOf(inspector)).to.contain('adBreakStart');
      await press(inspector, 'ArrowDown');
      expect(activeOf(inspector)).to.contain('adStart');
      await press(inspector, 'ArrowLeft', 'End');
      expect(activeOf(inspector)).to.contain('sessionComplete');
    });

    it('shows the JSON with Enter or Space, follows the arrows with it, and closes it with Escape', async () => {
      const inspector = await recorded();
      await press(inspector, 'Home', 'Enter');
      expect(detailOf(inspector)).to.deep.include({ type: 'sessionStart' });
      expect(detailOf(inspector)!.json).to.eql({ ...WHOLE_SESSION[0] });
      expect(rootOf(inspector).querySelectorAll('[aria-selected=true]')).to.have.length(1);
      await press(inspector, 'ArrowRight');
      expect(detailOf(inspector)!.json.params).to.eql({ 'media.state.name': 'mute' });
      await press(inspector, 'Escape');
      expect(detailOf(inspector)).to.equal(undefined);
      await press(inspector, ' ');
      expect(detailOf(inspector)!.type).to.equal('stateStart');
      buttonOf(inspector, 'Close').click();
      await inspector.updateComplete;
      expect(detailOf(inspector)).to.equal(undefined);
      expect(rootOf(inspector).activeElement).to.equal(lineOf(inspector));
    });

    it('zooms with + and −, and leaves the page’s own keys alone', async () => {
      const inspector = await recorded();
      const width = (): number => rootOf(inspector).querySelector('.session .span')!.getBoundingClientRect().width;
      const before = width();
      await press(inspector, '+');
      expect(width()).to.be.greaterThan(before * 1.3);
      await press(inspector, '-');
      expect(width()).to.be.closeTo(before, 1);
      for (const init of [
        { key: 'x' },
        { key: 'Tab' },
        { key: 'ArrowRight', altKey: true },
        { key: '+', ctrlKey: true },
      ]) {
        const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
        lineOf(inspector)!.dispatchEvent(event);
        expect(event.defaultPrevented, init.key).to.equal(false);
      }
    });

    it('shows with a click what began a span, or the event itself', async () => {
      const inspector = await recorded();
      rootOf(inspector).querySelector<HTMLElement>('.span.buffer')!.click();
      await inspector.updateComplete;
      expect(detailOf(inspector)!.type).to.equal('bufferStart');
      rootOf(inspector).querySelector<HTMLElement>('.mark.adSkip')!.click();
      await inspector.updateComplete;
      expect(detailOf(inspector)!.type).to.equal('adSkip');
    });
  });

  describe('lifecycle', () => {
    it('hears what was told while it was still being fetched, from its tracker alone', async () => {
      const other = await fixture<HTMLElement>('<p></p>');
      const found = await fixture<HTMLElement>('<div><p id="early"></p></div>');
      const tracker = found.querySelector('#early')!;
      const inspector = document.createElement('media-inspector');
      inspector.for = 'early';
      found.append(inspector);
      tellOn(tracker, tell('sessionStart', 0, {}, 'queued'));
      tellOn(other, tell('ping', 0));
      await ready(inspector);
      tellOn(tracker, tell('sessionStart', 0));
      await inspector.updateComplete;
      expect(labels(inspector)).to.eql(['sessionStart, accepted by the service, session 1, 0:00']);
    });

    it('takes a tracker that comes late, and one that takes its place, whose predecessor it hears end', async () => {
      const found = await fixture<HTMLElement>('<div><media-inspector for="later"></media-inspector></div>');
      const inspector = found.querySelector('media-inspector')!;
      await ready(inspector);
      const comes = async (): Promise<HTMLElement> => {
        const tracker = document.createElement('p');
        tracker.id = 'later';
        found.append(tracker);
        await until(() => inspector.getAttribute('state') === 'live', 'found');
        await new Promise(resolve => setTimeout(resolve));
        return tracker;
      };
      const first = await comes();
      tellOn(first, tell('sessionStart', 0));
      first.remove();
      await until(() => inspector.getAttribute('state') === 'waiting', 'gone');
      const second = await comes();
      tellOn(second, tell('sessionStart', 5));
      tellOn(first, tell('sessionEnd', 4));
      await inspector.updateComplete;
      expect(types(inspector)).to.eql(['sessionStart', 'sessionEnd', 'sessionStart']);
      expect(rootOf(inspector).querySelectorAll('.span.session')).to.have.length(2);
    });

    it('is upgraded late with a property set before', async () => {
      const late = document.createElement('late-inspector') as MediaInspectorElement;
      late.events = [tell('play', 1)];
      document.body.append(late);
      MediaInspectorElement.define('late-inspector');
      await until(() => late.getAttribute('state') === 'recorded', 'recorded');
      expect(types(late)).to.eql(['play']);
      late.remove();
    });

    it('hears nothing while it is out of the page, keeps its line, and hears again when it is back', async () => {
      const { inspector, tracker } = await live();
      tellOn(tracker, tell('play', 1));
      const home = inspector.parentElement!;
      inspector.remove();
      tellOn(tracker, tell('ping', 2));
      home.append(inspector);
      tellOn(tracker, tell('pauseStart', 3));
      await inspector.updateComplete;
      expect(types(inspector)).to.eql(['play', 'pauseStart']);
    });

    it('removed before it was fetched does nothing', async () => {
      const inspector = document.createElement('media-inspector');
      document.body.append(inspector);
      inspector.remove();
      await new Promise(resolve => setTimeout(resolve, 50));
      expect(inspector.isConnected).to.equal(false);
      document.body.append(inspector);
      await ready(inspector);
      expect(inspector.getAttribute('state')).to.equal('waiting');
      inspector.remove();
    });
  });
});
