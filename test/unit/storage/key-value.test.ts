import { expect } from '@open-wc/testing';
import { openDeviceStore } from '../../../src/storage/device-store.ts';
import type { KeyValueStore } from '../../../src/storage/key-value.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';

const stores: [string, () => KeyValueStore][] = [
  ['memory', createMemoryStore],
  ['the device', () => openDeviceStore(text => expect.fail(text))],
];

for (const [where, open] of stores) {
  describe(`a store in ${where}`, () => {
    const store = open();
    beforeEach(() => store.clear());

    it('PASS-R3: gives back what was set, by its key', async () => {
      await store.set(['a', 1], { deep: ['x'] });
      expect([await store.get(['a', 1]), await store.get(['a'])]).to.deep.equal([{ deep: ['x'] }, undefined]);
    });

    it('changes an entry in one step, also when many want to', async () => {
      const add = (n = 0) => n + 1;
      await Promise.all(Array.from({ length: 20 }, () => store.update<number>(['n'], add)));
      expect(await store.get(['n'])).to.equal(20);
    });

    it('a change to nothing deletes', async () => {
      await store.set(['n'], 1);
      await store.update(['n'], () => undefined);
      expect(await store.entries([])).to.deep.equal([]);
    });

    it('a change that throws leaves the entry as it was', async () => {
      await store.set(['n'], 1);
      const thrown = await store
        .update(['n'], () => {
          throw new RangeError('no');
        })
        .catch((error: Error) => error.message);
      expect([thrown, await store.get(['n'])]).to.deep.equal(['no', 1]);
    });

    it('deletes several entries', async () => {
      await store.set(['a'], 1);
      await store.set(['b'], 2);
      await store.delete(['a'], ['b']);
      expect(await store.entries([])).to.deep.equal([]);
    });

    it('sets and deletes together', async () => {
      await store.set(['old'], 1);
      await store.write([
        [['old'], undefined],
        [['new'], 2],
      ]);
      expect(await store.entries([])).to.deep.equal([[['new'], 2]]);
    });

    it('lists what is below a prefix, numbers before words, in order', async () => {
      for (const key of [['e', 10], ['e', 9], ['e', 'z'], ['e'], ['e', 9, 1], ['ee', 1], ['d']])
        await store.set(key, 0);
      const keys = (await store.entries(['e'])).map(([key]) => key);
      expect(keys).to.deep.equal([['e'], ['e', 9], ['e', 9, 1], ['e', 10], ['e', 'z']]);
    });

    it('lists no more than was asked for', async () => {
      for (const n of [3, 1, 2]) await store.set(['e', n], n);
      expect((await store.entries(['e'], 2)).map(([, value]) => value)).to.deep.equal([1, 2]);
    });
  });
}

describe('a store on a device without storage', () => {
  const INDEXED = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
  after(() => Object.defineProperty(globalThis, 'indexedDB', INDEXED));

  it('goes on in memory and says so once', async () => {
    const open = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: { open } });
    const told: string[] = [];
    const store = openDeviceStore(text => told.push(text));
    await store.set(['a'], 1);
    expect([await store.get(['a']), told.length]).to.deep.equal([1, 1]);
  });

  it('leaves nothing behind that fails later', async () => {
    const open = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: { open } });
    const unhandled: PromiseRejectionEvent[] = [];
    const hear = (event: PromiseRejectionEvent): void => {
      event.preventDefault();
      unhandled.push(event);
    };
    window.addEventListener('unhandledrejection', hear);
    const { setTimeout: later } = window;
    // The time after which an open request is given up comes at once.
    Object.assign(window, { setTimeout: (run: () => void) => later(run, 0) });
    try {
      await openDeviceStore(() => {}).set(['a'], 1);
    } finally {
      Object.assign(window, { setTimeout: later });
    }
    await new Promise(resolve => later(resolve, 50));
    window.removeEventListener('unhandledrejection', hear);
    expect(unhandled).to.deep.equal([]);
  });
});
