import { expect } from '@open-wc/testing';
import { enAccount } from '../../src/i18n/en-account.ts';
import { enActivate } from '../../src/i18n/en-activate.ts';
import { enCatalog } from '../../src/i18n/en-catalog.ts';
import { enCode } from '../../src/i18n/en-code.ts';
import { enErrors } from '../../src/i18n/en-errors.ts';
import { enGate } from '../../src/i18n/en-gate.ts';
import { enPicker } from '../../src/i18n/en-picker.ts';
import { enViews } from '../../src/i18n/en-views.ts';
import { en as enAlways, type Messages } from '../../src/i18n/en.ts';
import { es } from '../../src/i18n/es.ts';
import { registerMessages } from '../../src/i18n/messages.ts';
import { announced, control, gateMarkup, gateOf, inState, passPage, textOf, until } from '../support/pass-fixtures.ts';

/** All catalogues: what is always there, and what comes with a view. */
const en: Messages = {
  ...enAlways,
  ...enViews,
  ...enErrors,
  ...enAccount,
  ...enGate,
  ...enPicker,
  ...enCode,
  ...enActivate,
  ...enCatalog,
};
const keys = Object.keys(en) as (keyof typeof en)[];
const fields = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe('texts of viewers', () => {
  const page = passPage();
  afterEach(() => document.documentElement.setAttribute('lang', 'en'));

  describe('the catalogues (UX-R44)', () => {
    it('English: “Sign In” is the action’s name (UX-R1)', () => {
      expect([en.signIn, en.signOut]).to.deep.equal(['Sign In', 'Sign Out']);
      for (const key of keys)
        expect(en[key], key).not.to.match(/\bSign in\b(?! with)|\bsign in\b|\bSignin\b|Sign-In\b/);
    });

    it('English: nobody logs in, registers, is authenticated or authorized (UX-R2, UX-R3)', () => {
      const banned = /\blog[ -]?(in|on|out|off)\b|regist|authenticat|authoriz|MVPD|entitle/i;
      for (const key of keys) expect(en[key], key).not.to.match(banned);
    });

    it('credentials are “User ID” and “Password” (UX-R5)', () => {
      for (const key of keys) expect(en[key], key).not.to.match(/user ?name|passcode|\bpin\b/i);
      expect(en.verifyIntro).to.contain('User ID and Password of your TV provider');
    });

    it('Spanish: every text, with the same fields, in phrases of its own (UX-R8)', () => {
      for (const key of keys) {
        expect(es[key], key).to.be.a('string').and.not.equal('');
        expect(fields(es[key]), key).to.deep.equal(fields(en[key]));
        expect(es[key], key).not.to.equal(en[key]);
      }
    });

    it('Spanish: full phrases and one term for each thing (UX-R8, UX-R10)', () => {
      expect(es.verifyIntro).to.contain('Verifica tu cuenta de servicio de TV');
      for (const key of keys) {
        expect(es[key], key).not.to.match(/verifica tu cuenta(?! de servicio de TV)/i);
        expect(es[key], key).not.to.match(/autenticar|MVPD|operador|contraseñ?a de acceso|iniciar la sesión/i);
      }
    });
  });

  describe('languages', () => {
    it('Spanish from the page, through picker and dialog, and back (UX-R9, UX-R43)', async () => {
      document.documentElement.lang = 'es-MX';
      const gate = gateOf(page.open(gateMarkup()));
      await inState(gate, 'signed-out');
      await until(() => textOf(gate).includes('Ver este'), 'Spanish');
      expect(textOf(gate)).to.contain('Ver este contenido es parte de tu servicio de TV, sin costo adicional.');
      control(gate, 'Iniciar sesión').click();
      await gate.updateComplete;
      const picker = gate.shadowRoot!.querySelector('pass-provider-picker')!;
      await inState(picker, 'ready');
      await picker.updateComplete;
      expect(picker.shadowRoot!.querySelector('input')!.getAttribute('aria-label')).to.equal('Buscar proveedor de TV');
      await expect(gate).to.be.accessible();
      document.documentElement.lang = 'en';
      await until(() => textOf(gate).includes('Watching here'), 'English');
      expect(picker.shadowRoot!.querySelector('input')!.getAttribute('aria-label')).to.equal('Search TV providers');
    });

    it('Spanish for an error', async () => {
      await page.world.fault({ path: '/', drop: true });
      const gate = gateOf(page.open(`<div lang="es">${gateMarkup()}</div>`));
      await inState(gate, 'error');
      await until(() => announced(gate) === es.offline, 'the error in Spanish');
      expect(control(gate, 'Intentar de nuevo')).to.exist;
    });

    it('of the nearest ancestor with lang, through shadow roots (UX-R43)', async () => {
      const host = page.open('<div lang="es"><p></p></div>').querySelector('p')!;
      host.attachShadow({ mode: 'open' }).innerHTML =
        '<pass-account></pass-account><b lang="en"><pass-account></pass-account></b>';
      const [outer, inner] = [...host.shadowRoot!.querySelectorAll('pass-account')];
      await until(() => textOf(outer!) === es.signIn, 'Spanish');
      await inner!.updateComplete;
      expect([textOf(outer!), textOf(inner!)]).to.deep.equal(['Iniciar sesión', 'Sign In']);
    });

    it('follows the language of any element around it, also when that changes', async () => {
      const root = page.open('<div lang="en"><p><pass-account></pass-account></p></div>');
      const account = root.querySelector('pass-account')!;
      await until(() => textOf(account) === 'Sign In', 'English');
      root.querySelector('div')!.lang = 'es';
      await until(() => textOf(account) === es.signIn, 'Spanish');
      root.querySelector('div')!.removeAttribute('lang');
      await until(() => textOf(account) === 'Sign In', 'English again, which is the page’s');
    });

    it('English where the language is unknown here', async () => {
      const account = page.open('<div lang="tlh"><pass-account></pass-account></div>').querySelector('pass-account')!;
      await until(() => textOf(account) === 'Sign In', 'English');
    });

    it('dates in the language of the page (UX-R32)', async () => {
      await page.signedIn('acmeCable');
      const account = page.open('<div lang="es"><pass-account></pass-account></div>').querySelector('pass-account')!;
      await inState(account, 'signed-in');
      await until(() => account.shadowRoot!.querySelector('[title]') !== null, 'who is signed in');
      const { notAfter } = account.closest('pass-service')!.profile!;
      const day = new Intl.DateTimeFormat('es', { dateStyle: 'long' }).format(notAfter);
      expect(account.shadowRoot!.querySelector('[title]')!.getAttribute('title')).to.contain(day);
    });
  });

  describe('registerMessages', () => {
    it('replaces single texts at once, and leaves the others (UX-R43)', async () => {
      const account = page.open('<pass-account></pass-account>').querySelector('pass-account')!;
      await until(() => textOf(account) === 'Sign In', 'the way in');
      try {
        registerMessages('en', { signIn: 'Sign In with TV' });
        await account.updateComplete;
        expect(textOf(account)).to.equal('Sign In with TV');
      } finally {
        registerMessages('en', en);
      }
      await account.updateComplete;
      expect(textOf(account)).to.equal('Sign In');
    });

    it('texts that come with a view leave what the site registered before', async () => {
      try {
        registerMessages('en', { search: 'Find your TV provider' });
        const picker = page.open('<pass-provider-picker></pass-provider-picker>').firstElementChild!;
        await inState(picker, 'ready');
        expect(picker.shadowRoot!.querySelector('input')!.placeholder).to.equal('Find your TV provider');
      } finally {
        registerMessages('en', en);
      }
    });

    it('adds a language; what it lacks is English', async () => {
      registerMessages('fr', { signIn: 'Se connecter' });
      const gate = gateOf(page.open(`<div lang="fr-CA">${gateMarkup()}</div>`));
      await inState(gate, 'signed-out');
      await gate.updateComplete;
      expect(control(gate, 'Se connecter')).to.exist;
      expect(textOf(gate)).to.contain(en.benefit);
    });
  });
});
