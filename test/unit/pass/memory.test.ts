import { expect } from '@open-wc/testing';
import { createPassMemory } from '../../../src/pass/memory.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import { acme, aProfile } from './machine-support.ts';

const NOW = 1_800_000_000_000;

describe('what the device remembers', () => {
  const storage = createMemoryStore();
  const memory = (scope = ['demo'], store = storage) => createPassMemory(store, scope, () => NOW);
  beforeEach(() => storage.clear());

  it('PASS-R103: the device identifier is the same for every page and every publisher', async () => {
    const ids = await Promise.all([memory().deviceId(), memory(['other']).deviceId()]);
    expect([ids[0], await memory().deviceId()]).to.deep.equal([ids[1], ids[1]]);
  });

  it('PASS-R103: it is a random id', async () => {
    expect(await memory().deviceId()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('a device that could not answer once is asked again', async () => {
    let fails = true;
    const flaky = {
      ...storage,
      update: ((key, change) =>
        fails ? Promise.reject(new Error('busy')) : storage.update(key, change)) as typeof storage.update,
    };
    const device = memory(['demo'], flaky);
    await device.deviceId().catch(() => {});
    fails = false;
    expect(await device.deviceId()).to.be.a('string');
  });

  it('PASS-R52: profiles come back with everything that was known of them', async () => {
    await memory().keepProfiles([aProfile('acme')]);
    expect((await memory().load()).profiles).to.deep.equal([aProfile('acme')]);
  });

  it('a sign-in lasts as long as the service says, however long that is (UX-R30)', async () => {
    const years = 10 * 365 * 86_400_000;
    await memory().keepProfiles([aProfile('acme', NOW + years)]);
    const loaded = async (now: number) => (await createPassMemory(storage, ['demo'], () => now).load()).profiles.length;
    expect([await loaded(NOW + years - 1), await loaded(NOW + years)]).to.deep.equal([1, 0]);
  });

  it('PASS-R55: a profile that has run out does not', async () => {
    await memory().keepProfiles([aProfile('acme', NOW), aProfile('bright', NOW + 1)]);
    expect((await memory().load()).profiles.map(({ mvpd }) => mvpd)).to.deep.equal(['bright']);
  });

  it('PASS-R22: the provider comes back with id, name and logo', async () => {
    await memory().keepProvider(acme);
    expect((await memory().load()).provider).to.deep.equal(acme);
  });

  it('what is forgotten leaves nothing in storage', async () => {
    await memory().keepProfiles([aProfile('acme')]);
    await memory().keepProvider(acme);
    await memory().keepProfiles([]);
    await memory().keepProvider(null);
    expect(await storage.entries([])).to.deep.equal([]);
  });

  it('two publishers on one site do not see each other’s', async () => {
    await memory().keepProfiles([aProfile('acme')]);
    expect(await memory(['other']).load()).to.deep.equal({ profiles: [], provider: null });
  });
});
