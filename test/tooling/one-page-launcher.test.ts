import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onePageLauncher, type OnePageBrowser } from '../support/one-page-launcher.ts';

describe('a browser that shows one file at a time', () => {
  /** What became of browsers, and how the next page behaves. */
  function bench(open: (url: string) => Promise<void> = () => Promise.resolve(), leave = open, seats = 1) {
    const log: string[] = [];
    let browsers = 0;
    const start = async (): Promise<OnePageBrowser> => {
      const name = ++browsers;
      const note = (what: string) => void log.push(`${name} ${what}`);
      return {
        open: url => (note(url), open(url)),
        leave: () => leave('blank'),
        quit: async () => note('quits'),
      };
    };
    return { log, launcher: onePageLauncher({ name: 'fake', start, seats }) };
  }

  it('keeps it for the next file, and ends it with the run', async () => {
    const { log, launcher } = bench();
    for (const id of ['a', 'b']) {
      await launcher.startSession(id, id);
      assert.deepEqual([launcher.isActive(id), launcher.getBrowserUrl(id)], [true, id]);
      await launcher.stopSession(id);
      assert.equal(launcher.isActive(id), false);
    }
    await launcher.stop!();
    assert.deepEqual(log, ['1 a', '1 b', '1 quits']);
  });

  it('takes another one after many files', async () => {
    const { log, launcher } = bench();
    for (let file = 1; file <= 41; file++) {
      await launcher.startSession(`${file}`, `${file}`);
      await launcher.stopSession(`${file}`);
    }
    assert.deepEqual(log.slice(-3), ['1 40', '1 quits', '2 41']);
  });

  it('takes another one for the same file when it has died before, and for the next when it dies in between', async () => {
    let dead = true;
    const answer = () => (dead ? Promise.reject(new Error('invalid session id')) : Promise.resolve());
    const { log, launcher } = bench(() => {
      const answered = answer();
      dead = false;
      return answered;
    }, answer);
    await launcher.startSession('a', 'a');
    dead = true;
    assert.deepEqual(await launcher.stopSession('a'), {});
    dead = false;
    await launcher.startSession('b', 'b');
    assert.deepEqual(log, ['1 a', '1 quits', '2 a', '2 quits', '3 b']);
  });

  it('says so when the second one fails as well', async () => {
    const { launcher } = bench(() => Promise.reject(new Error('no display')));
    await assert.rejects(launcher.startSession('a', 'a'), /no display/);
  });

  it('leaves the next file alone when a former one never got there', async () => {
    let fail = (_: Error): void => {};
    const { log, launcher } = bench(url =>
      url === 'a' ? new Promise((_, reject) => (fail = reject)) : Promise.resolve(),
    );
    const started = launcher.startSession('a', 'a');
    await new Promise(resolve => setTimeout(resolve));
    await launcher.stopSession('a');
    await launcher.startSession('b', 'b');
    fail(new Error('late'));
    await started;
    assert.deepEqual(log, ['1 a', '1 b']);
  });

  it('has a browser for each of several files at a time', async () => {
    const { log, launcher } = bench(undefined, undefined, 2);
    await Promise.all(['a', 'b'].map(id => launcher.startSession(id, id)));
    await assert.rejects(launcher.startSession('c', 'c'), /shows 2 files already/);
    await launcher.stopSession('a');
    assert.deepEqual([launcher.isActive('a'), launcher.isActive('b')], [false, true]);
    await launcher.startSession('c', 'c');
    await launcher.stop!();
    assert.deepEqual(log, ['1 a', '2 b', '1 c', '1 quits', '2 quits']);
  });
});
