/** A browser process of a test's own, with a profile that outlives it: to be killed, and started again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { ARGS } from './stage.ts';

export interface OwnBrowser {
  readonly context: BrowserContext;
  /** SIGKILL to it and all its processes: no page of it hears of anything. */
  kill(): Promise<void>;
}

export async function startBrowser(profile: string): Promise<OwnBrowser> {
  const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const args = [...ARGS, '--headless=new', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const child = spawn(program, [...args, 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  const end = (): void => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', end);
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /DevTools listening on (\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`the browser did not start: ${text.slice(-500)}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  return {
    context: browser.contexts()[0]!,
    async kill() {
      end();
      await gone;
      process.removeListener('exit', end);
      await browser.close().catch(() => {});
    },
  };
}

/** A folder for a profile, and how to remove it. */
export function createProfile(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'tve-profile-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
