import { expect, oneEvent } from '@open-wc/testing';
import type { PassProviderPickerElement } from '../../src/elements/pass-provider-picker/pass-provider-picker.ts';
import {
  announced,
  comeBack,
  control,
  inState,
  inStorage,
  passPage,
  record,
  storedEntries,
  textOf,
  until,
} from '../support/pass-fixtures.ts';
import { openPicker, option, pickerOf } from '../support/picker-page.ts';

describe('<pass-provider-picker> and the sign-in', () => {
  const page = passPage();

  const open = (state = 'ready', attributes = ''): Promise<PassProviderPickerElement> =>
    openPicker(page, attributes, state);
  const atProvider = async (picker: PassProviderPickerElement): Promise<void> => {
    await until(() => page.windows.at(-1)?.mark !== undefined || page.left.length > 0, 'the provider’s page');
    await picker.updateComplete;
  };

  it('asks for the list only when it is seen and somebody could choose (PASS-R18)', async () => {
    const service = page.open('<pass-provider-picker hidden></pass-provider-picker>');
    const picker = pickerOf(service);
    await inState(service, 'signed-out');
    await picker.updateComplete;
    expect(picker.state).to.equal('idle');
    expect(await page.requests(/configuration/)).to.deep.equal([]);
    picker.hidden = false;
    await inState(picker, 'ready');
    expect(await page.requests(/configuration/)).to.have.length(1);
  });

  it('asks for no list while somebody is signed in, until they want another provider (PASS-R19, UX-R14)', async () => {
    await page.visitedBefore('acmeCable');
    const service = page.open('<pass-provider-picker></pass-provider-picker>');
    const picker = pickerOf(service);
    await inState(service, 'signed-in');
    await until(() => textOf(picker).includes('Signed in'), 'the provider of last time');
    expect([picker.state, textOf(picker)]).to.deep.equal(['idle', 'Signed in with Acme Cable Change TV provider']);
    await until(async () => (await page.requests(/profiles/)).length === 1, 'the check of the profile');
    expect(await page.requests(/configuration/)).to.deep.equal([]);
    await expect(picker).to.be.accessible();
    control(picker, 'Change TV provider').click();
    await inState(picker, 'ready');
    expect(await page.requests(/configuration/)).to.have.length(1);
  });

  it('sends the configuration’s id, this page and its domain in one form, and opens the service’s address (PASS-R25, PASS-R33, PASS-R36, PASS-R62)', async () => {
    const picker = await open();
    option(picker, 'Télé').click();
    expect(page.windows, 'a window inside the click').to.have.length(1);
    await inState(picker, 'selecting');
    await atProvider(picker);
    const [session, ...more] = await page.requests(/sessions/);
    expect(more).to.deep.equal([]);
    expect(session!.headers['content-type']).to.equal('application/x-www-form-urlencoded');
    const here = new URL(location.href);
    here.hash = '';
    expect(session!.body).to.deep.equal({ mvpd: 'teleEte', domainName: location.hostname, redirectUrl: here.href });
    const { url } = session!.response as { url: string };
    expect(page.windows[0]!.address).to.equal(new URL(url, page.world.origin).href);
    expect(document.querySelectorAll('iframe').length).to.equal(0);
    expect(picker.shadowRoot!.querySelectorAll('iframe').length).to.equal(0);
    expect(await page.requests(/profiles\/code/), 'polls before the return').to.deep.equal([]);
  });

  it('keeps id, name and logo of the choice on the device (PASS-R22)', async () => {
    const picker = await open();
    option(picker, 'Acme').click();
    await inStorage(page, '"provider"');
    const stored = (await storedEntries()).find(([key]) => key.includes('"provider"'))![1];
    expect(JSON.parse(stored)).to.include({ id: 'acmeCable', displayName: 'Acme Cable' });
    expect((JSON.parse(stored) as { logoUrl: string }).logoUrl).to.match(/^http.*logo/);
  });

  it('says where to go on, brings the window back, shows the provider’s brand, and what may happen by itself at home (UX-R24, UX-R25, UX-R40)', async () => {
    const picker = await open();
    option(picker, 'Acme').click();
    await atProvider(picker);
    expect(announced(picker)).to.equal('Continue in the window of Acme Cable.');
    expect(picker.shadowRoot!.querySelector<HTMLImageElement>('.chosen img')!.src).to.contain('acmeCable');
    expect(textOf(picker), 'home-based sign-in (UX-R40)').to.contain(
      'At home, Acme Cable may sign you in automatically.',
    );
    await expect(picker).to.be.accessible();
    control(picker, 'No window? Open it again').click();
    expect(page.windows.map(({ focused }) => focused)).to.deep.equal([1]);
  });

  it('signs in when the window comes back: one poll, and the brand stays (PASS-R28, PASS-R40, PASS-R44, UX-R24)', async () => {
    const picker = await open();
    const events = record('pass-signed-in');
    option(picker, 'Acme').click();
    await comeBack(page);
    await inState(picker.closest('pass-service')!, 'signed-in');
    await picker.updateComplete;
    expect(events[0]!.detail.profile).to.include({ mvpd: 'acmeCable', displayName: 'Acme Cable' });
    expect(textOf(picker)).to.equal('Signed in with Acme Cable Change TV provider');
    expect(await page.requests(/profiles\/code/)).to.have.length(1);
    expect(page.windows[0]!.closed).to.equal(true);
  });

  it('goes on at once when the service says that the viewer is entitled already (PASS-R35)', async () => {
    await page.signedIn('acmeCable');
    await page.world.fault({ path: '/api/v2/demo/profiles', times: 1, status: 200, body: { profiles: {} } });
    const picker = await open();
    option(picker, 'Acme').click();
    await inState(picker.closest('pass-service')!, 'signed-in');
    const [session] = await page.requests(/sessions/);
    expect((session!.response as { actionName: string }).actionName).to.equal('authorize');
    expect(page.windows.map(({ address, closed }) => [address, closed])).to.deep.equal([['', true]]);
  });

  for (const reasonType of ['none', 'preauthorized', 'authenticatedSSO', 'degraded', 'something-new']) {
    it(`opens no page for authorize with the reason ${reasonType} (PASS-R35)`, async () => {
      await page.signedIn('acmeCable');
      await page.world.fault({ path: '/api/v2/demo/profiles', times: 1, status: 200, body: { profiles: {} } });
      const body = { actionName: 'authorize', actionType: 'direct', reasonType, mvpd: 'acmeCable', sessionId: '1' };
      await page.world.fault({ path: '/api/v2/demo/sessions', status: 200, body });
      const picker = await open();
      option(picker, 'Acme').click();
      await inState(picker.closest('pass-service')!, 'signed-in');
      expect(page.windows[0]!.address).to.equal('');
      expect(page.left).to.deep.equal([]);
    });
  }

  it('a blocked window: this page goes there, and a visible link leads there, too (PASS-R60)', async () => {
    page.blockWindows();
    const picker = await open();
    option(picker, 'Acme').click();
    await atProvider(picker);
    const link = control(picker, 'Go to Acme Cable') as HTMLAnchorElement;
    expect(page.left).to.deep.equal([link.href]);
    expect(new URL(link.href).origin).to.equal(page.world.origin);
    expect(link.getBoundingClientRect().height).to.be.above(20);
    expect(announced(picker)).to.equal('Taking you to Acme Cable…');
    await expect(picker).to.be.accessible();
  });

  it('mode="redirect" opens no window', async () => {
    const picker = await open('ready', 'mode="redirect"');
    option(picker, 'Acme').click();
    await atProvider(picker);
    expect([page.windows.length, page.left.length]).to.deep.equal([0, 1]);
    expect(JSON.stringify({ ...sessionStorage })).to.contain('acmeCable');
  });

  it('a window closed early: one check, a sentence without alarm, and it can start again (PASS-R61, UX-R39)', async () => {
    const picker = await open();
    option(picker, 'Acme').click();
    await atProvider(picker);
    page.windows[0]!.close();
    await inState(picker, 'idle');
    await picker.updateComplete;
    expect(await page.requests(/profiles\/code/)).to.have.length(1);
    expect(announced(picker)).to.equal('Sign-in was not finished. You can try again at any time.');
    expect(picker.shadowRoot!.querySelectorAll('[role=alert]').length).to.equal(0);
    await expect(picker).to.be.accessible();
    control(picker, 'Continue with Acme Cable').click();
    await comeBack(page);
    await inState(picker.closest('pass-service')!, 'signed-in');
    expect(page.windows).to.have.length(2);
  });

  it('“Cancel” leaves no window, no session to poll, and a usable picker (PASS-R30, UX-R39)', async () => {
    const picker = await open();
    option(picker, 'Acme').click();
    await atProvider(picker);
    control(picker, 'Cancel').click();
    await inState(picker, 'idle');
    await picker.updateComplete;
    expect(page.windows[0]!.closed).to.equal(true);
    expect(announced(picker)).to.contain('Sign-in was not finished');
    expect(await page.requests(/profiles\/code/)).to.deep.equal([]);
    control(picker, 'Change TV provider').click();
    await inState(picker, 'ready');
    expect(await page.requests(/configuration/)).to.have.length(1);
  });

  it('after a former sign-in: “Continue with …” and “Change TV provider”, without the list (PASS-R21, UX-R4, UX-R26, UX-R27)', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.expireProfiles();
    const service = page.open('<pass-provider-picker></pass-provider-picker>');
    await inState(service, 'signed-out');
    const picker = pickerOf(service);
    await until(() => textOf(picker).includes('Continue with'), 'the provider of last time');
    expect(picker.state).to.equal('idle');
    expect(await page.requests(/configuration/)).to.deep.equal([]);
    expect(control(picker, 'Change TV provider')).to.exist;
    expect(textOf(picker)).to.contain('Sign In with the User ID and Password of your TV provider.');
    expect(picker.shadowRoot!.querySelector<HTMLImageElement>('.chosen img')!.src).to.contain('acmeCable');
    await expect(picker).to.be.accessible();
    control(picker, 'Continue with Acme Cable').click();
    await comeBack(page);
    await inState(service, 'signed-in');
    expect(await page.requests(/configuration/)).to.deep.equal([]);
  });

  it('after an explicit sign-out the provider is no longer assumed (UX-R28)', async () => {
    await page.visitedBefore('acmeCable');
    const service = page.open('<pass-provider-picker></pass-provider-picker>');
    await inState(service, 'signed-in');
    await service.signOut();
    await inState(pickerOf(service), 'ready');
    expect(textOf(pickerOf(service))).not.to.contain('Continue with');
  });

  it('the events of a sign-in hold no token and no code (PASS-R120)', async () => {
    const events = record('pass-state-change', 'pass-provider-select', 'pass-signed-in', 'pass-error');
    const picker = await open();
    const chosen = oneEvent(picker, 'pass-provider-select');
    option(picker, 'Acme').click();
    await chosen;
    await comeBack(page);
    await inState(picker.closest('pass-service')!, 'signed-in');
    const secrets = (await page.world.journal()).flatMap(({ response }) => {
      const { client_secret, access_token, code } = (response ?? {}) as Record<string, string | undefined>;
      return [client_secret, access_token, code].filter(value => value !== undefined);
    });
    expect(secrets.length).to.be.above(2);
    const told = JSON.stringify(events.map(({ detail }) => detail)) + document.documentElement.outerHTML;
    for (const secret of secrets) expect(told).not.to.contain(secret);
  });
});
