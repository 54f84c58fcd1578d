/** WebKit needs two helpers: a display without a screen, and its driver. Both end with the browser. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import WebDriver, { type Client } from 'webdriver';
import { miniBrowser, which } from './browsers.ts';
import type { OnePageBrowser } from './one-page-launcher.ts';

const ATTEMPTS = 5;
const START_TIMEOUT = 15_000;

/** Processes this run started, so that they can be ended by their ids whatever happens. */
const started = new Set<ChildProcess>();

interface WebKitHelpers {
  readonly port: number;
  stop(): Promise<void>;
}

export interface WebKit {
  readonly driver: Client;
  stop(): Promise<void>;
}

/** The browser with its driver. */
export async function startWebKit(): Promise<WebKit> {
  const binary = miniBrowser();
  if (!binary) throw new Error('WebKit is not installed');
  const { port, stop } = await startHelpers();
  const capabilities = {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    pageLoadStrategy: 'none' as const,
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  };
  try {
    const connection = { hostname: '127.0.0.1', port, path: '/', logLevel: 'silent' as const };
    return { driver: await WebDriver.newSession({ ...connection, capabilities }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export async function openWebKit(): Promise<OnePageBrowser> {
  const { driver, stop } = await startWebKit();
  const open = (url: string): Promise<void> => driver.navigateTo(url);
  return { open, leave: () => open('about:blank'), quit: stop };
}

async function startHelpers(): Promise<WebKitHelpers> {
  let last: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const mine: ChildProcess[] = [];
    try {
      const display = freeDisplay();
      mine.push(launch('Xvfb', [display, '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {}));
      await until(() => existsSync(socketOf(display)), mine);
      const port = await freePort();
      mine.push(
        launch('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
          DISPLAY: display,
          WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
          // No session bus here: the accessibility bridge and settings would only wait for it.
          GSETTINGS_BACKEND: 'memory',
          NO_AT_BRIDGE: '1',
        }),
      );
      await until(() => answers(port), mine);
      return { port, stop: () => end(mine) };
    } catch (error) {
      last = error;
      await end(mine);
    }
  }
  throw new Error('WebKit could not be started', { cause: last });
}

/** Ends whatever is still running, at once; for exits that leave no time to wait. */
export function killHelpers(): void {
  for (const child of started) signalTree(child, 'SIGKILL');
}

function launch(program: string, args: string[], env: Record<string, string>): ChildProcess {
  const path = which(program);
  if (!path) throw new Error(`${program} is not installed`);
  // A process group of its own: the driver's browser ends with it.
  const child = spawn(path, args, { stdio: 'ignore', detached: true, env: { ...process.env, ...env } });
  started.add(child);
  child.once('exit', () => started.delete(child));
  child.once('error', () => started.delete(child));
  return child;
}

async function end(children: ChildProcess[]): Promise<void> {
  for (const child of children.reverse()) {
    signalTree(child, 'SIGTERM');
    const ended = await Promise.race([exited(child), sleep(3000).then(() => false)]);
    // Even when the driver has gone, a browser of its group may not have.
    if (!ended || child.spawnargs[0]?.includes('WebDriver')) signalTree(child, 'SIGKILL');
  }
}

function exited(child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true);
  return new Promise(resolve => child.once('exit', () => resolve(true)));
}

function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
}

async function until(ready: () => boolean | Promise<boolean>, children: ChildProcess[]): Promise<void> {
  for (const deadline = Date.now() + START_TIMEOUT; Date.now() < deadline; await sleep(50)) {
    if (children.some(child => child.exitCode !== null)) throw new Error('A helper of WebKit ended early');
    if (await ready()) return;
  }
  throw new Error('A helper of WebKit did not start in time');
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/status`)).ok;
  } catch {
    return false;
  }
}

let displays = 0;

const socketOf = (display: string): string => `/tmp/.X11-unix/X${display.slice(1)}`;

function freeDisplay(): string {
  for (;;) {
    // Never one twice: that of another browser of this run may not have come up yet.
    const number = 80 + ((process.pid + displays++) % 400);
    if (!existsSync(`/tmp/.X${number}-lock`) && !existsSync(socketOf(`:${number}`))) return `:${number}`;
  }
}

/** A port nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
