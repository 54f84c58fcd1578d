import { expect } from '@open-wc/testing';
import type { PassProviderPickerElement } from '../../src/elements/pass-provider-picker/pass-provider-picker.ts';
import { announced, control, inState, passPage, record, textOf, type, until } from '../support/pass-fixtures.ts';
import { input, openPicker, options, pickerOf } from '../support/picker-page.ts';

const MARKUP = '<pass-provider-picker></pass-provider-picker>';
const names = (picker: Element): string[] =>
  options(picker).map(option => option.querySelector('span:last-of-type')!.textContent.trim());

describe('<pass-provider-picker> with a list', () => {
  const page = passPage();

  const ready = (attributes = ''): Promise<PassProviderPickerElement> => openPicker(page, attributes);

  describe('accessibility', () => {
    it('is a combobox with a listbox of options, each named after its provider', async () => {
      const picker = await ready();
      const list = picker.shadowRoot!.querySelector('[role=listbox]')!;
      expect(input(picker).getAttribute('role')).to.equal('combobox');
      expect(input(picker).getAttribute('aria-label')).to.equal('Search TV providers');
      expect(input(picker).getAttribute('aria-controls')).to.equal(list.id);
      expect(input(picker).getAttribute('aria-expanded')).to.equal('true');
      expect(list.getAttribute('aria-label')).to.equal('TV providers');
      expect(options(picker).every(({ parentElement }) => parentElement === list)).to.equal(true);
      for (const option of options(picker)) {
        const [name] = names(picker).filter(name => option.textContent.includes(name));
        expect(name).not.to.equal(undefined);
        expect(option.querySelector('img')?.alt ?? '').to.equal('');
      }
      await expect(picker).to.be.accessible();
    });

    it('a page whose language is none, such as en_US, gets the list all the same', async () => {
      const picker = await ready('lang="en_US"');
      expect(names(picker)).to.include('Acme Cable');
    });

    it('ids may be set as a list, too', async () => {
      const picker = await ready();
      Object.assign(picker, { include: ['acmeCable', 'pickwell'], exclude: ['pickwell'] });
      await picker.updateComplete;
      expect(names(picker)).to.deep.equal(['Acme Cable']);
    });

    it('a mode that is none counts as the default, and is told as an error of the page', async () => {
      const told = record('pass-error');
      const picker = await ready('mode="sideways"');
      expect(told.map(({ target, detail: { error } }) => [target, error.code, error.message])).to.deep.equal([
        [picker, 'invalid-configuration', '<pass-provider-picker mode>: expected popup or redirect, got "sideways"'],
      ]);
    });

    it('says how many fit, in a region that was there before', async () => {
      const picker = await ready();
      const region = picker.shadowRoot!.querySelector('[role=status]')!;
      expect(announced(picker)).to.equal('');
      type(input(picker), 'tv');
      await picker.updateComplete;
      expect(picker.shadowRoot!.querySelector('[role=status]') === region, 'the same region').to.equal(true);
      expect(announced(picker)).to.equal(`${options(picker).length} TV providers found`);
      type(input(picker), 'acme');
      await picker.updateComplete;
      expect(announced(picker)).to.equal('1 TV provider found');
      type(input(picker), 'zzz');
      await picker.updateComplete;
      expect(announced(picker)).to.equal('No TV provider matches “zzz”. Try a shorter name.');
      expect(picker.shadowRoot!.querySelectorAll('[role=alert]')).to.have.length(0);
      await expect(picker).to.be.accessible();
    });
  });

  describe('what it offers', () => {
    it('names and logos of the configuration, sorted, without TempPass and disabled ones (PASS-R24, PASS-R27, UX-R21)', async () => {
      const picker = await ready();
      const [configuration] = await page.requests(/configuration$/);
      const { mvpds } = (
        configuration!.response as { requestor: { mvpds: { displayName: string; isTempPass?: boolean }[] } }
      ).requestor;
      const wanted = mvpds.filter(({ isTempPass }) => !isTempPass).map(({ displayName }) => displayName);
      expect(names(picker)).to.have.members(wanted);
      expect(names(picker)).to.deep.equal([...wanted].sort(new Intl.Collator('en', { sensitivity: 'base' }).compare));
      expect(names(picker))
        .to.include('Acme Cable')
        .and.not.to.include('Free Preview')
        .and.not.to.include('Duskfall Cable');
      const logo = options(picker)[0]!.querySelector('img')!;
      expect(logo.src.startsWith(page.world.origin)).to.equal(true);
    });

    it('asks once for the list although it is opened twice within three minutes (PASS-R23)', async () => {
      const service = page.open('<pass-provider-picker></pass-provider-picker>');
      const first = pickerOf(service);
      await inState(first, 'ready');
      first.remove();
      service.innerHTML = '<pass-provider-picker></pass-provider-picker>';
      await inState(pickerOf(service), 'ready');
      expect(await page.requests(/configuration/)).to.have.length(1);
    });

    it('finds the list at the top level of the answer, too (PASS-R29)', async () => {
      await page.world.switches({ configurationShape: 'topLevel' });
      expect(names(await ready())).to.include('Acme Cable');
    });

    it('include, exclude and featured as the page wants them (PASS-R24, UX-R22)', async () => {
      const picker = await ready('include="acmeCable, brightwater,pickwell,unknown" exclude="brightwater"');
      expect(names(picker)).to.deep.equal(['Acme Cable', 'Pickwell Choice']);
      picker.featured = 'pickwell';
      await picker.updateComplete;
      expect(names(picker)).to.deep.equal(['Pickwell Choice', 'Acme Cable']);
      expect(options(picker)[0]!.classList.contains('featured')).to.equal(true);
      picker.exclude = null;
      await picker.updateComplete;
      expect(names(picker)).to.deep.equal(['Pickwell Choice', 'Acme Cable', 'Brightwater TV']);
      picker.include = 'unknown';
      await picker.updateComplete;
      await inState(picker, 'empty');
      expect(announced(picker)).to.equal('There is no TV provider to choose from right now.');
      await expect(picker).to.be.accessible();
    });

    it('what the site’s own rule leaves, and nothing when that breaks down (PASS-R24)', async () => {
      const service = page.open('<pass-provider-picker></pass-provider-picker>');
      const picker = pickerOf(service);
      service.providerFilter = ({ id, displayName }) => id === 'acmeCable' || displayName.startsWith('Pickwell');
      await inState(picker, 'ready');
      await picker.updateComplete;
      expect(names(picker)).to.deep.equal(['Acme Cable', 'Pickwell Choice']);
      const { error } = console;
      const told: unknown[] = [];
      console.error = (...words) => void told.push(words[0]);
      service.providerFilter = provider => (provider as unknown as { nothing: string[] }).nothing.includes('it');
      picker.requestUpdate();
      await inState(picker, 'error');
      console.error = error;
      expect(told.join()).to.match(/<pass-service> providerFilter: expected a function that gives true or false/);
      service.providerFilter = null;
      picker.requestUpdate();
      await inState(picker, 'ready');
      expect(names(picker).length).to.be.greaterThan(2);
    });

    it('few words before the list, and below it how long the sign-in is remembered (UX-R15, UX-R31)', async () => {
      const picker = await ready();
      const list = picker.shadowRoot!.querySelector('[role=listbox]')!;
      const paragraphs = [...picker.shadowRoot!.querySelectorAll('p:not(.notice)')];
      const before = paragraphs.filter(p => p.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING);
      expect(before).to.have.length(1);
      const rest = paragraphs.at(-1)!.textContent!;
      expect(rest).to.match(/remembers your sign-in/);
      expect(rest).to.match(/Clearing your browser data or updating your browser may end it sooner/);
      expect(rest).to.match(/premium channels/);
    });

    it('help where the site gives addresses, none where it does not, nothing that runs (UX-R11, UX-R33, UX-R34)', async () => {
      const links = (picker: Element): string[][] =>
        [...picker.shadowRoot!.querySelectorAll<HTMLAnchorElement>('.help a')].map(({ href, textContent }) => [
          href,
          textContent,
        ]);
      const first = await ready();
      expect(links(first)).to.deep.equal([]);
      first.closest('main')!.remove();
      const second = await ready('forgot-url="javascript:alert(1)"');
      expect(links(second)).to.deep.equal([]);
      second.closest('main')!.remove();
      const picker = await ready('help-url="https://a.test/help" forgot-url="https://a.test/f" lang="es"');
      await until(() => textOf(picker).includes('Elige tu proveedor'), 'Spanish');
      expect(links(picker)).to.deep.equal([
        ['https://a.test/help', '¿Necesitas ayuda para iniciar sesión?'],
        ['https://a.test/f', '¿Olvidaste tu usuario o tu contraseña?'],
      ]);
      await expect(picker).to.be.accessible();
    });

    it('has room for a logo of the size that providers are asked for (UX-R21)', async () => {
      const picker = await ready('featured="acmeCable"');
      const { width, height } = options(picker)[0]!.querySelector('.logo')!.getBoundingClientRect();
      expect([Math.round(width), Math.round(height)]).to.deep.equal([112, 33]);
    });

    it('an initial where a logo cannot be loaded (PASS-R27, UX-R21)', async () => {
      const picker = await ready('include="foggyGlass"');
      options(picker)[0]!.querySelector('img')?.scrollIntoView();
      await until(() => options(picker)[0]!.querySelector('.initial') !== null, 'the initial');
      expect(options(picker)[0]!.querySelector('.initial')!.textContent).to.equal('F');
      expect(options(picker)[0]!.querySelectorAll('img').length).to.equal(0);
      expect(names(picker)).to.deep.equal(['Foggyglass Media']);
      await expect(picker).to.be.accessible();
    });

    it('one sentence each on the cost, on what a TV provider is, on the password, and on a missing one (UX-R4, UX-R6, UX-R7, UX-R12, UX-R23)', async () => {
      const text = textOf(await ready());
      expect(text).to.contain('Sign In with the User ID and Password of your TV provider.');
      expect(text).to.contain('Watching here is part of your TV subscription, at no extra cost.');
      expect(text).to.contain('It may not be your phone or internet company.');
      expect(text).to.contain('You enter your password on your TV provider’s own page. We never see it.');
      expect(text).to.contain('Don’t see your TV provider?');
    });

    it('shows the site’s brand and help (UX-R25)', async () => {
      const picker = pickerOf(
        page.open(
          '<pass-provider-picker><b slot="brand">Northlight</b><a slot="help" href="#">Help</a></pass-provider-picker>',
        ),
      );
      await inState(picker, 'ready');
      for (const child of picker.children) expect(child.assignedSlot!.name).to.equal(child.slot);
      await expect(picker).to.be.accessible();
    });

    it('an answer without any provider is told, and can be asked for again', async () => {
      await page.world.fault({
        path: '/api/v2/demo/configuration',
        times: 1,
        status: 200,
        body: { requestor: { mvpds: [] } },
      });
      const picker = pickerOf(page.open(MARKUP));
      await inState(picker, 'empty');
      await picker.updateComplete;
      expect(control(picker, 'Try again')).to.exist;
      await expect(picker).to.be.accessible();
    });
  });
});

describe('<pass-provider-picker> with five thousand providers', () => {
  const page = passPage({ providers: 5000 });

  it('draws a bounded number of them, more as the viewer moves on, and searches all', async () => {
    const picker = pickerOf(page.open(MARKUP));
    await inState(picker, 'ready');
    await picker.updateComplete;
    expect(options(picker).length).to.be.within(20, 100);
    const before = performance.now();
    type(input(picker), 'valley fiber 4');
    await picker.updateComplete;
    expect(performance.now() - before).to.be.below(500);
    expect(options(picker).length).to.be.within(1, 100);
    type(input(picker), 'zzzz');
    await picker.updateComplete;
    expect(options(picker)).to.have.length(0);
    type(input(picker), '');
    await picker.updateComplete;
    const list = picker.shadowRoot!.querySelector('[role=listbox]')!;
    const drawn = options(picker).length;
    list.scrollTop = list.scrollHeight;
    await until(() => options(picker).length > drawn, 'more options after scrolling');
    expect(options(picker).length).to.be.below(250);
    expect((await picker.closest('pass-service')!.providers()).length).to.be.above(4900);
    expect(await page.requests(/configuration$/)).to.have.length(1);
  });
});
