import type { Clock } from '../core/clock.ts';
import type { PassBrowser } from './browser.ts';

/** What the pages of one origin tell each other about one service provider's viewer. */
export interface Tabs {
  open(): void;
  close(): void;
  /** What is stored has changed. */
  changed(): void;
  /** This window came back from the provider; resolves with whether the page that opened it heard. */
  announceReturn(id: string): Promise<boolean>;
}

type Message = { type: 'changed' } | { type: 'returned'; id: string } | { type: 'welcome'; id: string };

/** A page that is there answers within this, even when its timers are slowed down in the background. */
const PATIENCE = 1500;

export function connectTabs(
  { browser, scope, clock }: { browser: PassBrowser; scope: string; clock: Clock },
  on: { returned: (id: string) => boolean; changed: () => void },
): Tabs {
  let channel: ReturnType<PassBrowser['channel']> | undefined;
  let welcomed = (_id: string): void => {};

  const receive = (data: unknown): void => {
    // Anything of the origin can post here.
    const message = (data ?? {}) as Message;
    if (message.type === 'changed') on.changed();
    else if (message.type === 'welcome') welcomed(message.id);
    else if (message.type === 'returned' && on.returned(message.id)) post({ type: 'welcome', id: message.id });
  };
  const post = (message: Message): void => channel?.post(message);

  return {
    open() {
      channel ??= browser.channel(`tve-elements ${scope}`, receive);
    },
    close() {
      channel?.close();
      channel = undefined;
    },
    changed: () => post({ type: 'changed' }),
    announceReturn: id =>
      new Promise(resolve => {
        const cancel = clock.after(PATIENCE, () => resolve(false));
        welcomed = welcome => {
          if (welcome !== id) return;
          cancel();
          resolve(true);
        };
        post({ type: 'returned', id });
      }),
  };
}
