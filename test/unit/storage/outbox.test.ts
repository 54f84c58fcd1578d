import { expect } from '@open-wc/testing';
import { openDeviceStore } from '../../../src/storage/device-store.ts';
import type { KeyValueStore } from '../../../src/storage/key-value.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import { createOutbox } from '../../../src/storage/outbox.ts';

const STORES: Record<string, () => KeyValueStore> = { memory: createMemoryStore, device: () => openDeviceStore() };

for (const [name, open] of Object.entries(STORES)) {
  describe(`storage in ${name}`, () => {
    let store: KeyValueStore;
    beforeEach(async () => {
      store = open();
      await store.clear();
    });

    it('writes several entries at once and deletes those without a value', async () => {
      await store.set(['a', 1], 'old');
      await store.write([
        [['a', 1], undefined],
        [['a', 2], 'two'],
        [['a', 10], 'ten'],
        [['b'], 'other'],
      ]);
      expect(await store.entries(['a'])).to.eql([
        [['a', 2], 'two'],
        [['a', 10], 'ten'],
      ]);
      expect(await store.get(['b'])).to.equal('other');
    });

    it('writes all or nothing', async () => {
      if (name === 'memory') return;
      const failed = await store
        .write([
          [['a'], 1],
          [['b'], () => {}],
        ])
        .then(
          () => false,
          () => true,
        );
      expect(failed).to.equal(true);
      expect(await store.get(['a'])).to.equal(undefined);
    });

    describe('outbox', () => {
      it('keeps one record for each event, in order, also between whole numbers', async () => {
        const outbox = createOutbox<{ sid?: string }, string>(store);
        await outbox.write('s', [[1, 'one']], { sid: 'x' });
        await outbox.write('s', [
          [3, 'three'],
          [10, 'ten'],
          [2.5, 'half'],
        ]);
        await outbox.write('t', [[1, 'other']]);
        expect(await outbox.peek('s')).to.eql([
          [1, 'one'],
          [2.5, 'half'],
          [3, 'three'],
          [10, 'ten'],
        ]);
        expect(await outbox.peek('s')).to.have.length(4);
        expect(await outbox.session('s')).to.eql({ sid: 'x' });
        expect(await outbox.count()).to.equal(5);
        expect(await outbox.sessions()).to.eql(['s', 't']);
      });

      it('deletes by key, with or without the record of the session', async () => {
        const outbox = createOutbox<{ sid?: string }, string>(store);
        await outbox.write(
          's',
          [
            [1, 'one'],
            [2, 'two'],
          ],
          {},
        );
        await outbox.write('s', [[1, undefined]], { sid: 'y' });
        expect([await outbox.peek('s'), await outbox.session('s')]).to.eql([[[2, 'two']], { sid: 'y' }]);
        await outbox.write('s', [[2, undefined]]);
        expect(await outbox.session('s')).to.eql({ sid: 'y' });
        await outbox.write('s', [], null);
        expect(await outbox.sessions()).to.eql([]);
      });

      it('clears itself and nothing else', async () => {
        const outbox = createOutbox<object, string>(store);
        await store.set(['pass'], 'kept');
        await outbox.write('s', [[1, 'one']], {});
        await outbox.clear();
        expect(await store.entries([])).to.eql([[['pass'], 'kept']]);
      });
    });
  });
}
