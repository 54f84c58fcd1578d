import { expect } from '@open-wc/testing';
import type { PassError } from '../../../src/pass/errors.ts';
import type { Decision } from '../../../src/pass/types.ts';
import { createDevice, signInByPopup, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';

describe('Preauthorization', () => {
  let device: PassDevice;
  let tab: OpenTab;
  const asked = () =>
    device.entries(/decisions\/preauthorize/).map(({ body }) => (body as { resources: string[] }).resources);
  const start = async (mvpd = 'acmeCable'): Promise<void> => {
    device = createDevice();
    tab = await device.open();
    await signInByPopup(device, tab, mvpd);
    await device.clock.advance(60_000);
  };
  const ask = async (resources: string[], options = {}): Promise<Decision[]> => {
    const asking = tab.client.preauthorize(resources, options);
    asking.catch(() => {});
    await device.clock.advance(30_000);
    return asking;
  };
  const answers = (decisions: Decision[]) => decisions.map(({ resource, authorized }) => `${resource} ${authorized}`);
  const fault = (body: unknown, more = {}) =>
    device.control('faults', { path: '/api/v2/demo/decisions/preauthorize/*', status: 200, body, ...more });
  afterEach(() => {
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('answers for each resource in the order of the question, denials with their reason', async () => {
    await start('pickwell');
    const decisions = await ask(['sport', 'news']);
    expect([answers(decisions), decisions[0]!.error!.code]).to.deep.equal([
      ['sport false', 'news true'],
      'preauthorization_denied_by_mvpd',
    ]);
  });

  it('remembers permits and asks again about denials (PASS-R66, PASS-R68)', async () => {
    await start('pickwell');
    await ask(['news', 'sport']);
    await ask(['news', 'sport', 'weather']);
    await ask(['news', 'weather']);
    expect(asked()).to.deep.equal([
      ['news', 'sport'],
      ['sport', 'weather'],
    ]);
  });

  it('asks about permits, too, when it is told to', async () => {
    await start();
    await ask(['news']);
    await ask(['news'], { fresh: true });
    expect(asked()).to.deep.equal([['news'], ['news']]);
  });

  it('asks once when several ask at the same time', async () => {
    await start();
    await Promise.all([ask(['news']), ask(['news'])]);
    expect(asked()).to.deep.equal([['news']]);
  });

  it('forgets permits when the viewer signs out (PASS-R68)', async () => {
    await start();
    await ask(['news']);
    void tab.client.signOut();
    await device.clock.advance(5000);
    await signInByPopup(device, tab);
    await device.clock.advance(20_000);
    await ask(['news']);
    expect(asked()).to.deep.equal([['news'], ['news']]);
  });

  it('stores nothing (PASS-R67)', async () => {
    await start();
    await ask(['hidden-gem']);
    expect(JSON.stringify(await device.storage.entries([]))).not.to.include('hidden-gem');
  });

  it('never sends more than five resources, or the configured number, in a request (PASS-R69)', async () => {
    await start();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    await ask(ids);
    await ask(['h', 'i', 'j'], { maxResources: 2 });
    expect(asked()).to.deep.equal([ids.slice(0, 5), ids.slice(5), ['h', 'i'], ['j']]);
  });

  it('reports too many resources as a matter of configuration, and does not repeat the call (PASS-R70)', async () => {
    await start();
    const error = (await ask(['a', 'b', 'c', 'd', 'e', 'f'], { maxResources: 6 }).catch(
      (thrown: unknown) => thrown,
    )) as PassError;
    expect([error.code, error.action, error.retryable, asked().length]).to.deep.equal([
      ...['too_many_resources', 'configuration', false, 1],
    ]);
    device.world.journal.clear();
  });

  it('repeats only the items that ask for it (PASS-R71)', async () => {
    await start();
    const error = { status: 403, code: 'network_received_error', action: 'retry', message: 'x' };
    const item = (resource: string) => ({ resource, serviceProvider: 'demo', mvpd: 'acmeCable', source: 'mvpd' });
    await fault(
      {
        decisions: [
          { ...item('news'), authorized: true },
          { ...item('kids'), authorized: false, error },
        ],
      },
      { times: 1 },
    );
    const decisions = await ask(['news', 'kids']);
    expect([answers(decisions), asked()]).to.deep.equal([
      ['news true', 'kids true'],
      [['news', 'kids'], ['kids']],
    ]);
  });

  it('gives up after three repetitions, whichever way they failed (PASS-R71, PASS-R113)', async () => {
    await start('voidCast');
    await fault('busy', { status: 503, times: 1, contentType: 'text/html' });
    const [decision] = await ask(['news']);
    expect([decision!.authorized, decision!.error!.action, asked().length]).to.deep.equal([false, 'retry', 4]);
  });

  it('takes a resource that the answer leaves out for not permitted (PASS-R74)', async () => {
    await start();
    await fault({ decisions: [] });
    expect(answers(await ask(['news']))).to.deep.equal(['news false']);
  });

  it('finds a resource whose name came back with white space', async () => {
    await start();
    await fault({ decisions: [{ resource: 'news ', mvpd: 'acmeCable', authorized: true }] });
    expect(answers(await ask(['news']))).to.deep.equal(['news true']);
  });

  it('signs in again when the profile has ended, and nobody out on a denial (PASS-R57, PASS-R97)', async () => {
    await start('pickwell');
    await ask(['sport']);
    const { status } = tab.client.store.getState();
    await device.control('pass/expire-profiles');
    await ask(['weather']).catch(() => {});
    expect([status, tab.client.store.getState().status]).to.deep.equal(['signed-in', 'signed-out']);
  });

  it('needs somebody who is signed in', async () => {
    device = createDevice();
    tab = await device.open();
    const error = (await ask(['news']).catch((thrown: unknown) => thrown)) as PassError;
    expect([error.code, asked().length]).to.deep.equal(['authenticated_profile_missing', 0]);
  });
});
