import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Hand, OTHER_ENGINES, waitFor } from './hand.ts';
import { openDemo, type Demo, until } from './stage.ts';

/** What Chromium shows in `access-enabler.test.ts`, with the windows of the other engines. */
for (const [engine, start] of Object.entries(OTHER_ENGINES)) {
  describe(`a page of the old SDK, with another script address, in ${engine}`, () => {
    let hand: Hand;
    let place: Demo;
    before(async () => {
      place = await openDemo();
      hand = await start();
      await hand.open(`${place.site}/access-enabler/`);
    });
    after(async () => {
      await hand?.end();
      await place?.close();
    });

    const told = async (): Promise<string[]> =>
      JSON.parse(
        String(
          await hand.read("JSON.stringify([...document.querySelectorAll('#log li')].map(item => item.textContent))"),
        ),
      ) as string[];
    const tells = (what: string): Promise<void> =>
      until(
        `it is told ${what}`,
        async () => (await told().catch(() => [])).some(line => line.startsWith(what)),
        30_000,
      );
    /** What is told from here on; the service counts visits that this device's own account does not. */
    const anew = async (): Promise<void> => {
      await place.world.clock.advance(11 * 60_000);
      await hand.read("document.querySelectorAll('#log li').forEach(item => item.remove())");
    };
    const choose = async (name: string): Promise<void> => {
      await tells('displayProviderDialog');
      const all = `[...document.querySelectorAll('#providers button')]`;
      const place = Number(await hand.read(`${all}.findIndex(button => button.textContent === '${name}')`));
      assert.notEqual(place, -1, `${name} is offered`);
      await hand.click(`#providers li:nth-child(${place + 1}) button`);
      await until('its window is there', async () => (await hand.windows()) === 2);
      await hand.lookAt('last');
      await waitFor(hand, "document.querySelector('#password')");
    };

    it('AE-R1, AE-R24, AE-R35, AE-S1, AE-S6: starts, shows its own dialog, is told when that is dismissed', async () => {
      await tells('setAuthenticationStatus(0, "User Not Authenticated Error")');
      await hand.click('#signin');
      await tells('displayProviderDialog');
      await hand.click('#dismiss');
      await tells('setAuthenticationStatus(0, "Provider not Selected Error")');
    });

    it('AE-R36, AE-S5: a window that the viewer closes is told to who asks for it', async () => {
      await anew();
      await hand.read(
        "void document.addEventListener('access-enabler-cancelled', () => (document.body.dataset.cancelled = 'yes'))",
      );
      await hand.click('#signin');
      await choose('Acme Cable');
      await hand.closeWindow();
      await waitFor(hand, "document.body.dataset.cancelled === 'yes'");
      assert.equal((await told()).filter(line => line.startsWith('setAuthenticationStatus')).length, 0);
    });

    it('AE-R30 to AE-R34, AE-S4: signs in in its mvpdwindow, without a reload', async () => {
      await anew();
      await hand.read("void (document.body.dataset.stayed = 'yes')");
      await hand.click('#signin');
      await choose('Pickwell Choice');
      assert.equal(await hand.read('window.name'), 'mvpdwindow');
      await hand.type('#username', 'demo');
      await hand.type('#password', 'demo');
      await hand.click('button.first');
      await until('the window has gone', async () => (await hand.windows()) === 1, 30_000);
      await hand.lookAt('first');
      await tells('preauthorizedResources');
      assert.equal(await hand.read('document.body.dataset.stayed'), 'yes');
      assert.equal(await hand.read("document.getElementById('who').textContent"), 'Signed in with pickwell');
      assert.ok((await told()).includes('setAuthenticationStatus(1, "")'));
    });

    it('AE-R46, AE-R47, AE-R56, AE-R61, AE-S8, AE-S9, AE-S13, AE-S16: plays, is denied, marks, reads metadata', async () => {
      await waitFor(hand, "document.getElementById('show-news').dataset.open === 'true'");
      assert.equal(await hand.read("document.getElementById('show-premium').dataset.open"), 'false');
      await tells('setMetadataStatus("language", false, "en")');
      await hand.click('#show-news');
      await tells('setToken("news"');
      await waitFor(hand, "document.getElementById('player').currentTime > 0.5");
      await hand.click('#show-premium');
      await tells('tokenRequestFailed("premium", "User Not Authorized Error"');
      assert.equal(await hand.read("document.getElementById('player').hidden"), true);
    });

    it('AE-R16, AE-R64, AE-R65, AE-S2, AE-S17: is signed in after a reload, and signs out', async () => {
      await place.world.clearJournal();
      await hand.open(`${place.site}/access-enabler/`);
      await tells('setAuthenticationStatus(1, "")');
      assert.equal((await place.world.journal()).filter(({ path }) => path.includes('/o/client/')).length, 0);
      await anew();
      await hand.click('#signout');
      await tells('setAuthenticationStatus(0, "User Not Authenticated Error")');
      await until('its window has gone', async () => (await hand.windows()) === 1, 30_000);
    });

    it('leaves the service without a complaint', async () => {
      assert.deepEqual(await place.world.complaints(), []);
    });
  });
}
