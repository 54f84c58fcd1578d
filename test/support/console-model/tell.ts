import type { WorldOptions } from '../../../demo/services/world.ts';
import type { Deed } from '../stories.ts';
import type { Bench } from './bench.ts';

interface Story {
  readonly bench: Bench;
  /** Gives the rules that were broken. */
  finish(): Promise<string[]>;
}

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug'] as const;

/**
 * Tells a story of operators and a service; `wait` lets time pass. What one deed begins may go on beside the next ones, and
 * nothing may be written into the console.
 */
export const tellWith =
  <S extends Story, O extends WorldOptions>(
    open: (options: O) => S,
    act: (story: S, deed: Deed) => unknown,
  ): ((story: readonly [O, readonly Deed[]]) => Promise<string[]>) =>
  async ([options, deeds]) => {
    const written: string[] = [];
    const original = { ...console };
    for (const name of CONSOLE) console[name] = (...words: unknown[]) => void written.push([name, ...words].join(' '));
    try {
      const story = open(options);
      const running: Promise<unknown>[] = [];
      for (const deed of deeds) {
        running.push(Promise.resolve(act(story, deed)));
        await story.bench.clock.advance(deed[0] === 'wait' ? 10 + deed[1] * 40 : 0);
      }
      const broken = await story.finish();
      await Promise.all(running);
      return [...broken, ...written];
    } finally {
      Object.assign(console, original);
    }
  };
