/** Takes things in their order; while it is held up, they wait, and none is passed over. */
export interface WaitingLine<Thing> {
  add(thing: Thing): void;
  /** Holds the line up until the promise settles, or somebody lets it proceed. */
  holdUp(until: Promise<unknown>): void;
  proceed(): void;
  /** Settles when nothing waits any more. */
  readonly moving: Promise<unknown> | undefined;
}

export function createWaitingLine<Thing>(take: (thing: Thing) => void): WaitingLine<Thing> {
  let waiting: Thing[] = [];
  let moving: Promise<unknown> | undefined;
  const proceed = (): void => {
    moving = undefined;
    const things = waiting;
    waiting = [];
    things.forEach(take);
  };
  return {
    add(thing) {
      if (moving) waiting.push(thing);
      else take(thing);
    },
    holdUp(until) {
      const arrival = until
        .catch(() => {})
        .then(() => {
          if (moving === arrival) proceed();
        });
      moving = arrival;
    },
    proceed,
    get moving() {
      return moving;
    },
  };
}
