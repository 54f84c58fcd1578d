import * as fc from 'fast-check';
import type { WorldOptions } from '../../../demo/services/world.ts';
import type { Bench } from './bench.ts';

/** Anything operators, the service and time may do, in any order. What has nothing to act on does nothing. */
export type Deed = readonly [name: string, one: number, two: number];

interface Story {
  readonly bench: Bench;
  /** Gives the rules that were broken. */
  finish(): Promise<string[]>;
}

interface Stories<S extends Story, O extends WorldOptions> {
  replay: { seed: number; path?: string };
  stories: number;
  /** Of deeds, the frequent ones more than once; `wait` lets time pass. */
  names: readonly string[];
  world: fc.Arbitrary<O>;
  open(options: O): S;
  /** What is begun here may go on beside the next deeds. */
  act(story: S, deed: Deed): unknown;
}

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Gives the number of stories that were told; throws at the first one in which a rule is broken. */
export async function tellStories<S extends Story, O extends WorldOptions>(stories: Stories<S, O>): Promise<number> {
  const { replay, stories: numRuns, names, world, open, act } = stories;
  const strays: unknown[] = [];
  const note = (event: PromiseRejectionEvent): void => void strays.push(String(event.reason));
  addEventListener('unhandledrejection', note);
  const original = { ...console };
  for (const name of CONSOLE) console[name] = (...words: unknown[]) => void strays.push([name, ...words].join(' '));
  const deed = fc.tuple(fc.constantFrom(...names), fc.nat({ max: 999 }), fc.nat({ max: 999 }));
  let told = 0;
  try {
    await fc.assert(
      fc.asyncProperty(world, fc.array(deed, { minLength: 1, maxLength: 24 }), async (options, deeds) => {
        told += 1;
        const story = open(options);
        const { bench } = story;
        const running: Promise<unknown>[] = [];
        for (const each of deeds) {
          running.push(Promise.resolve(act(story, each)));
          await bench.clock.advance(each[0] === 'wait' ? 10 + each[1] * 40 : 0);
        }
        const broken = await story.finish();
        await Promise.all(running);
        if (broken.length + strays.length > 0) throw new Error([...broken, ...strays].join('\n'));
      }),
      { numRuns, includeErrorInReport: true, ...replay },
    );
  } finally {
    Object.assign(console, original);
    removeEventListener('unhandledrejection', note);
  }
  return told;
}
