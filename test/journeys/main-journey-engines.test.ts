import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, type Hand, OTHER_ENGINES, waitFor } from './hand.ts';
import { openDemo, type Demo, until } from './stage.ts';

/** What Chromium shows in `main-journey.test.ts`, with the windows of the other engines. */
for (const [engine, start] of Object.entries(OTHER_ENGINES)) {
  describe(`a viewer signs in, unlocks, watches and is measured, in ${engine}`, () => {
    let hand: Hand;
    let place: Demo;
    before(async () => {
      place = await openDemo();
      hand = await start();
      await hand.open(place.site);
    });
    after(async () => {
      await hand?.end();
      await place?.close();
    });

    const inState = (tag: string, state: string): Promise<void> =>
      waitFor(hand, `${at(tag)}?.getAttribute('state') === '${state}'`);
    const clickOn = async (selector: string): Promise<void> => {
      await waitFor(hand, at(selector));
      await hand.click(selector);
    };
    const events = async () => (await place.world.sessions())[0]?.events ?? [];

    it('PASS-R33, PASS-R36, PASS-R37, PASS-R40: signs in in the provider’s window, and the gate opens', async () => {
      await inState('pass-gate', 'signed-out');
      assert.equal(await hand.read("document.querySelectorAll('video').length"), 0, 'what is gated is not in the page');
      await clickOn('pass-gate >>> button');
      await clickOn('pass-gate >>> pass-provider-picker >>> #option-0');
      await until('the provider’s window is there', async () => (await hand.windows()) === 2);
      await hand.lookAt('last');
      await waitFor(hand, at('#password'));
      await hand.type('#username', 'demo');
      await hand.type('#password', 'demo');
      await hand.click('button.first');
      await until('the window has gone', async () => (await hand.windows()) === 1, 30_000);
      await hand.lookAt('first');
      await inState('pass-gate', 'authorized');
      await inState('pass-account', 'signed-in');
    });

    it('MC-R46, MC-R48, MC-R52, MC-R57: plays real video with a pause, all of it measured in order', async () => {
      await hand.read('void document.querySelector("video").play()');
      await waitFor(hand, 'document.querySelector("video").currentTime > 12');
      await hand.read('document.querySelector("video").pause()');
      await until('the pause arrived', async () =>
        (await events()).some(({ eventType }) => eventType === 'pauseStart'),
      );
      const types = (await events()).map(({ eventType }) => eventType);
      const rare = types.filter(type => !/^(bitrateChange|state|buffer)/.test(type));
      assert.deepEqual(rare, ['sessionStart', 'play', 'ping', 'pauseStart']);
      const times = (await events()).map(({ playerTime }) => playerTime.ts);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => a - b),
      );
    });

    it('PASS-R2, PASS-R4, MC-R87: a reload ends the session and asks for nothing that is known', async () => {
      await place.world.clearJournal();
      await hand.open(place.site);
      await inState('pass-gate', 'authorized');
      const asked = (await place.world.journal()).filter(({ path }) => /o\/client|configuration/.test(path));
      assert.deepEqual(asked, []);
      await until('the old session ended', async () => (await events()).at(-1)?.eventType === 'sessionEnd', 30_000);
    });

    it('PASS-R92, PASS-R93, PASS-R98: signs out, at the provider too, and locks the video', async () => {
      await clickOn('pass-account >>> [part=sign-out]');
      await until('the provider’s page was visited', async () =>
        (await place.world.journal()).some(({ path }) => path.includes('/adobe-services/logout')),
      );
      await inState('pass-gate', 'signed-out');
      assert.equal(await hand.read("document.querySelectorAll('video').length"), 0);
    });

    it('leaves the service without a complaint', async () => {
      assert.deepEqual(await place.world.complaints(), []);
    });
  });
}
