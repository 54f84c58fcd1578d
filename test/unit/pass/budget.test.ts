import { expect } from '@open-wc/testing';
import { createThrottle as createService } from '../../../demo/services/handlers/shared/throttle.ts';
import { block, spend, type Budget } from '../../../src/pass/budget.ts';

/** Sends at the given moments, or as soon afterwards as the budget allows; gives back when. */
function send(wanted: number[], start?: Budget): { sent: number[]; budget: Budget | undefined } {
  let budget = start;
  let now = 0;
  const sent = wanted.map(at => {
    now = Math.max(now, at);
    for (;;) {
      const step = spend(budget, now);
      ({ budget } = step);
      if (step.wait === 0) return now;
      now += step.wait;
    }
  });
  return { sent, budget };
}

const service = () => {
  let now = 0;
  const limiter = createService({ elapsed: () => now, perSecond: 1, burst: 10, forgetAfter: 600_000 });
  return (at: number) => {
    now = at;
    return limiter.admit('here');
  };
};

describe('budget', () => {
  const TIMELINE = [0, 300, 600, 900, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 2100, 2200];

  it('PASS-R118: the documented timeline is sent as it is, save for its last two moments', () => {
    expect(send(TIMELINE).sent).to.deep.equal([...TIMELINE.slice(0, -2), 2250, 3300]);
  });

  it('PASS-R118: the service admits all of it', () => {
    expect(send(TIMELINE).sent.map(service())).to.not.include(false);
  });

  it('PASS-R118: what the documented timeline shows refused is held back until it is welcome', () => {
    const { sent } = send([...TIMELINE, 2400, 2600, 2800, 3100]);
    expect(sent.map(service())).to.not.include(false);
  });

  it('PASS-R118: a cold start of ten goes out at once, the eleventh a second later', () => {
    const { sent } = send(Array<number>(11).fill(0));
    expect(sent).to.deep.equal([...Array<number>(10).fill(0), 1050]);
  });

  it('PASS-R118: the service refuses none although the first request travels longer than those after it', () => {
    const { sent } = send([...Array<number>(10).fill(0), 1050, 1050, 2100]);
    const [first, ...rest] = sent.map(at => at);
    expect([first! + 400, ...rest.map(at => Math.max(at, 400))].map(service())).to.not.include(false);
  });

  it('PASS-R118: a long queue goes out at one in a second, and the service refuses none', () => {
    const { sent } = send(Array<number>(100).fill(0));
    expect(sent.map(service())).to.not.include(false);
  });

  it('PASS-R118: the burst is granted once, however slowly the page goes on', () => {
    const { budget } = send(Array<number>(11).fill(0));
    expect(send([60_000, 60_000], budget).sent).to.deep.equal([60_000, 61_050]);
  });

  it('PASS-R118: after ten silent minutes the service has forgotten the device', () => {
    const { budget } = send(Array<number>(10).fill(0));
    const later = 10 * 60_000 + 1;
    expect(send([later, later, later], budget).sent).to.deep.equal([later, later, later]);
  });

  it('PASS-R117: after a refusal nothing goes out for as long as it was told, and no burst is left', () => {
    const { budget } = send([0]);
    const blocked = block(budget, 500, 1000);
    expect(send([600, 600], blocked).sent).to.deep.equal([1500, 2550]);
  });

  it('PASS-R117: a shorter silence does not cut a longer one', () => {
    expect(spend(block(block(undefined, 0, 4000), 100, 1000), 1500).wait).to.equal(2500);
  });

  it('a clock that was set back far does not silence the page for ever', () => {
    const { budget } = send([0]);
    expect(spend({ ...budget!, last: 3_600_000, steady: 3_600_000, blockedUntil: 3_600_000 }, 0).wait).to.equal(0);
  });
});
