import { expect } from '@open-wc/testing';
import { createFakeClock } from '../../support/fake-clock.ts';
import type { TveError } from '../../../src/core/errors.ts';
import { onAbort } from '../../../src/core/signals.ts';
import { abandonable, wait } from '../../../src/core/wait.ts';

const quick = (): Promise<void> => Promise.resolve();
const codeOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: TveError) => error.code);
const abortedSignal = (): AbortSignal => {
  const controller = new AbortController();
  controller.abort();
  return controller.signal;
};

describe('wait', () => {
  it('resolves when the time has come, not before', async () => {
    const clock = createFakeClock(0, quick);
    let done = false;
    void wait(clock, 1000).then(() => (done = true));
    await clock.advance(999);
    const early = done;
    await clock.advance(1);
    expect([early, done]).to.deep.equal([false, true]);
  });

  it('is given up as soon as the signal is, and leaves no timer', async () => {
    const clock = createFakeClock(0, quick);
    const leaving = new AbortController();
    const waiting = codeOf(wait(clock, 1000, leaving.signal));
    leaving.abort();
    expect([await waiting, clock.timers]).to.deep.equal(['aborted', 0]);
  });

  it('does not begin for who has left already', async () => {
    const clock = createFakeClock(0, quick);
    expect([await codeOf(wait(clock, 1000, abortedSignal())), clock.timers]).to.deep.equal(['aborted', 0]);
  });
});

describe('abandonable', () => {
  it('gives what the promise gives', async () => {
    expect(await abandonable(Promise.resolve(7), new AbortController().signal)).to.equal(7);
  });

  it('fails as the promise fails', async () => {
    expect(await codeOf(abandonable(Promise.reject(Object.assign(new Error(''), { code: 'x' }))))).to.equal('x');
  });

  it('leaves a promise that never ends', async () => {
    const leaving = new AbortController();
    const waiting = codeOf(abandonable(new Promise(() => {}), leaving.signal));
    leaving.abort();
    expect(await waiting).to.equal('aborted');
  });
});

describe('onAbort', () => {
  it('runs once', () => {
    const controller = new AbortController();
    let runs = 0;
    onAbort(controller.signal, () => runs++);
    controller.abort();
    controller.abort();
    expect(runs).to.equal(1);
  });

  it('runs at once when it has happened', () => {
    let runs = 0;
    onAbort(abortedSignal(), () => runs++);
    expect(runs).to.equal(1);
  });

  it('does not run for who stopped listening', () => {
    const controller = new AbortController();
    let runs = 0;
    onAbort(controller.signal, () => runs++)();
    controller.abort();
    expect(runs).to.equal(0);
  });
});
