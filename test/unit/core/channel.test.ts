import { expect } from '@open-wc/testing';
import { forget, onForget } from '../../../src/controllers/page-client.ts';
import { openChannel } from '../../../src/core/channel.ts';

const CHANNEL = globalThis.BroadcastChannel;
const ways: [string, unknown][] = [
  ['has none', undefined],
  [
    'forbids it with storage',
    class {
      constructor() {
        throw new DOMException('insecure', 'SecurityError');
      }
    },
  ],
];

describe('a line to the other tabs', () => {
  it('is there where the browser has one', () => {
    const channel = openChannel('a line');
    expect(channel).to.be.instanceOf(CHANNEL);
    channel!.close();
  });

  for (const [where, found] of ways) {
    describe(`where the browser ${where}`, () => {
      before(() => Object.assign(globalThis, { BroadcastChannel: found }));
      after(() => Object.assign(globalThis, { BroadcastChannel: CHANNEL }));

      it('is missing, and this page goes on alone', async () => {
        expect(openChannel('a line')).to.equal(undefined);
        let heard = 0;
        const stop = onForget(() => heard++);
        await forget();
        stop();
        expect(heard).to.equal(1);
      });
    });
  }
});
