import { expect } from '@open-wc/testing';
import type { PassProviderPickerElement } from '../../src/elements/pass-provider-picker/pass-provider-picker.ts';
import {
  announced,
  comeBack,
  control,
  inState,
  passPage,
  storedEntries,
  textOf,
  until,
} from '../support/pass-fixtures.ts';
import { drawn, openPicker, option, pickerOf } from '../support/picker-page.ts';

describe('<pass-provider-picker> and what goes wrong', () => {
  const page = passPage();

  const open = (state = 'ready', attributes = ''): Promise<PassProviderPickerElement> =>
    openPicker(page, attributes, state);

  for (const code of ['invalid_parameter_mvpd', 'invalid_integration']) {
    it(`${code}: forgets the provider and shows a fresh list (PASS-R26)`, async () => {
      // The service does not know that its answer was replaced.
      page.forgive(/^PASS-R23:/);
      const picker = await open();
      const body = { code, action: 'none', status: 400, message: 'No such integration' };
      await page.world.fault({ path: '/api/v2/demo/sessions', times: 1, status: 400, body });
      option(picker, 'Acme').click();
      await inState(picker, 'selecting');
      await inState(picker, 'ready');
      await picker.updateComplete;
      expect(announced(picker)).to.equal('That TV provider is not available here any more. Please choose again.');
      await until(async () => (await page.requests(/configuration/)).length === 2, 'a fresh list');
      expect((await storedEntries()).filter(([key]) => key.includes('"provider"'))).to.deep.equal([]);
      expect(page.windows[0]!.closed).to.equal(true);
    });
  }

  it('a session that cannot be had: words, no dead end, and the next try works (UX-R35)', async () => {
    const picker = await open();
    const body = { code: 'internal_error', action: 'none', status: 500, message: 'internal' };
    await page.world.fault({ path: '/api/v2/demo/sessions', times: 1, status: 500, body });
    option(picker, 'Acme').click();
    await inState(picker, 'selecting');
    await inState(picker, 'idle');
    await picker.updateComplete;
    expect(announced(picker)).to.equal('Acme Cable cannot answer right now. Please try again.');
    expect(textOf(picker)).to.contain(announced(picker));
    expect(page.windows[0]!.closed).to.equal(true);
    control(picker, 'Continue with Acme Cable').click();
    await comeBack(page);
    await inState(picker.closest('pass-service')!, 'signed-in');
  });

  it('a list that cannot be had: clear text, and “Try again” works (UX-R35, UX-R37)', async () => {
    const ended = await page.world.fault({ path: '/api/v2/demo/configuration', status: 400, body: 'x' });
    const picker = await open('error');
    expect(announced(picker)).to.equal('Your TV provider cannot answer right now. Please try again.');
    await expect(picker).to.be.accessible();
    await ended();
    const loading = inState(picker, 'loading');
    control(picker, 'Try again').click();
    await loading;
    await inState(picker, 'ready');
  });

  it('a service that cannot be reached: clear text, and “Try again” works (UX-R35)', async () => {
    const ended = await page.world.fault({ path: '/', drop: true });
    const picker = await open('error');
    expect(announced(picker)).to.equal('We cannot reach the sign-in service. Check your connection and try again.');
    await expect(picker).to.be.accessible();
    await ended();
    control(picker, 'Try again').click();
    await inState(picker, 'ready');
  });

  it('without a service it says that the page is not set up, and works once there is one', async () => {
    const picker = pickerOf(page.put('<pass-provider-picker></pass-provider-picker>'));
    await inState(picker, 'error');
    await drawn(picker);
    expect(announced(picker)).to.equal('This video is not set up correctly. Please tell the site about it.');
    await expect(picker).to.be.accessible();
    page.open();
    await inState(picker, 'ready');
  });
});
