/** Web Test Runner's way to a browser that shows one test file at a time. */
import type { TestRunnerConfig } from '@web/test-runner';

type Launcher = NonNullable<TestRunnerConfig['browsers']>[number];

/** A running browser with one page. */
export interface OnePageBrowser {
  /** Goes there; what the page fetches then need not have come. */
  open(url: string): Promise<void>;
  /** Ends whatever runs in the page. */
  leave(): Promise<void>;
  quit(): Promise<void>;
}

/** Browsers grow with every page; after so many files the next one gets a fresh one. */
const FILES = 40;
/** A browser that does not answer for this long has gone. */
const PATIENCE = 45_000;

/**
 * Starts a browser when there is a file to show, and another one when it has shown many or has died: then the file that
 * it showed has failed, and no other.
 */
export function onePageLauncher(name: string, start: () => Promise<OnePageBrowser>): Launcher {
  let browser: OnePageBrowser | undefined;
  let shown = 0;
  let current: { id: string; url: string } | undefined;

  const discard = async (): Promise<void> => {
    const old = browser;
    browser = undefined;
    await old?.quit().catch(() => {});
  };
  const show = async (url: string): Promise<void> => {
    browser ??= await start();
    shown += 1;
    await soon(browser.open(url));
  };

  return {
    name,
    type: 'one-page',
    concurrency: 1,
    async startSession(id, url) {
      current = { id, url };
      if (shown >= FILES) {
        shown = 0;
        await discard();
      }
      await show(url).catch(async () => {
        // Unless the file has ended all the same, nothing of it has run yet.
        if (current?.id !== id) return;
        await discard();
        await show(url);
      });
    },
    isActive: id => current?.id === id,
    getBrowserUrl: id => (current?.id === id ? current.url : undefined),
    async stopSession() {
      current = undefined;
      if (browser) await soon(browser.leave()).catch(discard);
      return {};
    },
    startDebugSession: () => Promise.reject(new Error('There is no window to look at')),
    stop: discard,
  };
}

function soon(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the browser does not answer')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
