import { expect } from '@open-wc/testing';
import type { PassAccountElement } from '../../src/elements/pass-account/pass-account.ts';
import { announced, comeBack, control, inState, passPage, record, textOf, until } from '../support/pass-fixtures.ts';

/** What stands there for whoever is signed in. */
const drawn = (account: Element): Promise<void> =>
  until(() => account.shadowRoot!.querySelector('[part=sign-out]') !== null, 'who is signed in');
const accountOf = (root: ParentNode): PassAccountElement => root.querySelector('pass-account')!;

describe('<pass-account>', () => {
  const page = passPage();

  const open = async (state: string): Promise<PassAccountElement> => {
    const account = accountOf(page.open('<pass-account></pass-account>'));
    await inState(account.closest('pass-service')!, state);
    await inState(account, state === 'signed-in' ? 'signed-in' : 'signed-out');
    await account.updateComplete;
    if (state === 'signed-in') await drawn(account);
    return account;
  };

  describe('accessibility', () => {
    it('signed out: one button, “Sign In” (UX-R1)', async () => {
      const account = await open('signed-out');
      await until(() => textOf(account) === 'Sign In', 'the way in');
      expect(announced(account)).to.equal('');
      await expect(account).to.be.accessible();
    });

    it('signed in: who with, said in a region that was there before (UX-R24)', async () => {
      await page.visitedBefore('acmeCable');
      const account = accountOf(page.open('<pass-account></pass-account>'));
      await account.updateComplete;
      const region = account.shadowRoot!.querySelector('[role=status]')!;
      await inState(account, 'signed-in');
      await drawn(account);
      expect(account.shadowRoot!.querySelector('[role=status]') === region, 'the same region').to.equal(true);
      expect(announced(account)).to.equal('Signed in with Acme Cable');
      expect(account.shadowRoot!.querySelector('img')!.alt).to.equal('');
      await expect(account).to.be.accessible();
    });

    it('with several profiles: a choice with a name', async () => {
      await page.signedIn('duoVista', 'duoVistaGo');
      const account = await open('signed-in');
      expect(account.shadowRoot!.querySelector('select')!.getAttribute('aria-label')).to.equal(
        'Choose your TV provider',
      );
      await expect(account).to.be.accessible();
    });
  });

  describe('states', () => {
    it('is signed-out and cannot be pressed while nobody knows yet', async () => {
      await page.world.fault({ path: '/o/client/register', delay: 600 });
      const account = accountOf(page.open('<pass-account></pass-account>'));
      await inState(account.closest('pass-service')!, 'checking');
      await until(() => textOf(account) === 'Sign In', 'the way in');
      expect(account.closest('pass-service')!.state).to.equal('checking');
      expect(account.state).to.equal('signed-out');
      expect(control(account, 'Sign In')).to.have.property('disabled', true);
      await inState(account.closest('pass-service')!, 'signed-out');
      await account.updateComplete;
      expect(control(account, 'Sign In')).to.have.property('disabled', false);
    });

    it('shows logo and name, and until when (PASS-R27, UX-R32)', async () => {
      await page.visitedBefore('acmeCable');
      const account = await open('signed-in');
      expect(account.shadowRoot!.querySelector('img')!.src).to.contain('acmeCable');
      const { notAfter } = account.closest('pass-service')!.profile!;
      const day = new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(notAfter);
      expect(account.shadowRoot!.querySelector('.who')!.getAttribute('title')).to.contain(day);
      expect(await page.requests(/configuration/)).to.deep.equal([]);
    });

    it('a page whose language is none, such as en_US, is shown all the same', async () => {
      await page.signedIn('acmeCable');
      const account = accountOf(page.open('<pass-account lang="en_US"></pass-account>'));
      await inState(account, 'signed-in');
      await drawn(account);
      expect(textOf(account)).to.contain('Signed in with');
      expect(account.shadowRoot!.querySelector<HTMLElement>('.who')!.title).to.match(/20\d\d/);
    });

    it('names no day where nobody knows it (UX-R32)', async () => {
      const profile = { type: 'regular', issuer: 'acmeCable', notBefore: 0, notAfter: 9e15, attributes: {} };
      const body = { profiles: { acmeCable: profile } };
      await page.world.fault({ path: '/api/v2/demo/profiles', status: 200, body });
      const account = await open('signed-in');
      expect(account.shadowRoot!.querySelector('.who')!.hasAttribute('title')).to.equal(false);
    });

    it('shows no text of the profile’s attributes, encrypted or not (PASS-R59)', async () => {
      await page.signedIn('acmeCable');
      const account = await open('signed-in');
      const { attributes } = account.closest('pass-service')!.profile!;
      expect(attributes['zip']!.state).to.equal('enc');
      for (const { value } of Object.values(attributes)) {
        for (const text of [value].flat()) {
          if (String(text).length > 3)
            expect(document.documentElement.outerHTML + textOf(account)).not.to.contain(text);
        }
      }
    });

    it('signs in by its dialog, which closes then', async () => {
      const account = await open('signed-out');
      control(account, 'Sign In').click();
      await account.updateComplete;
      const picker = account.shadowRoot!.querySelector('pass-provider-picker')!;
      await inState(picker, 'ready');
      await expect(account).to.be.accessible();
      picker.shadowRoot!.querySelector<HTMLElement>('[role=option]')!.click();
      await comeBack(page);
      await inState(account, 'signed-in');
      await until(() => account.shadowRoot!.querySelector('dialog') === null, 'the dialog to go');
    });

    it('signs out over signing-out, at the service and, where it wants that, at the provider (PASS-R92, PASS-R93)', async () => {
      await page.signedIn('acmeCable');
      const account = await open('signed-in');
      const states: (string | null)[] = [];
      new MutationObserver(() => states.push(account.getAttribute('state'))).observe(account, {
        attributeFilter: ['state'],
      });
      control(account, 'Sign Out').click();
      await inState(account, 'signing-out');
      await account.updateComplete;
      expect(announced(account)).to.equal('Signing out…');
      expect(control(account, 'Signing out…')).to.have.property('disabled', true);
      await inState(account, 'signed-out');
      await until(() => page.left.length > 0, 'the provider’s own sign-out');
      const [logout] = await page.requests(/logout/);
      const { acmeCable } = (logout!.response as { logouts: Record<string, { url: string }> }).logouts;
      expect(page.left).to.deep.equal([acmeCable!.url]);
      expect(states).to.deep.equal(['signing-out', 'signed-out']);
    });

    for (const [mvpd, address] of [
      ['quietline', undefined],
      ['brightwater', '/adobe-services/logout'],
    ] as const) {
      it(`a provider with ${address ? 'a relative address' : 'no page'} for it (PASS-R93, PASS-R95)`, async () => {
        await page.signedIn(mvpd);
        const account = await open('signed-in');
        control(account, 'Sign Out').click();
        await inState(account, 'signed-out');
        await account.updateComplete;
        if (address) await until(() => page.left.length > 0, 'the provider’s own sign-out');
        expect(page.left.map(left => left.startsWith(page.world.origin + address))).to.deep.equal(
          address ? [true] : [],
        );
      });
    }

    it('a sign-out that fails: says so, stays signed in, and works the next time (PASS-R97, UX-R35)', async () => {
      await page.visitedBefore('acmeCable');
      const account = await open('signed-in');
      const body = { code: 'internal_error', action: 'none', status: 500, message: 'internal' };
      const ended = await page.world.fault({ path: '/api/v2/demo/logout', status: 500, body });
      control(account, 'Sign Out').click();
      await inState(account, 'signing-out');
      await inState(account, 'signed-in');
      await account.updateComplete;
      expect(announced(account)).to.equal('Acme Cable cannot answer right now. Please try again.');
      expect(account.shadowRoot!.querySelector('.problem')!.textContent).to.equal(announced(account));
      await expect(account).to.be.accessible();
      await ended();
      control(account, 'Sign Out').click();
      await inState(account, 'signed-out');
    });

    it('processes every provider the service names (PASS-R96)', async () => {
      await page.signedIn('acmeCable');
      const account = await open('signed-in');
      const step = (mvpd: string, path: string): object => ({
        actionName: 'logout',
        actionType: 'interactive',
        mvpd,
        url: path,
      });
      const logouts = { acmeCable: step('acmeCable', '/out/1'), sso: step('sso', '/out/2') };
      await page.world.fault({ path: '/api/v2/demo/logout', status: 200, body: { logouts } });
      control(account, 'Sign Out').click();
      await until(() => page.left.length > 0, 'the providers’ own sign-out');
      expect(page.left).to.deep.equal([`${page.world.origin}/out/1`, `${page.world.origin}/out/2`]);
    });

    it('a partner’s sign-out opens nothing, and says that the device’s settings have the rest (PASS-R94)', async () => {
      await page.signedIn('acmeCable');
      const account = await open('signed-in');
      const shown = (): string => account.shadowRoot!.querySelector('.who')?.textContent ?? '';
      const logouts = {
        acmeCable: { actionName: 'partner_logout', actionType: 'partner_interactive', mvpd: 'acmeCable' },
      };
      await page.world.fault({ path: '/api/v2/demo/logout', status: 200, body: { logouts } });
      control(account, 'Sign Out').click();
      await inState(account, 'signed-out');
      expect(page.left).to.deep.equal([]);
      await until(() => /settings/.test(shown()), 'the instructions');
      expect(announced(account)).to.equal(shown());
      await expect(account).to.be.accessible();
      account.lang = 'es';
      await until(() => /ajustes|configuración/i.test(shown()), 'them in Spanish');
      expect(announced(account)).to.equal(shown());
      // They belong to that sign-out alone.
      await page.world.clearFaults();
      await account.closest('pass-service')!.refresh();
      await inState(account, 'signed-in');
      await page.world.expireProfiles();
      await account.closest('pass-service')!.refresh();
      await inState(account, 'signed-out');
      await account.updateComplete;
      expect([shown(), announced(account)]).to.deep.equal(['', '']);
    });

    it('never signs out by itself, whatever is refused (PASS-R97)', async () => {
      await page.signedIn('pickwell');
      const account = await open('signed-in');
      const service = account.closest('pass-service')!;
      await service.authorize('sport').catch(() => {});
      await page.world.fault({ path: '/api/v2/demo/decisions', times: 3, status: 403, body: '' });
      await service.authorize('news').catch(() => {});
      await page.world.expireTokens();
      await service.authorize('news').catch(() => {});
      expect(await page.requests(/logout/)).to.deep.equal([]);
      expect(account.state).to.equal('signed-in');
    });
  });

  describe('events and keyboard', () => {
    it('switching profiles makes another one count, told once (UX-R14)', async () => {
      await page.signedIn('duoVista', 'duoVistaGo');
      const account = await open('signed-in');
      const service = account.closest('pass-service')!;
      const select = account.shadowRoot!.querySelector('select')!;
      expect([...select.options].map(({ value }) => value).sort()).to.deep.equal(['duoVista', 'duoVistaGo']);
      expect(select.value).to.equal(service.profile!.mvpd);
      const events = record('pass-signed-in');
      const other = [...select.options].find(({ selected }) => !selected)!.value;
      select.value = other;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      expect(service.profile!.mvpd).to.equal(other);
      expect(events.map(({ detail }) => detail.profile.mvpd)).to.deep.equal([other]);
      await account.updateComplete;
      expect(select.value).to.equal(other);
    });

    it('gives the focus back when the dialog is closed', async () => {
      const account = await open('signed-out');
      const signIn = control(account, 'Sign In');
      signIn.focus();
      signIn.click();
      await account.updateComplete;
      await inState(account.shadowRoot!.querySelector('pass-provider-picker')!, 'ready');
      control(account, 'Close').click();
      await until(() => account.shadowRoot!.querySelector('dialog') === null, 'the dialog to go');
      expect(account.shadowRoot!.activeElement === signIn, 'focus on Sign In').to.equal(true);
    });

    it('keeps the focus when “Sign Out” becomes “Sign In”', async () => {
      await page.signedIn('quietline');
      const account = await open('signed-in');
      control(account, 'Sign Out').focus();
      control(account, 'Sign Out').click();
      await inState(account, 'signed-out');
      await account.updateComplete;
      expect(account.shadowRoot!.activeElement?.textContent.trim()).to.equal('Sign In');
    });
  });
});
