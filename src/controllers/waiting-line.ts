import type { Clock } from '../core/clock.ts';

/** So long things wait at most. */
const LONGEST_WAIT = 5000;

/** Takes things in their order. While it is held up they wait, and none is passed over. */
export interface WaitingLine<Thing> {
  add(thing: Thing): void;
  /** Holds the line up until the promise settles, or it takes too long, or somebody lets the line proceed. */
  holdUp(until: Promise<unknown>): void;
  proceed(): void;
  /** Settles when nothing is held up any more. */
  moving?: Promise<unknown> | undefined;
}

/** @param take `late` for what had to wait */
export function createWaitingLine<Thing>(
  clock: Clock,
  take: (thing: Thing, late: boolean) => void,
): WaitingLine<Thing> {
  let waiting: Thing[] = [];
  const line: WaitingLine<Thing> = {
    add(thing) {
      if (line.moving) waiting.push(thing);
      else take(thing, false);
    },
    holdUp(until) {
      const moving = new Promise<void>(resolve => {
        const cancel = clock.after(LONGEST_WAIT, resolve);
        const end = (): void => {
          cancel();
          resolve();
        };
        Promise.all([line.moving, until]).then(end, end);
      }).then(() => {
        if (line.moving === moving) line.proceed();
      });
      line.moving = moving;
    },
    proceed() {
      line.moving = undefined;
      const things = waiting;
      waiting = [];
      for (const thing of things) take(thing, true);
    },
  };
  return line;
}
