/** Web Test Runner's way to browsers that show one test file at a time. */
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

interface Options {
  name: string;
  start: () => Promise<OnePageBrowser>;
  /** How many files are shown at a time, each in a browser of its own. */
  seats?: number;
}

/** Browsers grow with every page; after so many files the next one gets a fresh one. */
const FILES = 40;
/** A browser that does not answer for this long has gone. */
const PATIENCE = 45_000;

/**
 * Starts a browser when there is a file to show, and another one when it has shown many or has died: then the file that
 * it showed has failed, and no other.
 */
export function onePageLauncher({ name, start, seats = 1 }: Options): Launcher {
  const places = Array.from({ length: seats }, () => createSeat(start));
  const seatOf = (id: string): Seat | undefined => places.find(({ file }) => file?.id === id);
  return {
    name,
    type: 'one-page',
    concurrency: seats,
    async startSession(id, url) {
      const free = places.find(({ file }) => !file);
      if (!free) throw new Error(`${name} shows ${seats} files already`);
      await free.show({ id, url });
    },
    isActive: id => seatOf(id) !== undefined,
    getBrowserUrl: id => seatOf(id)?.file?.url,
    async stopSession(id) {
      await seatOf(id)?.clear();
      return {};
    },
    startDebugSession: () => Promise.reject(new Error('There is no window to look at')),
    async stop() {
      await Promise.all(places.map(seat => seat.discard()));
    },
  };
}

interface ShownFile {
  readonly id: string;
  readonly url: string;
}

interface Seat {
  readonly file: ShownFile | undefined;
  show(file: ShownFile): Promise<void>;
  clear(): Promise<void>;
  discard(): Promise<void>;
}

function createSeat(start: () => Promise<OnePageBrowser>): Seat {
  let browser: OnePageBrowser | undefined;
  let shown = 0;
  let file: ShownFile | undefined;
  let isOver = false;

  const discard = async (): Promise<void> => {
    const old = browser;
    browser = undefined;
    await old?.quit().catch(() => {});
  };
  const open = async (url: string): Promise<void> => {
    browser ??= await start();
    shown += 1;
    await soon(browser.open(url));
  };

  return {
    get file() {
      return file;
    },
    async show(next) {
      file = next;
      isOver = false;
      if (shown >= FILES) {
        shown = 0;
        await discard();
      }
      await open(next.url).catch(async () => {
        // Unless the file has ended all the same, nothing of it has run yet.
        if (isOver || file !== next) return;
        await discard();
        await open(next.url);
      });
    },
    async clear() {
      isOver = true;
      if (browser) await soon(browser.leave()).catch(discard);
      file = undefined;
    },
    discard,
  };
}

function soon(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the browser does not answer')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
