import { expect } from '@open-wc/testing';
import { createProviderList, type ProviderList } from '../../../src/pass/provider-list.ts';
import type { Transport } from '../../../src/pass/transport.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

describe('provider list', () => {
  let asked: number;
  let fails: boolean;
  let clock: FakeClock;
  let list: ProviderList;

  beforeEach(() => {
    asked = 0;
    fails = false;
    clock = createFakeClock(0, () => Promise.resolve());
    const transport: Transport = async (_request, read) => {
      asked++;
      if (fails) throw new Error('offline');
      return read({ mvpds: [{ id: 'acme', displayName: `Acme ${asked}` }] }, 200);
    };
    list = createProviderList({ serviceProvider: 'demo', transport, clock });
  });

  it('PASS-R23: asked again within three minutes, it answers from memory', async () => {
    await list.get();
    await clock.advance(179_999);
    await list.get();
    expect(asked).to.equal(1);
  });

  it('PASS-R23: after three minutes it asks the service again', async () => {
    await list.get();
    await clock.advance(180_000);
    await list.get();
    expect(asked).to.equal(2);
  });

  it('PASS-R23: two pickers that open together share one request', async () => {
    await Promise.all([list.get(), list.get()]);
    expect(asked).to.equal(1);
  });

  it('PASS-R26: a list that was dropped is asked for afresh', async () => {
    await list.get();
    list.drop();
    expect((await list.get())[0]!.displayName).to.equal('Acme 2');
  });

  it('a failure is not kept', async () => {
    fails = true;
    await list.get().catch(() => {});
    fails = false;
    expect(await list.get()).to.have.length(1);
  });

  it('PASS-R25: knows the providers it has shown by their id', async () => {
    await list.get();
    list.drop();
    expect([list.known('acme')?.displayName, list.known('Acme 1')]).to.deep.equal(['Acme 1', undefined]);
  });
});
