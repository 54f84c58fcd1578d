/** Random stories, judged by rules that hold whatever happens; the same ones in every run, so that a change is judged. */
import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';

/** Something that people, pages, services or time do, and two numbers that say more of it. */
export type Deed = readonly [name: string, one: number, two: number];

const SEED = 20261122;
/** The engine that is told all of them; the others get some of the same stories, with other promises. */
const WHOLE = navigator.userAgent.includes('Chrome');

interface Stories<S> {
  /** How many there are in Chromium, and in the others. */
  readonly count: readonly [whole: number, some: number];
  readonly story: fc.Arbitrary<S>;
  /** Gives the rules that were broken. */
  tell(story: S): Promise<readonly string[]>;
  /** Another seed tells other stories. A failure names its path: put it here to see it again, as short as can be. */
  readonly replay?: { seed?: number; path?: string };
}

/** Up to 24 deeds. A name that is given several times happens more often. */
export const deedsOf = (names: readonly string[]): fc.Arbitrary<Deed[]> =>
  fc.array(fc.tuple(fc.constantFrom(...names), fc.nat({ max: 999 }), fc.nat({ max: 999 })), {
    minLength: 1,
    maxLength: 24,
  });

export async function tellStories<S>({ count: [whole, some], story, tell, replay = {} }: Stories<S>): Promise<void> {
  const stories = WHOLE ? whole : some;
  const strays: unknown[] = [];
  const note = (event: PromiseRejectionEvent): void => void strays.push(event.reason);
  addEventListener('unhandledrejection', note);
  let told = 0;
  try {
    await fc.assert(
      fc.asyncProperty(story, async each => {
        told += 1;
        const broken = await tell(each);
        if (broken.length > 0) throw readable(new Error(broken.join('\n')));
      }),
      { numRuns: stories, includeErrorInReport: true, seed: SEED, ...replay },
    );
  } finally {
    removeEventListener('unhandledrejection', note);
  }
  expect(strays).to.deep.equal([]);
  expect(told).to.be.at.least(replay.path === undefined ? stories : 1);
}

/** Not every engine writes the message into the stack, which is all that is told of it. */
function readable(error: Error): Error {
  error.stack = `${error.message}\n${error.stack}`;
  return error;
}
