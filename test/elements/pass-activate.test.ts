import { expect } from '@open-wc/testing';
import type { PassActivateElement } from '../../src/elements/pass-activate/pass-activate.ts';
import { announced, control, inState, passPage, press, record, textOf, type, until } from '../support/pass-fixtures.ts';

const elementOf = (root: ParentNode): PassActivateElement => root.querySelector('pass-activate')!;
const field = (element: Element): HTMLInputElement => element.shadowRoot!.querySelector('input')!;
const pickerOf = (element: Element): HTMLElement => element.shadowRoot!.querySelector('pass-provider-picker')!;

describe('<pass-activate>', () => {
  const page = passPage();
  const address = location.href;
  afterEach(() => history.replaceState(null, '', address));

  const open = async (attributes = ''): Promise<PassActivateElement> => {
    const element = elementOf(page.open(`<pass-activate ${attributes}></pass-activate>`));
    await until(() => textOf(element) !== '', 'the view');
    await inState(element.parentElement!, 'signed-out');
    return element;
  };
  const enter = async (element: PassActivateElement, code: string): Promise<void> => {
    await until(() => field(element) !== null, 'the field');
    type(field(element), code);
    control(element, 'Continue').click();
    await element.updateComplete;
  };

  /** A television that shows a code: another device, with a client of its own. */
  const television = async (mvpd?: string): Promise<string> => {
    const { origin } = page.world;
    const json = { 'content-type': 'application/json' };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const { SOFTWARE_STATEMENT } = await import('../../demo/services/fixtures.ts');
    const register = await fetch(`${origin}/o/client/register`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ software_statement: SOFTWARE_STATEMENT }),
    });
    const { client_id, client_secret } = (await register.json()) as Record<string, string>;
    const grant = new URLSearchParams({
      client_id: client_id!,
      client_secret: client_secret!,
      grant_type: 'client_credentials',
    });
    const token = await fetch(`${origin}/o/client/token`, { method: 'POST', headers: form, body: grant });
    const { access_token } = (await token.json()) as Record<string, string>;
    const info = {
      ...{ primaryHardwareType: 'TV', manufacturer: 'Lumen', model: 'Wall 55', version: '4.1' },
      ...{ osName: 'webOS', osVersion: '6', connectionType: 'wifi' },
    };
    const session = await fetch(`${origin}/api/v2/demo/sessions`, {
      method: 'POST',
      headers: {
        ...form,
        authorization: `Bearer ${access_token}`,
        'ap-device-identifier': `fingerprint ${btoa('a-television')}`,
        'x-device-info': btoa(JSON.stringify(info)),
      },
      body: new URLSearchParams(
        mvpd ? { mvpd, domainName: 'localhost', redirectUrl: 'http://localhost:8000/done' } : {},
      ),
    });
    await page.world.clearJournal();
    return ((await session.json()) as { code: string }).code;
  };
  const paths = async (): Promise<string[]> =>
    (await page.requests(/sessions|profiles\/code|authenticate/)).map(({ method, path }) => `${method} ${path}`);

  describe('accessibility', () => {
    it('in every state a viewer meets', async () => {
      const code = await television();
      const element = await open();
      await expect(element).to.be.accessible();
      await enter(element, 'AAAAAAA');
      await inState(element, 'invalid-code');
      await element.updateComplete;
      await expect(element).to.be.accessible();
      await enter(element, code);
      await inState(element, 'choose-provider');
      await inState(pickerOf(element), 'ready');
      await expect(element).to.be.accessible();
    });

    it('the field has a label, and its problem belongs to it', async () => {
      const element = await open();
      const label = element.shadowRoot!.querySelector('label')!;
      expect([label.control === field(element), label.textContent]).to.deep.equal([
        true,
        'Enter the code that your TV shows.',
      ]);
      await enter(element, '???');
      await inState(element, 'invalid-code');
      await element.updateComplete;
      expect(field(element).getAttribute('aria-invalid')).to.equal('true');
      const problem = element.shadowRoot!.getElementById(field(element).getAttribute('aria-describedby')!)!;
      expect(problem.textContent).to.equal(announced(element));
    });
  });

  describe('the code', () => {
    it('is typed as people type (PASS-R47)', async () => {
      const code = await television();
      const element = await open();
      await enter(element, ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `);
      await inState(element, 'choose-provider');
      expect(await paths()).to.deep.equal([`GET /api/v2/demo/sessions/${code}`]);
    });

    for (const wrong of ['AB', 'ABCDEFGHIJKLM', '../profiles', 'A%2F..', '<b>x</b>', '::::']) {
      it(`what cannot be one is refused here, and sent nowhere: ${wrong}`, async () => {
        const element = await open();
        await enter(element, wrong);
        await inState(element, 'invalid-code');
        await element.updateComplete;
        expect(await paths()).to.deep.equal([]);
        expect(element.shadowRoot!.querySelectorAll('b').length).to.equal(0);
        expect(announced(element)).to.contain('This code is not right');
      });
    }

    it('a wrong or ended one: a message and the field again, nothing is opened (PASS-R46, PASS-R48)', async () => {
      const code = await television();
      const element = await open();
      await enter(element, 'ZZZZZZZ');
      await inState(element, 'invalid-code');
      await element.updateComplete;
      expect(element.shadowRoot!.activeElement === field(element), 'focus in the field').to.equal(true);
      await page.world.clock.advance(31 * 60_000);
      await enter(element, code);
      await inState(element, 'checking').catch(() => {});
      await inState(element, 'invalid-code');
      expect(page.left).to.deep.equal([]);
      expect((await paths()).every(path => path.startsWith('GET /api/v2/demo/sessions/'))).to.equal(true);
    });

    it('in the address is taken over, and taken out of it', async () => {
      const code = await television();
      history.replaceState(null, '', `?code=${code.toLowerCase()}&from=tv#top`);
      const element = await open();
      await inState(element, 'choose-provider');
      expect(location.search + location.hash).to.equal('?from=tv#top');
      expect(textOf(element)).to.contain(`shows the code ${code}`);
    });

    it('in the address is no better than one that is typed', async () => {
      history.replaceState(null, '', '?code=%3Cimg%20src%3Dx%3E');
      const element = await open();
      await inState(element, 'invalid-code');
      await element.updateComplete;
      expect(await paths()).to.deep.equal([]);
      expect(element.shadowRoot!.querySelectorAll('img').length).to.equal(0);
      expect(location.search).to.equal('');
    });
  });

  describe('states', () => {
    it('says whose device it is, offers the providers, and leads to the chosen one with what was missing (PASS-R47, PASS-R49, PASS-R50, PASS-R106)', async () => {
      const code = await television();
      const element = await open('featured="acmeCable"');
      await enter(element, code);
      await inState(element, 'choose-provider');
      await element.updateComplete;
      expect(textOf(element)).to.contain('You are signing in this device: Lumen Wall 55, webOS');
      const events = record('pass-provider-select');
      await inState(pickerOf(element), 'ready');
      pickerOf(element).shadowRoot!.querySelector<HTMLElement>('[role=option]')!.click();
      await inState(element, 'redirecting');
      await until(() => page.left.length > 0, 'the provider’s page');
      expect(events[0]!.detail.provider.id).to.equal('acmeCable');
      expect(page.left).to.deep.equal([`${page.world.origin}/api/v2/authenticate/demo/${code}`]);
      expect(page.windows).to.have.length(0);
      const resumed = (await page.requests(/sessions/)).filter(({ method }) => method === 'POST');
      expect(resumed.map(({ path }) => path)).to.deep.equal([`/api/v2/demo/sessions/${code}`]);
      expect(resumed[0]!.body).to.include({ mvpd: 'acmeCable', domainName: location.hostname });
      for (const { headers } of await page.requests(/sessions/)) {
        expect(headers['ap-device-identifier']).to.equal(undefined);
      }
      await element.updateComplete;
      expect(announced(element)).to.equal('Taking you to Acme Cable…');
      await expect(element).to.be.accessible();
    });

    it('a typed code of a device with a provider leads there at once (PASS-R47)', async () => {
      const code = await television('acmeCable');
      const element = await open();
      await enter(element, code);
      await inState(element, 'redirecting');
      await until(() => page.left.length > 0, 'the provider’s page');
      expect(page.left[0]).to.contain(`/authenticate/demo/${code}`);
      expect((await paths()).filter(path => path.startsWith('POST'))).to.deep.equal([]);
    });

    it('a code from a link is compared first: somebody else may have sent it', async () => {
      const code = await television('acmeCable');
      history.replaceState(null, '', `?code=${code}`);
      const element = await open();
      await inState(element, 'choose-provider');
      await element.updateComplete;
      expect(textOf(element)).to.contain(`Go on only if it is yours and shows the code ${code}.`);
      expect(page.left).to.deep.equal([]);
      await expect(element).to.be.accessible();
      control(element, 'Continue').click();
      await until(() => page.left.length > 0, 'the provider’s page');
    });

    it('back from the provider: one look, and the result (PASS-R141)', async () => {
      const code = await television('acmeCable');
      const first = await open();
      await enter(first, code);
      await until(() => page.left.length > 0, 'the provider’s page');
      await page.world.approve(code);
      first.closest('main')!.remove();
      await page.world.clearJournal();
      const back = await open();
      await inState(back, 'done');
      await back.updateComplete;
      expect(announced(back)).to.match(/^Your TV is signed in/);
      await expect(back).to.be.accessible();
      expect(await paths()).to.deep.equal([`GET /api/v2/demo/profiles/code/${code}`]);
      control(back, 'Enter another code').click();
      await inState(back, 'enter-code');
      back.closest('main')!.remove();
      expect((await open()).state, 'the next visit begins anew').to.equal('enter-code');
    });

    it('back without having signed in: said without alarm, and it can begin again (PASS-R141, UX-R39)', async () => {
      const code = await television('acmeCable');
      const first = await open();
      await enter(first, code);
      await until(() => page.left.length > 0, 'the provider’s page');
      first.closest('main')!.remove();
      const back = await open();
      await until(() => announced(back).startsWith('Sign-in was not finished'), 'the news');
      expect(back.state).to.equal('enter-code');
      await expect(back).to.be.accessible();
      await enter(back, code);
      await inState(back, 'redirecting');
    });

    it('a provider that is not available here any more: choose another one from a fresh list (PASS-R26)', async () => {
      const code = await television();
      const element = await open();
      await enter(element, code);
      await inState(element, 'choose-provider');
      await inState(pickerOf(element), 'ready');
      await page.world.integration('acmeCable', false);
      page.forgive(/invalid_integration/);
      const options = [...pickerOf(element).shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')];
      options.find(({ textContent }) => textContent.includes('Acme'))!.click();
      await until(() => announced(element).startsWith('That TV provider is not available'), 'the news');
      expect(element.state).to.equal('choose-provider');
      expect(page.left).to.deep.equal([]);
      await until(async () => (await page.requests(/configuration$/)).length === 2, 'a fresh list');
      await inState(pickerOf(element), 'ready');
      await until(() => textOf(pickerOf(element)).includes('Brightwater TV'), 'the list');
      expect(textOf(pickerOf(element))).not.to.contain('Acme Cable');
    });

    it('an error keeps the code and offers to try again (UX-R35, UX-R37)', async () => {
      const code = await television('acmeCable');
      const body = { status: 500, code: 'internal_error', action: 'none', message: 'internal', trace: 'trace-9' };
      const ended = await page.world.fault({ path: '/api/v2/demo/sessions', status: 500, body });
      const errors = record('pass-error');
      const element = await open();
      await enter(element, code);
      await inState(element, 'error');
      await element.updateComplete;
      expect(errors.map(({ detail }) => detail.error.code)).to.deep.equal(['internal_error']);
      expect(element.shadowRoot!.querySelector('details')!.textContent).to.contain('trace-9');
      await expect(element).to.be.accessible();
      await ended();
      control(element, 'Try again').click();
      await inState(element, 'redirecting');
    });
  });

  it('a provider that was chosen is named in an error, and need not be chosen again (UX-R35)', async () => {
    const code = await television();
    const element = await open();
    await enter(element, code);
    await inState(element, 'choose-provider');
    await inState(pickerOf(element), 'ready');
    const body = { status: 500, code: 'internal_error', action: 'none', message: 'internal', trace: 'trace-9' };
    const ended = await page.world.fault({ method: 'POST', path: '/api/v2/demo/sessions', status: 500, body });
    const acme = [...pickerOf(element).shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')];
    acme.find(({ textContent }) => textContent.includes('Acme'))!.click();
    await inState(element, 'error');
    await element.updateComplete;
    expect(announced(element)).to.equal('Acme Cable cannot answer right now. Please try again.');
    await ended();
    control(element, 'Try again').click();
    await until(() => element.shadowRoot!.querySelector('a.button') !== null, 'the way to the provider');
    expect(element.state).to.equal('redirecting');
    expect((await page.requests(/sessions\//)).filter(({ method }) => method === 'POST')).to.have.length(2);
  });

  it('Enter in the field is enough, and the arrow keys reach the rest', async () => {
    const element = await open();
    field(element).focus();
    expect(press(field(element), 'ArrowDown').defaultPrevented).to.equal(true);
    expect(element.shadowRoot!.activeElement?.textContent.trim()).to.equal('Continue');
    press(element.shadowRoot!.activeElement!, 'ArrowUp');
    expect(element.shadowRoot!.activeElement === field(element)).to.equal(true);
    type(field(element), 'ZZZZZZZ');
    field(element).form!.requestSubmit();
    await inState(element, 'invalid-code');
  });

  it('removed while it asks: nothing late, and it begins anew when it is put back', async () => {
    const code = await television();
    await page.world.fault({ path: '/api/v2/demo/sessions', delay: 400 });
    const element = await open();
    await enter(element, code);
    await inState(element, 'checking');
    const service = element.parentElement!;
    element.remove();
    await until(async () => (await page.requests(/sessions/)).every(({ verdict }) => verdict !== 'pending'), 'silence');
    service.append(element);
    await inState(element, 'enter-code');
    await enter(element, code);
    await inState(element, 'choose-provider');
  });

  it('speaks Spanish (UX-R8)', async () => {
    const element = elementOf(page.open('<div lang="es"><pass-activate></pass-activate></div>'));
    await until(() => textOf(element).includes('Escribe el código que muestra tu TV.'), 'Spanish');
    await expect(element).to.be.accessible();
  });
});
