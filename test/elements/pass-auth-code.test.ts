import { expect } from '@open-wc/testing';
import decodeQR from 'qr/decode.js';
import type { PassAuthCodeElement } from '../../src/elements/pass-auth-code/pass-auth-code.ts';
import { announced, control, inState, passPage, press, record, textOf, until } from '../support/pass-fixtures.ts';

const ACTIVATE = 'https://example.test/tv';
const markup = (attributes = `activation-url="${ACTIVATE}"`): string =>
  `<pass-auth-code ${attributes}></pass-auth-code>`;
const elementOf = (root: ParentNode): PassAuthCodeElement => root.querySelector('pass-auth-code')!;

/** What a camera reads off the screen. */
async function scan(element: Element): Promise<string> {
  const picture = element.shadowRoot!.querySelector<SVGElement>('.qr svg')!;
  const [x, y, width] = picture.getAttribute('viewBox')!.split(' ').map(Number) as [number, number, number];
  const scale = 8;
  const side = width * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  const fill = (path: string, value: number): void => {
    for (const [, left, top, run] of path.matchAll(/M(-?\d+)[ ]?(-?\d+)h(\d+)v/g)) {
      const height = path.startsWith('M-') ? Number(run) : 1;
      for (let row = 0; row < height * scale; row++) {
        const start = ((Number(top) - y) * scale + row) * side + (Number(left) - x) * scale;
        for (let at = start; at < start + Number(run) * scale; at++) data.fill(value, at * 4, at * 4 + 3);
      }
    }
  };
  for (const path of picture.querySelectorAll('path')) {
    const rgb = getComputedStyle(path).fill;
    fill(path.getAttribute('d')!, rgb === 'rgb(255, 255, 255)' ? 255 : 0);
  }
  return decodeQR({ width: side, height: side, data });
}

describe('<pass-auth-code>', () => {
  const page = passPage();
  let hidden = false;
  before(() => Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }));
  after(() => delete (document as { hidden?: boolean }).hidden);
  const show = (visible: boolean): void => {
    hidden = !visible;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  afterEach(() => (hidden = false));

  const waiting = async (attributes?: string): Promise<PassAuthCodeElement> => {
    const element = elementOf(page.open(markup(attributes)));
    await element.start();
    await inState(element, 'waiting');
    await element.updateComplete;
    return element;
  };
  const polls = async (): Promise<number> => (await page.requests(/profiles\/code/)).length;

  describe('accessibility', () => {
    it('in every state a viewer meets', async () => {
      const element = elementOf(page.open(markup()));
      await until(() => textOf(element) !== '', 'the view');
      await expect(element).to.be.accessible();
      control(element, 'Show my code').click();
      await inState(element, 'waiting');
      await element.updateComplete;
      await expect(element).to.be.accessible();
      await page.world.clock.advance(31 * 60_000);
      control(element, 'I have signed in').click();
      await inState(element, 'expired');
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });

    it('says the code once, letter by letter, and leaves the seconds to the eye', async () => {
      const element = await waiting();
      const spoken = `Your code is ${[...element.code].join(' ')}. Enter it at example.test/tv.`;
      expect(announced(element)).to.equal(spoken);
      const timer = element.shadowRoot!.querySelector('[role=timer]')!;
      expect(timer.closest('[role=status]')).to.equal(null);
      const time = timer.textContent;
      await until(() => timer.textContent !== time, 'a second');
      expect(announced(element)).to.equal(spoken);
    });

    it('names the picture', async () => {
      const element = await waiting();
      const picture = element.shadowRoot!.querySelector('[role=img]')!;
      expect(picture.getAttribute('aria-label')).to.equal('QR code that opens example.test/tv with your code');
    });
  });

  describe('attributes and properties', () => {
    for (const [wrong, found] of [
      ['', 'nothing'],
      ['activation-url="http://example.test/tv"', '"http://example.test/tv"'],
      ['activation-url="javascript:alert(1)"', '"javascript:alert(1)"'],
    ]) {
      it(`an address that no viewer should open is an error: ${wrong || 'none'}`, async () => {
        const errors = record('pass-error');
        const element = elementOf(page.open(markup(`${wrong} autostart`)));
        await inState(element, 'error');
        await element.updateComplete;
        expect(errors.map(({ detail }) => [detail.error.name, detail.error.code])).to.deep.equal([
          ['PassError', 'invalid-configuration'],
        ]);
        expect(errors[0]!.detail.error.message).to.equal(
          `<pass-auth-code activation-url>: expected an https address (or http on localhost), got ${found}`,
        );
        await element.start();
        await element.updateComplete;
        expect(await page.requests(/sessions/)).to.deep.equal([]);
        element.activationUrl = ACTIVATE;
        await inState(element, 'waiting');
      });
    }

    it('reflects the code while it can be used, and shows it in groups (PASS-R38)', async () => {
      const element = await waiting();
      const [session] = await page.requests(/sessions$/);
      const { code } = session!.response as { code: string };
      expect([element.code, element.getAttribute('code')]).to.deep.equal([code, code]);
      const spans = [...element.shadowRoot!.querySelectorAll('.code span')].map(({ textContent }) => textContent);
      expect(spans).to.deep.equal([code.slice(0, 3), code.slice(3)]);
      expect(element.shadowRoot!.querySelector('[part=address]')!.textContent).to.equal('example.test/tv');
    });

    it('the picture opens the address with the code, other parameters kept', async () => {
      const element = await waiting(`activation-url="${ACTIVATE}?from=tv"`);
      expect(await scan(element)).to.equal(`${ACTIVATE}?from=tv&code=${element.code}`);
    });

    it('sends nothing about the sign-in but a provider that was chosen before (PASS-R139)', async () => {
      await waiting();
      await waiting(`activation-url="${ACTIVATE}" provider="acmeCable"`);
      const bodies = (await page.requests(/sessions$/)).map(({ body }) => Object.keys(body ?? {}).sort());
      expect(bodies[0]).to.deep.equal([]);
      expect(bodies[1]).to.deep.equal(['mvpd']);
    });

    it('autostart waits until it is known who is signed in', async () => {
      await page.signedIn('acmeCable');
      const element = elementOf(page.open(markup(`activation-url="${ACTIVATE}" autostart`)));
      await inState(element, 'done');
      await element.updateComplete;
      expect(textOf(element)).to.contain('Signed in with');
      expect(await page.requests(/sessions/)).to.deep.equal([]);
      await element.closest('pass-service')!.signOut();
      await inState(element, 'waiting');
    });
  });

  describe('states', () => {
    it('asks for nothing before it is told to, then shows the code and looks for the sign-in (PASS-R38, PASS-R40, PASS-R44)', async () => {
      const element = elementOf(page.open(markup()));
      await until(() => textOf(element) !== '', 'the view');
      expect([element.state, element.code]).to.deep.equal(['idle', '']);
      expect(await page.requests(/sessions/)).to.deep.equal([]);
      control(element, 'Show my code').click();
      await inState(element, 'requesting');
      await inState(element, 'waiting');
      await page.world.approve(element.code, 'acmeCable');
      control(element, 'I have signed in').click();
      await inState(element, 'done');
      await element.updateComplete;
      expect(element.hasAttribute('code')).to.equal(false);
      expect(announced(element)).to.match(/^Signed in with /);
      expect(element.closest('pass-service')!.profile!.mvpd).to.equal('acmeCable');
      const asked = await polls();
      await until(async () => (await page.requests(/profiles/)).length > 0, 'the requests');
      expect(await polls()).to.equal(asked);
    });

    it('a code that has ended offers a new one, which is another one (PASS-R41, PASS-R42, PASS-R46)', async () => {
      const element = await waiting();
      const old = element.code;
      await page.world.clock.advance(31 * 60_000);
      control(element, 'I have signed in').click();
      await inState(element, 'expired');
      await element.updateComplete;
      expect(element.hasAttribute('code')).to.equal(false);
      expect(announced(element)).to.equal('This code has run out. Ask for a new one to go on.');
      control(element, 'New code').click();
      await inState(element, 'waiting');
      expect(element.code).not.to.equal(old);
    });

    it('counts down the life that the service gave (PASS-R43, PASS-R64)', async () => {
      await page.world.clock.set((await page.world.clock.now()) + 3_600_000);
      const body = await sessionAnswer(125);
      await page.world.fault({ path: '/api/v2/demo/sessions', status: 200, body });
      await page.world.fault({ path: '/api/v2/demo/profiles/code', status: 200, body: { profiles: {} } });
      const element = await waiting();
      const shown = element.shadowRoot!.querySelector('[role=timer]')!.textContent;
      expect(shown).to.match(/^2:0[0-5]$/);
    });

    async function sessionAnswer(seconds: number): Promise<object> {
      const now = await page.world.clock.now();
      const [notBefore, notAfter] = [String(now), String(now + seconds * 1000)];
      const rest = { missingParameters: ['mvpd', 'domain', 'redirectUrl'], code: 'QK7M2ZD', sessionId: '1' };
      return { actionName: 'resume', actionType: 'direct', reasonType: 'none', notBefore, notAfter, ...rest };
    }

    it('a new code on request replaces the old one at once (PASS-R42)', async () => {
      const element = await waiting();
      const old = element.code;
      control(element, 'New code').click();
      await until(() => element.code !== '' && element.code !== old, 'another code');
      const codes = await page.world.codes();
      expect(codes.map(({ code, state }) => [code, state])).to.deep.equal([
        [old, 'replaced'],
        [element.code, 'open'],
      ]);
    });

    it('autorenew: a code that ran out is followed by another one', async () => {
      const element = await waiting(`activation-url="${ACTIVATE}" autorenew`);
      const old = element.code;
      await page.world.clock.advance(31 * 60_000);
      control(element, 'I have signed in').click();
      await inState(element, 'expired');
      await inState(element, 'waiting');
      expect(element.code).not.to.equal(old);
    });

    it('an error says what to do, without codes for the viewer, and works the next time (UX-R35, UX-R37)', async () => {
      const body = { status: 500, code: 'internal_error', action: 'none', message: 'internal', trace: 'trace-7' };
      const ended = await page.world.fault({ path: '/api/v2/demo/sessions', status: 500, body });
      const errors = record('pass-error');
      const element = elementOf(page.open(markup()));
      await element.start();
      await inState(element, 'error');
      await element.updateComplete;
      expect(errors.map(({ detail }) => detail.error.code)).to.deep.equal(['internal_error']);
      expect(announced(element)).to.equal('Your TV provider cannot answer right now. Please try again.');
      expect(element.shadowRoot!.querySelector('details')!.textContent).to.contain('trace-7');
      await expect(element).to.be.accessible();
      await ended();
      control(element, 'Try again').click();
      await inState(element, 'waiting');
    });

    it('rests while nobody can see it, and looks at once when somebody can (PASS-R39)', async () => {
      const element = await waiting();
      show(false);
      await page.world.approve(element.code, 'acmeCable');
      const before = await polls();
      const timer = element.shadowRoot!.querySelector('[role=timer]')!;
      const time = timer.textContent;
      await new Promise(resolve => setTimeout(resolve, 4500));
      expect([await polls(), timer.textContent]).to.deep.equal([before, time]);
      show(true);
      await inState(element, 'done');
      expect(await polls()).to.equal(before + 1);
    });

    it('says that it is not set up where there is no service', async () => {
      const element = elementOf(page.put(markup()));
      await inState(element, 'error');
      await element.updateComplete;
      expect(textOf(element)).to.contain('not set up correctly');
    });
  });

  describe('keyboard', () => {
    it('arrow keys alone reach every button (UX-R37)', async () => {
      const element = await waiting();
      const buttons = [...element.shadowRoot!.querySelectorAll('button')];
      expect(buttons.length).to.be.above(1);
      buttons[0]!.focus();
      for (const next of buttons.slice(1)) {
        expect(press(element.shadowRoot!.activeElement!, 'ArrowRight').defaultPrevented).to.equal(true);
        expect(element.shadowRoot!.activeElement === next, next.textContent).to.equal(true);
      }
      expect(press(buttons.at(-1)!, 'ArrowDown').defaultPrevented, 'at the end it is the page’s').to.equal(false);
      press(buttons.at(-1)!, 'ArrowUp');
      expect(element.shadowRoot!.activeElement === buttons.at(-2)).to.equal(true);
    });

    it('keeps its place when the view changes under it', async () => {
      const element = elementOf(page.open(markup()));
      await until(() => textOf(element) !== '', 'the view');
      control(element, 'Show my code').focus();
      control(element, 'Show my code').click();
      await inState(element, 'waiting');
      await element.updateComplete;
      expect(element.shadowRoot!.activeElement?.localName).to.equal('button');
    });

    it('copies the code as it is sent', async () => {
      const written: string[] = [];
      const clipboard = { writeText: (text: string) => Promise.resolve(void written.push(text)) };
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
      try {
        const element = await waiting();
        control(element, 'Copy code').click();
        await until(() => announced(element) === 'The code was copied.', 'word of it');
        expect(written).to.deep.equal([element.code]);
      } finally {
        delete (navigator as { clipboard?: unknown }).clipboard;
      }
    });
  });

  describe('lifecycle', () => {
    it('removed while it waits: no request any more (PASS-R63)', async () => {
      const element = await waiting();
      const service = element.parentElement!;
      element.remove();
      await Promise.resolve();
      const before = await polls();
      await new Promise(resolve => setTimeout(resolve, 4500));
      expect(await polls()).to.equal(before);
      service.append(element);
      await element.updateComplete;
      expect([element.getAttribute('state'), element.code]).to.deep.equal(['idle', '']);
      await element.start();
      await inState(element, 'waiting');
    });

    it('moved: keeps its code', async () => {
      const element = await waiting();
      const { code } = element;
      const box = document.createElement('section');
      element.parentElement!.append(box);
      box.append(element);
      await Promise.resolve();
      await element.updateComplete;
      expect([element.state, element.code]).to.deep.equal(['waiting', code]);
      expect(await page.requests(/sessions$/)).to.have.length(1);
    });
  });

  it('speaks Spanish (UX-R8)', async () => {
    const service = page.open(`<div lang="es">${markup()}</div>`);
    const element = elementOf(service);
    await element.start();
    await inState(element, 'waiting');
    await until(() => textOf(element).includes('Inicia sesión en tu teléfono o computadora'), 'Spanish');
    expect(announced(element)).to.contain('Tu código es');
  });
});
