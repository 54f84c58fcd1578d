import { expect } from '@open-wc/testing';
import type { TveError } from '../../../src/core/errors.ts';
import { withLock } from '../../../src/core/locks.ts';

const LOCKS = Object.getOwnPropertyDescriptor(Navigator.prototype, 'locks')!;
/** As where storage is blocked. */
const denied = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) };
const ways: [string, PropertyDescriptor][] = [
  ['across tabs', LOCKS],
  ['within the page, where the browser has no locks', { configurable: true, get: () => undefined }],
  ['within the page, where the browser denies them', { configurable: true, get: () => denied }],
];

for (const [way, locks] of ways) {
  describe(`withLock ${way}`, () => {
    before(() => Object.defineProperty(Navigator.prototype, 'locks', locks));
    after(() => Object.defineProperty(Navigator.prototype, 'locks', LOCKS));

    /** A holder that stays until it is told to go. */
    const hold = (name: string, log: string[], as: string, signal?: AbortSignal) => {
      let go = (): void => {};
      const gone = new Promise<void>(resolve => (go = resolve));
      let inside = (): void => {};
      const entered = new Promise<void>(resolve => (inside = resolve));
      const done = withLock(
        name,
        async () => {
          log.push(`${as} in`);
          inside();
          await gone;
          log.push(`${as} out`);
          return as;
        },
        signal,
      );
      return { done, go, entered };
    };

    it('PASS-R16: lets one holder in at a time', async () => {
      const log: string[] = [];
      const [one, two] = [hold('a', log, 'one'), hold('a', log, 'two')];
      await one.entered;
      two.go();
      one.go();
      await Promise.all([one.done, two.done]);
      expect(log).to.deep.equal(['one in', 'one out', 'two in', 'two out']);
    });

    it('other names do not wait', async () => {
      const log: string[] = [];
      const [one, two] = [hold('b', log, 'one'), hold('c', log, 'two')];
      await Promise.all([one.entered, two.entered]);
      one.go();
      two.go();
      expect(await Promise.all([one.done, two.done])).to.deep.equal(['one', 'two']);
    });

    it('a holder that fails lets the next one in', async () => {
      const failed = withLock('d', () => Promise.reject(new Error('down'))).catch((error: Error) => error.message);
      expect([await failed, await withLock('d', async () => 'next')]).to.deep.equal(['down', 'next']);
    });

    it('who gives up while waiting never gets in', async () => {
      const log: string[] = [];
      const leaving = new AbortController();
      const first = hold('e', log, 'first');
      await first.entered;
      const left = hold('e', log, 'left', leaving.signal).done.catch((error: TveError) => error.code);
      leaving.abort();
      first.go();
      await first.done;
      expect([await left, log]).to.deep.equal(['aborted', ['first in', 'first out']]);
    });
  });
}
