import { expect } from '@open-wc/testing';
import {
  announced,
  control,
  expectClosed,
  expectOpen,
  gateMarkup,
  gateOf,
  inState,
  passPage,
  record,
  until,
} from '../support/pass-fixtures.ts';
import { comeBack, textOf } from '../support/pass-fixtures.ts';

describe('<pass-gate when>', () => {
  const page = passPage();

  it('click: a “Watch” button first, nothing is asked before it is pressed', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(gateMarkup('resource="news" when="click"'));
    const gate = gateOf(service);
    await inState(service, 'signed-in');
    await until(async () => (await page.requests(/profiles/)).length === 1, 'the check of the profile');
    await gate.updateComplete;
    expect(gate.state).to.equal('idle');
    expectClosed(gate);
    expect(await page.requests(/authorize/)).to.deep.equal([]);
    await expect(gate).to.be.accessible();
    control(gate, 'Watch').click();
    await inState(gate, 'authorized');
    expectOpen(gate);
  });

  it('click: focus goes from the button to the content', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(
      page.open('<pass-gate resource="news" when="click"><template><button>Play</button></template></pass-gate>'),
    );
    await until(() => gate.shadowRoot!.querySelector('button') !== null, 'the button');
    control(gate, 'Watch').focus();
    control(gate, 'Watch').click();
    await inState(gate, 'authorized');
    await until(() => document.activeElement?.textContent === 'Play', 'the focus in the content');
  });

  it('visible: asks once it comes into view', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(`<div class="tall"></div>${gateMarkup('resource="news" when="visible"')}`);
    const tall = service.querySelector<HTMLElement>('.tall')!;
    tall.style.height = '5000px';
    const gate = gateOf(service);
    await inState(service, 'signed-in');
    await until(async () => (await page.requests(/profiles/)).length === 1, 'the check of the profile');
    expect(gate.state).to.equal('idle');
    expect(await page.requests(/authorize/)).to.deep.equal([]);
    gate.scrollIntoView();
    await inState(gate, 'authorized');
    window.scrollTo(0, 0);
    await gate.updateComplete;
    expectOpen(gate);
  });

  it('an unknown value means load, and is told as an error of the page', async () => {
    await page.signedIn('acmeCable');
    const told = record('pass-error');
    const gate = gateOf(page.open(gateMarkup('resource="news" when="someday"')));
    await inState(gate, 'authorized');
    await until(() => told.length > 0, 'the error');
    expect(told.map(({ target, detail: { error } }) => [target, error.code, error.message])).to.deep.equal([
      [gate, 'invalid-configuration', '<pass-gate when>: expected load, visible or click, got "someday"'],
    ]);
  });

  it('click: also on what the page has put in the place of the button', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(
      gateMarkup('resource="news" when="click"', '<button slot="idle">Ours</button><i slot="idle">Soon</i>'),
    );
    const gate = gateOf(service);
    await inState(service, 'signed-in');
    await until(async () => (await page.requests(/profiles/)).length === 1, 'the check of the profile');
    gate.addEventListener('click', event => event.preventDefault(), { once: true, capture: true });
    gate.querySelector('i')!.click();
    await gate.updateComplete;
    expect(gate.state, 'a click that the page has used itself').to.equal('idle');
    gate.querySelector('button')!.click();
    await inState(gate, 'authorized');
    expectOpen(gate);
  });

  it('changed from click to load asks at once', async () => {
    await page.signedIn('acmeCable');
    const gate = gateOf(page.open(gateMarkup('resource="news" when="click"')));
    await gate.updateComplete;
    gate.removeAttribute('when');
    await inState(gate, 'authorized');
  });

  it('authorize() by script is a moment of its own', async () => {
    await page.signedIn('acmeCable');
    const service = page.open(gateMarkup('resource="news" when="click"'));
    const gate = gateOf(service);
    await inState(service, 'signed-in');
    const permit = await gate.authorize();
    expect(permit.resource).to.equal('news');
    expect(gate.state).to.equal('authorized');
  });
});

describe('<pass-gate> and its dialog', () => {
  const page = passPage();

  it('opens on “Sign In” with the focus in the search field; closing gives it back', async () => {
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    const signIn = control(gate, 'Sign In');
    signIn.focus();
    signIn.click();
    await gate.updateComplete;
    const dialog = gate.shadowRoot!.querySelector('dialog')!;
    const picker = dialog.querySelector('pass-provider-picker')!;
    await inState(picker, 'ready');
    await until(() => picker.shadowRoot!.activeElement?.localName === 'input', 'the focus in the search field');
    expect(dialog.getAttribute('aria-label')).to.equal('Choose your TV provider');
    await expect(gate).to.be.accessible();
    control(gate, 'Close').click();
    await until(() => gate.shadowRoot!.querySelector('dialog') === null, 'the dialog to go');
    expect(gate.shadowRoot!.activeElement === signIn, 'focus on Sign In').to.equal(true);
    expect(await page.requests(/sessions/)).to.deep.equal([]);
  });

  it('opens again after it was closed (PASS-R30)', async () => {
    const gate = gateOf(page.open(gateMarkup()));
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    for (let time = 0; time < 2; time++) {
      control(gate, 'Sign In').click();
      await until(() => gate.shadowRoot!.querySelector('dialog')?.open === true, 'the dialog');
      await inState(gate.shadowRoot!.querySelector('pass-provider-picker')!, 'ready');
      gate.shadowRoot!.querySelector('dialog')!.close();
      await until(() => gate.shadowRoot!.querySelector('dialog') === null, 'the dialog to go');
    }
    expect(await page.requests(/configuration/)).to.have.length(1);
  });

  it('hands the page’s wishes and slots on to the picker (UX-R22, UX-R25)', async () => {
    const gate = gateOf(
      page.open(
        gateMarkup(
          'resource="news" include="acmeCable" mode="redirect" help-url="/help" forgot-url="/forgot" no-user-id-url="/join"',
          '<b slot="brand">Northlight</b>',
        ),
      ),
    );
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    control(gate, 'Sign In').click();
    await gate.updateComplete;
    const picker = gate.shadowRoot!.querySelector('pass-provider-picker')!;
    await inState(picker, 'ready');
    expect([picker.include, picker.mode, picker.featured ?? null]).to.deep.equal(['acmeCable', 'redirect', null]);
    const links = [...picker.shadowRoot!.querySelectorAll<HTMLAnchorElement>('.help a')];
    expect(links.map(link => link.pathname)).to.deep.equal(['/help', '/forgot', '/join']);
    expect(gate.querySelector('b')!.assignedSlot!.assignedSlot?.name).to.equal('brand');
  });

  it('gives the focus to the content once the viewer came through', async () => {
    const gate = gateOf(
      page.open(
        '<pass-gate resource="news" include="acmeCable"><template><button>Play</button></template></pass-gate>',
      ),
    );
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    control(gate, 'Sign In').click();
    await gate.updateComplete;
    const picker = gate.shadowRoot!.querySelector('pass-provider-picker')!;
    await inState(picker, 'ready');
    await picker.updateComplete;
    picker.shadowRoot!.querySelector<HTMLElement>('[role=option]')!.click();
    await comeBack(page);
    await inState(gate, 'authorized');
    await until(() => document.activeElement?.textContent === 'Play', 'the focus in the content');
  });

  it('a sign-in that was cancelled: back to the gate, one sentence, no alarm (UX-R39)', async () => {
    const gate = gateOf(page.open(gateMarkup('resource="news" include="acmeCable"')));
    await inState(gate, 'signed-out');
    const signingIn = gate
      .closest('pass-service')!
      .signIn('acmeCable')
      .catch((error: unknown) => error);
    await inState(gate, 'signing-in');
    await until(() => page.windows.at(-1)?.mark !== undefined, 'the window');
    await gate.updateComplete;
    await expect(gate).to.be.accessible();
    control(gate, 'Cancel').click();
    await inState(gate, 'signed-out');
    await gate.updateComplete;
    expect(textOf(gate)).to.contain('Sign-in was not finished. You can try again at any time.');
    expect(announced(gate)).to.equal('Sign In to watch');
    expect(await signingIn).to.have.property('code', 'aborted');
  });
});
