import { expect } from '@open-wc/testing';
import type { PassCatalogElement } from '../../src/elements/pass-catalog/pass-catalog.ts';
import { inState, passPage, record, storedEntries, until } from '../support/pass-fixtures.ts';

const title = (resource: string, more = ''): string =>
  `<li data-resource="${resource}">${resource} <small data-entitled-text></small>${more}</li>`;
const markup = (resources: string[], attributes = ''): string =>
  `<pass-catalog ${attributes}><ul>${resources.map(resource => title(resource)).join('')}</ul></pass-catalog>`;
const catalogOf = (root: ParentNode): PassCatalogElement => root.querySelector('pass-catalog')!;
const marks = (catalog: Element): Record<string, string | undefined> =>
  Object.fromEntries(
    [...catalog.querySelectorAll<HTMLElement>('[data-resource]')].map(({ dataset }) => [
      dataset['resource'],
      dataset['entitled'],
    ]),
  );
const words = (catalog: Element, resource: string): string =>
  catalog.querySelector(`[data-resource="${resource}"] [data-entitled-text]`)!.textContent!;
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `title-${index + 1}`);

describe('<pass-catalog>', () => {
  const page = passPage();

  const asked = async (): Promise<string[][]> =>
    (await page.requests(/preauthorize/)).map(({ body }) => (body as { resources: string[] }).resources);
  const ready = async (resources: string[], attributes = ''): Promise<PassCatalogElement> => {
    const catalog = catalogOf(page.open(markup(resources, attributes)));
    await inState(catalog, 'ready');
    return catalog;
  };

  describe('accessibility', () => {
    it('the marks are words, too, where the page has a place for them (PASS-R75, UX-R19, UX-R20)', async () => {
      await page.signedIn('pickwell');
      const catalog = await ready(['news', 'sport']);
      expect([words(catalog, 'news'), words(catalog, 'sport')]).to.deep.equal(['Included', 'Not included']);
      await expect(catalog).to.be.accessible();
    });

    it('and say why a title is not included: in the provider’s own words (PASS-R72)', async () => {
      await page.signedIn('pickwell');
      const reason = '<em data-entitled-reason></em>';
      const items = ['news', 'sport'].map(resource => title(resource, reason)).join('');
      const catalog = catalogOf(page.open(`<pass-catalog><ul>${items}</ul></pass-catalog>`));
      const reasons = (): string[] =>
        [...catalog.querySelectorAll('[data-entitled-reason]')].map(({ textContent }) => textContent);
      await inState(catalog, 'ready');
      const theirs = 'Your Pickwell plan has no sport. Add it at any time in My Pickwell.';
      expect([marks(catalog), reasons()]).to.deep.equal([{ news: 'true', sport: 'false' }, ['', theirs]]);
      const error = { action: 'none', status: 403, code: 'preauthorization_denied_by_mvpd', message: 'Denied.' };
      const denied = { resource: 'sport', mvpd: 'pickwell', source: 'mvpd', authorized: false, error };
      await page.world.fault({
        path: '/api/v2/demo/decisions/preauthorize',
        status: 200,
        body: { decisions: [denied] },
      });
      void catalog.refresh();
      await until(() => reasons()[1] === '', 'no words');
      await until(() => marks(catalog)['sport'] === 'false', 'the denial');
      expect(words(catalog, 'sport')).to.equal('Not included');
    });

    it('in the language of the page', async () => {
      await page.signedIn('pickwell');
      const service = page.open(`<div lang="es">${markup(['news', 'sport'])}</div>`);
      await inState(catalogOf(service), 'ready');
      await until(() => words(catalogOf(service), 'sport') === 'No incluido', 'Spanish');
    });
  });

  describe('attributes', () => {
    for (const wrong of ['0', '-3', 'many', '2.5', '']) {
      it(`max-resources="${wrong}" is an error that names it; nothing is asked`, async () => {
        await page.signedIn('acmeCable');
        const errors = record('pass-error');
        const catalog = catalogOf(page.open(markup(['news'], `max-resources="${wrong}"`)));
        await inState(catalog, 'error');
        expect(errors.map(({ detail }) => detail.error.message)).to.deep.equal([
          `<pass-catalog max-resources>: expected a whole number, 1 or more, got ${wrong ? JSON.stringify(wrong) : 'nothing'}`,
        ]);
        expect(errors[0]!.detail.error.code).to.equal('invalid-configuration');
        await inState(catalog.parentElement!, 'signed-in');
        expect(await asked()).to.deep.equal([]);
        expect(marks(catalog)).to.deep.equal({ news: 'unknown' });
        catalog.maxResources = '2';
        await inState(catalog, 'ready');
      });
    }

    it('asks for as many at once as max-resources allows (PASS-R69)', async () => {
      await page.signedIn('acmeCable');
      await ready(many(7), 'max-resources="3"');
      expect((await asked()).map(({ length }) => length)).to.deep.equal([3, 3, 1]);
    });
  });

  describe('marks', () => {
    it('true, false and unknown, with all decisions in the event (PASS-R74)', async () => {
      await page.signedIn('pickwell');
      const events = record('pass-catalog-change');
      const catalog = catalogOf(page.open(markup(['news', 'sport', 'kids'])));
      await until(() => marks(catalog)['news'] === 'unknown', 'the first marks');
      await inState(catalog, 'ready');
      expect(marks(catalog)).to.deep.equal({ news: 'true', sport: 'false', kids: 'true' });
      const { decisions } = events.at(-1)!.detail as { decisions: { resource: string; authorized: boolean }[] };
      expect(decisions.map(({ resource, authorized }) => [resource, authorized])).to.deep.equal([
        ['news', true],
        ['sport', false],
        ['kids', true],
      ]);
      expect(catalog.decisions).to.deep.equal(decisions);
      expect([events.at(-1)!.bubbles, events.at(-1)!.composed]).to.deep.equal([true, true]);
    });

    it('nobody is signed in: unknown, with the way in, and no question (UX-R20)', async () => {
      const service = page.open(markup(['news']));
      const catalog = catalogOf(service);
      await inState(service, 'signed-out');
      await until(() => words(catalog, 'news') === 'Sign In to watch', 'the words');
      expect([marks(catalog), catalog.state]).to.deep.equal([{ news: 'unknown' }, 'idle']);
      expect(await asked()).to.deep.equal([]);
    });

    it('sixty titles: five at a time, in their order, none twice, and never too fast (PASS-R69, PASS-R105)', async function () {
      this.timeout(40_000);
      await page.signedIn('acmeCable');
      const catalog = catalogOf(page.open(markup(many(60))));
      await until(() => Object.values(marks(catalog)).some(mark => mark === 'true'), 'the first answer');
      await until(() => catalog.state === 'ready', 'the last answer');
      expect((await asked()).flat()).to.deep.equal(many(60));
      expect((await asked()).every(({ length }) => length === 5)).to.equal(true);
      expect(Object.values(marks(catalog)).every(mark => mark === 'true')).to.equal(true);
      expect((await page.requests(/./)).filter(({ status }) => status === 429)).to.deep.equal([]);
    });

    for (const [code, status, action] of [
      ['internal_server_error', 500, 'none'],
      ['too_many_resources', 403, 'configuration'],
    ] as const) {
      it(`${code} of one title is no denial: nobody knows (PASS-R70, PASS-R74)`, async () => {
        await page.signedIn('acmeCable');
        const item = { resource: 'news', mvpd: 'acmeCable', source: 'mvpd', authorized: false };
        const body = { decisions: [{ ...item, error: { code, status, action, message: 'No.' } }] };
        await page.world.fault({ path: '/api/v2/demo/decisions/preauthorize', status: 200, body });
        const catalog = catalogOf(page.open(`<pass-catalog>${title('news')}</pass-catalog>`));
        await inState(catalog, 'ready');
        expect([marks(catalog), catalog.decisions[0]!.error!.code]).to.deep.equal([{ news: 'unknown' }, code]);
      });
    }

    it('one resource in two places is asked about once', async () => {
      await page.signedIn('acmeCable');
      const catalog = await ready(['news', 'kids', 'news']);
      expect(await asked()).to.deep.equal([['news', 'kids']]);
      expect([...catalog.querySelectorAll('[data-entitled=true]')]).to.have.length(3);
    });

    it('only what failed is asked again, and what the provider could not say stays unknown (PASS-R71)', async () => {
      await page.signedIn('acmeCable');
      const item = (resource: string, error?: object): object => ({
        ...{ resource, serviceProvider: 'demo', mvpd: 'acmeCable', source: 'mvpd', authorized: !error },
        ...(error ? { error } : {}),
      });
      const retry = { status: 403, code: 'network_received_error', action: 'retry', message: 'later' };
      const body = { decisions: [item('news'), item('kids', retry)] };
      await page.world.fault({ path: '/api/v2/demo/decisions/preauthorize', times: 1, status: 200, body });
      const catalog = await ready(['news', 'kids']);
      expect(await asked()).to.deep.equal([['news', 'kids'], ['kids']]);
      expect(marks(catalog)).to.deep.equal({ news: 'true', kids: 'true' });
      await page.world.fault({
        path: '/api/v2/demo/decisions/preauthorize',
        status: 200,
        body: { decisions: [item('weather', retry)] },
      });
      catalog.querySelector('ul')!.insertAdjacentHTML('beforeend', title('weather'));
      await until(async () => (await asked()).length >= 6, 'the repetitions');
      await inState(catalog, 'ready');
      expect(marks(catalog)['weather']).to.equal('unknown');
    });

    it('a question that is too large is told, not repeated (PASS-R70)', async () => {
      await page.signedIn('acmeCable');
      page.forgive(/too_many_resources|PASS-R69/);
      const errors = record('pass-error');
      const catalog = catalogOf(page.open(markup(many(7), 'max-resources="7"')));
      await inState(catalog, 'error');
      expect(errors.at(-1)!.detail.error.code).to.equal('too_many_resources');
      catalog.querySelector('ul')!.insertAdjacentHTML('beforeend', '<li>plain</li>');
      await new Promise(resolve => setTimeout(resolve, 200));
      expect(await asked()).to.have.length(1);
    });

    it('a failure leaves what is known, is told, and refresh() mends it', async () => {
      await page.signedIn('acmeCable');
      const catalog = await ready(['news']);
      const ended = await page.world.fault({
        path: '/api/v2/demo/decisions',
        status: 500,
        body: { status: 500, code: 'internal_error', action: 'none', message: 'internal' },
      });
      const errors = record('pass-error');
      catalog.querySelector('ul')!.insertAdjacentHTML('beforeend', title('kids'));
      await inState(catalog, 'error');
      expect(errors.map(({ detail }) => detail.error.code)).to.deep.equal(['internal_error']);
      expect(marks(catalog)).to.deep.equal({ news: 'true', kids: 'unknown' });
      await ended();
      await catalog.refresh();
      await inState(catalog, 'ready');
      expect(marks(catalog)).to.deep.equal({ news: 'true', kids: 'true' });
    });

    it('nothing of it is stored, and nothing of it plays (PASS-R65, PASS-R67)', async () => {
      await page.signedIn('acmeCable');
      const events = record('pass-authorized');
      await ready(['news', 'premium']);
      const entries = (await storedEntries()).filter(([key]) => !key.includes('profile'));
      for (const [key, value] of entries) expect(key + value).not.to.match(/"(news|premium)"/);
      expect(events).to.deep.equal([]);
      expect(await page.requests(/authorize\/(?!.*pre)/)).to.have.length((await asked()).length);
    });
  });

  describe('following the page', () => {
    it('titles that come are asked about, those that go and come back are not (PASS-R66)', async () => {
      await page.signedIn('acmeCable');
      const catalog = await ready(['news']);
      const list = catalog.querySelector('ul')!;
      list.insertAdjacentHTML('beforeend', title('kids'));
      await until(() => marks(catalog)['kids'] === 'true', 'the mark');
      const news = list.firstElementChild!;
      news.remove();
      await new Promise(resolve => setTimeout(resolve, 100));
      news.removeAttribute('data-entitled');
      list.append(news);
      await until(() => marks(catalog)['news'] === 'true', 'the mark');
      expect(await asked()).to.deep.equal([['news'], ['kids']]);
    });

    it('a denied title that comes back is asked about again (PASS-R68)', async () => {
      await page.signedIn('pickwell');
      const catalog = await ready(['sport', 'news']);
      const list = catalog.querySelector('ul')!;
      const sport = list.firstElementChild!;
      sport.remove();
      await new Promise(resolve => setTimeout(resolve, 100));
      list.append(sport);
      await until(async () => (await asked()).length === 2, 'the question');
      expect((await asked())[1]).to.deep.equal(['sport']);
    });

    it('a title that becomes another one', async () => {
      await page.signedIn('pickwell');
      const catalog = await ready(['news']);
      const item = catalog.querySelector<HTMLElement>('li')!;
      item.dataset['resource'] = 'sport';
      await until(() => item.dataset['entitled'] === 'false', 'the mark');
    });

    it('what is no title of it any more keeps no mark', async () => {
      await page.signedIn('acmeCable');
      const catalog = await ready(['news', 'weather', 'kids']);
      const [first, second] = [...catalog.querySelectorAll<HTMLElement>('li')];
      first!.removeAttribute('data-resource');
      page.put('<ul></ul>').querySelector('ul')!.append(second!);
      await until(() => second!.dataset['entitled'] === undefined, 'the mark to go');
      expect([first!, second!].map(item => [item.dataset['entitled'], item.textContent.trim()])).to.deep.equal([
        [undefined, 'news'],
        [undefined, 'weather'],
      ]);
      expect(marks(catalog)).to.deep.equal({ kids: 'true' });
      catalog.querySelector('ul')!.append(second!);
      await until(() => second!.dataset['entitled'] === 'true', 'the mark to come back');
      expect(words(catalog, 'weather')).to.equal('Included');
    });

    it('titles of a catalogue within it are not its own', async () => {
      await page.signedIn('acmeCable');
      const service = page.open(
        `<pass-catalog>${title('news')}<pass-catalog max-resources="1">${title('kids')}</pass-catalog></pass-catalog>`,
      );
      await until(() => [...service.querySelectorAll('[data-entitled=true]')].length === 2, 'both marks');
      expect((await asked()).flat().sort()).to.deep.equal(['kids', 'news']);
    });

    it('signing out takes the marks away, signing in brings new ones (PASS-R68)', async () => {
      await page.signedIn('quietline');
      const catalog = await ready(['news', 'premium']);
      const events = record('pass-catalog-change');
      await catalog.closest('pass-service')!.signOut();
      await until(() => marks(catalog)['news'] === 'unknown', 'no mark');
      expect(events.map(({ detail }) => detail.decisions)).to.deep.equal([[]]);
      expect(catalog.state).to.equal('idle');
    });

    it('another profile is another viewer (PASS-R68)', async () => {
      await page.signedIn('acmeCable', 'brightwater');
      const catalog = await ready(['premium']);
      const service = catalog.closest('pass-service')!;
      const first = service.profile!.mvpd;
      expect(marks(catalog)).to.deep.equal({ premium: String(first === 'brightwater') });
      await service.selectProfile(first === 'brightwater' ? 'acmeCable' : 'brightwater');
      await until(() => marks(catalog)['premium'] === String(first !== 'brightwater'), 'the other mark');
    });
  });

  describe('lifecycle', () => {
    it('removed while it asks: no late marks; put back, it goes on', async () => {
      await page.signedIn('acmeCable');
      await page.world.fault({ path: '/api/v2/demo/decisions', delay: 400 });
      const catalog = catalogOf(page.open(markup(['news'])));
      await until(async () => (await asked()).length === 1, 'the question');
      const service = catalog.parentElement!;
      catalog.remove();
      await until(async () => (await page.requests(/./)).every(({ verdict }) => verdict !== 'pending'), 'silence');
      expect(marks(catalog)).to.deep.equal({ news: 'unknown' });
      service.append(catalog);
      await inState(catalog, 'ready');
      expect(marks(catalog)).to.deep.equal({ news: 'true' });
    });

    it('adds nothing of its own to the page’s list', async () => {
      await page.signedIn('acmeCable');
      const catalog = await ready(['news']);
      expect(catalog.shadowRoot).to.equal(null);
      expect([...catalog.childNodes].map(({ nodeName }) => nodeName)).to.deep.equal(['UL']);
    });
  });
});
