import { expect } from '@open-wc/testing';
import { DATASET_ID, READ_ONLY_TOKEN, SCHEMA_ID, STAFF_TOKEN } from '../../demo/services/fixtures.ts';
import type { StreamingConnectionsElement } from '../../src/elements/streaming-connections/streaming-connections.ts';
import {
  all,
  button,
  consolePage,
  find,
  focused,
  inState,
  listed,
  opened,
  said,
  tick,
  type,
  until,
  words,
} from '../support/console-page.ts';

describe('<streaming-connections>', () => {
  const page = consolePage({ connections: 3 });

  const open = (): Promise<StreamingConnectionsElement> => listed(page.streaming());
  const show = async (element: StreamingConnectionsElement, index = 0): Promise<void> => {
    all(element, '.open')[index]!.click();
    await until(() => find(element, '.panel'), 'the panel');
  };
  const expand = async (element: StreamingConnectionsElement, name: string): Promise<void> => {
    const summary = all(element, 'summary').find(each => words(each) === name)!;
    (summary.parentElement as HTMLDetailsElement).open = true;
    await element.updateComplete;
  };
  const fillTest = (element: StreamingConnectionsElement): void => {
    type(element, '#schemaId', SCHEMA_ID);
    type(element, '#datasetId', DATASET_ID);
  };

  describe('accessibility', () => {
    it('the list is a table with sort state, everything has a name', async () => {
      const element = await open();
      expect(find(element, 'th[aria-sort=descending]')!.textContent).to.contain('Created');
      await expect(element).to.be.accessible();
    });

    it('so has one connection with all its parts open', async () => {
      const element = await open();
      await show(element);
      for (const details of all(element, 'details')) (details as HTMLDetailsElement).open = true;
      await expect(element).to.be.accessible();
    });

    it('speaks Spanish where the page does', async () => {
      document.documentElement.lang = 'es';
      const element = await open();
      expect(words(button(element, 'Nueva conexión'))).to.equal('Nueva conexión');
    });
  });

  describe('states', () => {
    it('unconfigured without a token, and says so', async () => {
      const element = page.streaming();
      element.accessToken = null;
      await inState(element, 'unconfigured');
      expect(words(find(element, '.note'))).to.match(/access token/);
    });

    it('names the attribute that is missing or wrong, and sends nothing', async () => {
      const element = page.streaming({ 'org-id': null, 'base-url': 'ftp://x' });
      await inState(element, 'unconfigured');
      expect(element.error!.message).to.match(/<streaming-connections org-id>: expected .*, got nothing/);
      element.orgId = 'x@AdobeOrg';
      await inState(element, 'error');
      expect(element.error!.message).to.match(/base-url.*https/);
      expect(await page.world.journal()).to.deep.equal([]);
    });

    it('empty says what to do', async () => {
      const element = page.streaming({ 'sandbox-name': 'rehearsal' });
      await inState(element, 'empty');
      expect(words(element.shadowRoot!.querySelector('.list'))).to.match(/Create the first one/);
    });

    it('an outage is told, and tried again by hand', async () => {
      const end = await page.world.fault({ path: '/data/foundation/flowservice', status: 500, body: 'oops' });
      const element = page.streaming();
      await inState(element, 'error');
      expect(words(find(element, '[part=error]'))).to.match(/problem of its own.*HTTP 500/);
      await end();
      button(element, 'Try again').click();
      await inState(element, 'ready');
    });
  });

  describe('operators', () => {
    it('create a connection, see its inlet and copy it (STREAM-R6)', async () => {
      const element = await open();
      const told: unknown[] = [];
      element.addEventListener('streaming-change', ({ action, name }) => told.push([action, name]));
      button(element, 'New connection').click();
      await until(() => find(element, '#name'), 'the form');
      button(element, 'Create').click();
      await until(() => focused(element, '.summary'), 'the summary to have the focus');
      type(element, '#name', 'Garden gate');
      tick(element, '[name=personal]');
      await element.updateComplete;
      expect(find<HTMLInputElement>(element, '[name=authentication]')).to.include({ checked: true, disabled: true });
      button(element, 'Create').click();
      await until(() => words(find(element, '.panel h2')) === 'Garden gate', 'the new connection');
      const made = (await page.world.streaming.connections()).find(({ name }) => name === 'Garden gate')!;
      expect(words(find(element, 'dl'))).to.contain(made.inletUrl);
      expect(told).to.deep.equal([['created', 'Garden gate']]);
      await until(() => opened(element).includes('Garden gate'), 'it in the list');
    });

    it('change a name, and see who was first (STREAM-R8, STREAM-R10)', async () => {
      const element = await open();
      await show(element);
      const { id } = (await page.world.streaming.connections()).find(
        ({ name }) => name === words(find(element, '.panel h2')),
      )!;
      await page.world.streaming.edit({ id, name: 'Theirs' });
      await expand(element, 'Edit');
      type(element, '#edit-name', 'Mine');
      button(element, 'Save').click();
      await until(() => find(element, '[part=conflict]'), 'the conflict');
      expect(words(find(element, '[part=conflict]'))).to.match(/Somebody else.*Mine.*Theirs/);
      await expect(element).to.be.accessible();
      button(element, 'Overwrite with mine').click();
      await until(() => words(find(element, '.panel h2')) === 'Mine', 'the name');
      expect((await page.world.streaming.connections()).map(({ name }) => name)).to.include('Mine');
    });

    it('a creation whose answer was lost is offered, rather than made a second time (STREAM-R6)', async () => {
      const element = await open();
      const made = async (): Promise<number> =>
        (await page.world.streaming.connections()).filter(({ name }) => name === 'Garden, gate').length;
      button(element, 'New connection').click();
      await until(() => find(element, '#name'), 'the form');
      type(element, '#name', 'Garden, gate');
      await page.world.fault({
        path: '/data/foundation/flowservice/connections',
        method: 'POST',
        omitCors: true,
        times: 1,
      });
      button(element, 'Create').click();
      await until(() => find(element, '.candidates'), 'the connection that was made');
      expect(await made()).to.equal(1);
      expect(words(button(element, 'Create another one'))).to.equal('Create another one');
      await expect(element).to.be.accessible();
      button(element, 'Open “Garden, gate”').click();
      await until(() => words(find(element, '.panel h2')) === 'Garden, gate', 'it');
      expect(words(find(element, 'dl'))).to.contain('/collection/');
      expect(await made()).to.equal(1);
    });

    it('a creation of which nothing could be learned is looked for before it is sent again (STREAM-R6)', async () => {
      const element = await open();
      const posts = async (): Promise<number> =>
        (await page.world.journal({ method: 'POST', path: '/data/foundation/flowservice/connections' })).length;
      button(element, 'New connection').click();
      await until(() => find(element, '#name'), 'the form');
      type(element, '#name', 'Garden gate');
      const end = await page.world.fault({ path: '/data/foundation/flowservice/connections', omitCors: true });
      button(element, 'Create').click();
      await until(
        () => find(element, '.panel [part=error]') && words(find(element, '.panel .primary')) === 'Create',
        'the problem',
      );
      await end();
      button(element, 'Create').click();
      await until(() => find(element, '.candidates'), 'the connection that was made');
      expect(await posts()).to.equal(1);
      button(element, 'Create another one').click();
      await until(() => words(find(element, '.panel h2')) === 'Garden gate', 'the second one, wanted');
      expect(await posts()).to.equal(2);
    });

    it('a conflict about the state is decided about the state; what they changed stays (STREAM-R10)', async () => {
      const element = await open();
      await show(element);
      const name = words(find(element, '.panel h2'));
      const { id } = (await page.world.streaming.connections()).find(each => each.name === name)!;
      await page.world.streaming.edit({ id, name: 'Theirs' });
      button(element, 'Disable').click();
      await until(() => find(element, '[part=conflict]'), 'the conflict');
      expect(words(find(element, '[part=conflict]'))).to.match(
        /Yours Theirs .*disabled At the service Theirs .*enabled/,
      );
      button(element, 'Overwrite with mine').click();
      await until(() => words(find(element, 'dl')).includes('disabled'), 'the state');
      expect(words(find(element, '.panel h2'))).to.equal('Theirs');
      expect((await page.world.streaming.connections()).map(each => each.name)).to.include('Theirs');
    });

    it('a change whose answer was lost is read, and no conflict with oneself (STREAM-R8, STREAM-R10)', async () => {
      const element = await open();
      await show(element);
      await expand(element, 'Edit');
      type(element, '#edit-name', 'Mine');
      await page.world.fault({
        ...{ path: '/data/foundation/flowservice/connections', method: 'PATCH', omitCors: true, times: 1 },
      });
      button(element, 'Save').click();
      await until(() => said(element) === 'Saved.', 'the change');
      expect(words(find(element, '.panel h2'))).to.equal('Mine');
      expect(await page.world.journal({ method: 'PATCH' })).to.have.length(1);
    });

    it('what is said twice is told twice', async () => {
      const element = await open();
      const heard: string[] = [];
      const observer = new MutationObserver(() => heard.push(said(element)));
      observer.observe(find(element, '[role=status]')!, { childList: true, characterData: true, subtree: true });
      for (let time = 0; time < 2; time++) {
        element.announce('Copied: Inlet id');
        await element.updateComplete;
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      observer.disconnect();
      expect(heard.filter(Boolean)).to.deep.equal(['Copied: Inlet id', 'Copied: Inlet id']);
    });

    it('a name that was emptied is refused in the form, nothing is sent', async () => {
      const element = await open();
      await show(element);
      await expand(element, 'Edit');
      type(element, '#edit-name', ' ');
      type(element, '#edit-description', 'Another hall');
      button(element, 'Save').click();
      await until(() => focused(element, '.summary'), 'the summary');
      expect(words(find(element, '.summary li'))).to.equal('A connection needs a name.');
      expect(await page.world.journal({ method: 'PATCH' })).to.deep.equal([]);
    });

    it('a guide with empty fields brings the focus to what is missing', async () => {
      const element = await open();
      await show(element);
      await expand(element, 'Set-up guide');
      button(element, 'Make the rest').click();
      await until(() => focused(element, '.summary'), 'the summary');
      expect(all(element, '.summary li')).to.have.length(2);
    });

    it('a switch that nobody answered blames the line, and says nothing of dataflows (STREAM-R18)', async () => {
      const element = await open();
      await show(element);
      const end = await page.world.fault({ path: '/data/foundation/flowservice', method: 'PATCH', drop: true });
      button(element, 'Disable').click();
      await until(() => find(element, '.panel [part=error]') && !button(element, 'Disable').disabled, 'the problem');
      await end();
      await new Promise(resolve => setTimeout(resolve, 150));
      expect(words(find(element, '.panel'))).to.match(/cannot be reached/);
      expect(words(find(element, '.panel'))).not.to.match(/dataflow uses|dataflows use/);
    });

    it('switch the state; where that is refused, the dataflows (STREAM-R18)', async () => {
      const element = await open();
      await show(element);
      button(element, 'Disable').click();
      await until(() => words(find(element, 'dl')).includes('disabled'), 'disabled');
      await page.world.switches({ patchState: false });
      page.forgive(/1434|state/);
      button(element, 'Enable').click();
      await until(() => /no dataflow uses this one/.test(words(find(element, '.panel'))), 'the explanation');
    });

    it('delete by typing the name (STREAM-R17)', async () => {
      const element = await open();
      await show(element);
      const name = words(find(element, '.panel h2'));
      button(element, 'Delete').click();
      await until(() => find<HTMLDialogElement>(element, 'dialog')?.open, 'the question');
      await expect(element).to.be.accessible();
      const confirm = find<HTMLButtonElement>(element, 'dialog .danger')!;
      expect(confirm.disabled).to.equal(true);
      type(element, '#confirm-name', name);
      await element.updateComplete;
      expect(confirm.disabled).to.equal(false);
      confirm.click();
      await until(() => !opened(element).includes(name), 'it to be gone');
      expect(said(element)).to.equal(`“${name}” was deleted.`);
    });

    it('make the chain to a dataset, are told to wait, and then cannot delete (STREAM-R17, STREAM-R19)', async () => {
      const element = await open();
      await show(element);
      await expand(element, 'Set-up guide');
      type(element, '#chain-schema', SCHEMA_ID);
      type(element, '#chain-dataset', DATASET_ID);
      button(element, 'Make the rest').click();
      await until(() => find(element, '[role=timer]'), 'the countdown');
      expect(words(find(element, '[role=timer]'))).to.match(/Wait [45]:\d\d/);
      await expand(element, 'Send a test event');
      expect(words(find(element, '.panel'))).to.match(/not settled yet/);
      const name = words(find(element, '.panel h2'));
      button(element, 'Delete').click();
      await until(() => find<HTMLDialogElement>(element, 'dialog')?.open, 'the question');
      type(element, '#confirm-name', name);
      await element.updateComplete;
      page.forgive(/1418|1447|refused/);
      find(element, 'dialog .danger')!.click();
      await until(() => /dataflows use it/.test(words(find(element, 'dialog'))), 'the dataflows');
      expect(all(element, 'dialog li')).to.have.length(1);
    });

    it('send a test event, and read what validation found beside the line (STREAM-R30, STREAM-R38)', async () => {
      const element = await open();
      await show(element);
      await expand(element, 'Send a test event');
      fillTest(element);
      const json = find<HTMLTextAreaElement>(element, '#json')!;
      expect(JSON.parse(json.value)).to.have.property('eventType', 'media.sessionStart');
      tick(element, '[name=validate]');
      const good = json.value;
      page.forgive(/./);
      type(element, '#json', good.replace('"playhead": 0', '"playhead": "x"'));
      all(element, 'form .primary')
        .find(each => words(each) === 'Send a test event')!
        .click();
      await until(() => find(element, '.note.bad li'), 'the violation');
      expect(words(find(element, '.note.bad li'))).to.match(/^Line \d+: #\/mediaCollection\/playhead/);
      type(element, '#json', good);
      all(element, 'form .primary')
        .find(each => words(each) === 'Send a test event')!
        .click();
      await until(() => /valid/.test(words(find(element, '.note.good'))), 'the receipt');
      const events = await page.world.streaming.events();
      expect(events).to.have.length(1);
      expect(events[0]!.violations).to.deep.equal([]);
    });

    it('filter by the service and by what is loaded; nothing is said to be nothing (STREAM-R15, STREAM-R16)', async () => {
      const element = await open();
      const [first] = opened(element);
      type(element, '#filter-name', first!);
      await until(() => opened(element).length === 1, 'one');
      type(element, '#filter-name', 'nobody & nothing');
      await inState(element, 'empty');
      expect(words(find(element, '.list'))).to.match(/Nothing matches/);
      type(element, '#filter-name', 'zzz, yyy');
      await inState(element, 'error');
      expect(words(find(element, '[part=error]'))).to.match(/^Nothing was sent.*without a comma/);
      expect(JSON.stringify(await page.world.journal())).not.to.contain('zzz');
    });
  });

  describe('tokens', () => {
    it('one that ran out is asked for again, and the operator notices nothing (STREAM-R12)', async () => {
      const element = page.streaming();
      const asked: boolean[] = [];
      page.forgive(/./);
      element.accessToken = ({ refresh }) => (asked.push(refresh), refresh ? STAFF_TOKEN : 'stale');
      await inState(element, 'ready');
      expect(asked.slice(0, 2)).to.deep.equal([false, true]);
    });

    it('one that may only read is told in words', async () => {
      const element = await open();
      element.accessToken = () => READ_ONLY_TOKEN;
      await show(element);
      page.forgive(/./);
      button(element, 'Disable').click();
      await until(() => find(element, '[part=error]'), 'the refusal');
      expect(words(find(element, '[part=error]'))).to.match(/not allowed/);
    });
  });

  describe('keyboard', () => {
    it('arrows move among the rows, Enter opens, closing gives the focus back', async () => {
      const element = await open();
      const rows = all(element, '.open');
      expect(rows.map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1, -1]);
      rows[0]!.focus();
      for (const key of ['ArrowDown', 'End', 'Home', 'ArrowDown']) {
        element.shadowRoot!.activeElement!.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, composed: true }),
        );
        await element.updateComplete;
        await element.updateComplete;
      }
      expect(words(element.shadowRoot!.activeElement)).to.equal(words(rows[1]));
      (element.shadowRoot!.activeElement as HTMLElement).click();
      await until(() => find(element, '.panel'), 'the panel');
      button(element, 'Close').focus();
      button(element, 'Close').click();
      await until(() => element.shadowRoot!.activeElement?.classList.contains('open'), 'the focus in the list');
    });
  });

  describe('looking again', () => {
    const { setTimeout: original } = globalThis;
    afterEach(() => {
      globalThis.setTimeout = original;
    });

    it('reads the list each minute, keeps focus and scroll, and rests while it is out of the page', async () => {
      globalThis.setTimeout = ((work: () => void, ms = 0) =>
        original(work, ms === 60_000 ? 50 : ms)) as typeof setTimeout;
      const element = await open();
      all(element, '.open')[1]!.focus();
      const { id } = (await page.world.streaming.connections())[0]!;
      await page.world.streaming.edit({ id, name: 'Theirs' });
      await until(() => opened(element).includes('Theirs'), 'the change');
      expect(element.shadowRoot!.activeElement?.classList.contains('open')).to.equal(true);
      element.remove();
      await new Promise(resolve => original(resolve, 100));
      const before = (await page.world.journal()).length;
      await new Promise(resolve => original(resolve, 200));
      expect(await page.world.journal()).to.have.length(before);
    });
  });

  describe('lifecycle', () => {
    it('removed while it waits: the request ends; put back: it works', async () => {
      await page.world.fault({ path: '/data/foundation/flowservice/connections', delay: 400, times: 1 });
      const element = page.streaming();
      await until(() => element.controller.loading, 'the request');
      const { parentElement } = element;
      element.remove();
      expect(element.controller.loading).to.equal(false);
      parentElement!.append(element);
      await inState(element, 'ready');
    });

    it('properties set before it is upgraded count', async () => {
      const element = page.streaming();
      await inState(element, 'ready');
      expect(Object.keys(element)).not.to.include('accessToken');
    });
  });
});
