import { expect } from '@open-wc/testing';
import type { TveError } from '../../../src/core/errors.ts';
import { createSingleFlight } from '../../../src/core/single-flight.ts';

/** A flight that lands when it is told to. */
function flight() {
  let land = (_value: string): void => {};
  let crash = (_error: Error): void => {};
  const signals: AbortSignal[] = [];
  const run = (signal: AbortSignal): Promise<string> => {
    signals.push(signal);
    return new Promise((resolve, reject) => {
      land = resolve;
      crash = reject;
    });
  };
  return { run, signals, land: (value: string) => land(value), crash: (error: Error) => crash(error) };
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: TveError) => error.code);

describe('single flight', () => {
  it('PASS-R17: who asks for the same at the same time shares one flight', async () => {
    const share = createSingleFlight();
    const { run, signals, land } = flight();
    const both = Promise.all([share('a', run), share('a', run)]);
    land('there');
    expect([await both, signals.length]).to.deep.equal([['there', 'there'], 1]);
  });

  it('other questions fly on their own', () => {
    const share = createSingleFlight();
    const { run, signals } = flight();
    void share('a', run);
    void share('b', run);
    expect(signals).to.have.length(2);
  });

  it('who asks after it landed flies again', async () => {
    const share = createSingleFlight();
    const { run, signals, land } = flight();
    const first = share('a', run);
    land('one');
    await first;
    void share('a', run);
    expect(signals).to.have.length(2);
  });

  it('a crash is told to everybody, and is not kept', async () => {
    const share = createSingleFlight();
    const { run, signals, crash } = flight();
    const both = [share('a', run), share('a', run)].map(promise => promise.catch((error: Error) => error.message));
    crash(new Error('down'));
    const told = await Promise.all(both);
    void share('a', run);
    expect([told, signals.length]).to.deep.equal([['down', 'down'], 2]);
  });

  it('PASS-R63: who leaves, leaves alone', async () => {
    const share = createSingleFlight();
    const { run, signals, land } = flight();
    const leaving = new AbortController();
    const left = codeOf(share('a', run, leaving.signal));
    const stayed = share('a', run);
    leaving.abort();
    await left;
    land('there');
    expect([await left, await stayed, signals[0]!.aborted]).to.deep.equal(['aborted', 'there', false]);
  });

  it('PASS-R63: the last who leaves ends the flight', async () => {
    const share = createSingleFlight();
    const { run, signals } = flight();
    const [one, two] = [new AbortController(), new AbortController()];
    const both = [codeOf(share('a', run, one.signal)), codeOf(share('a', run, two.signal))];
    one.abort();
    two.abort();
    await Promise.all(both);
    expect(signals[0]!.aborted).to.equal(true);
  });

  it('who comes after that gets a new flight', async () => {
    const share = createSingleFlight();
    const { run, signals, land } = flight();
    const leaving = new AbortController();
    const left = codeOf(share('a', run, leaving.signal));
    leaving.abort();
    await left;
    const next = share('a', run);
    land('there');
    expect([await next, signals.length]).to.deep.equal(['there', 2]);
  });
});
