import type { PassMemory, RememberedProvider } from './memory.ts';
import type { PassEffect } from './pass-state.ts';
import type { Tabs } from './tabs.ts';
import type { Profile } from './types.ts';

/** What of a page's state is kept on the device: for its next visit and for the other tabs. */
export interface Keeping {
  /** What is kept; what cannot be read was never there, since the service knows better anyway. */
  recall(): ReturnType<PassMemory['load']>;
  /** Takes over what another tab has kept. */
  reload(): Promise<void>;
  /** Does what a change of the state asks for. */
  run(effect: PassEffect): void;
  /** Resolves when everything that was asked for before is stored. */
  written(): Promise<void>;
}

export function createKeeping(
  memory: PassMemory,
  deps: { tabs: () => Tabs; log: (text: string) => void },
  elsewhere: (profiles: readonly Profile[], remembered: RememberedProvider | null) => void,
): Keeping {
  let writing: Promise<void> = Promise.resolve();
  /** Writes are done in the order in which they were asked for; the other tabs are told once they can be read. */
  const write = (work: () => Promise<void>): void => {
    writing = writing.then(work).then(
      () => deps.tabs().changed(),
      () => deps.log('the device could not store this'),
    );
  };
  return {
    recall: () => memory.load().catch(() => ({ profiles: [], provider: null })),
    reload: () =>
      memory.load().then(
        ({ profiles, provider }) => elsewhere(profiles, provider),
        () => {},
      ),
    run(effect) {
      if (effect.type === 'keep') write(() => memory.keepProfiles(effect.profiles));
      else if (effect.type === 'remember') write(() => memory.keepProvider(effect.provider));
    },
    written: () => writing,
  };
}
