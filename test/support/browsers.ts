/** The programs the tests drive: where they are, and how they get onto a machine that lacks them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Engine = 'chromium' | 'firefox' | 'webkit';
export const ENGINES: readonly Engine[] = ['chromium', 'firefox', 'webkit'];

/** Package of the system, and the program that shows it is there. */
const PACKAGES = {
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  'webkit2gtk-driver': 'WebKitWebDriver',
  xvfb: 'Xvfb',
  ffmpeg: 'ffmpeg',
} as const;

type PackageName = keyof typeof PACKAGES;

const NEEDED: Record<Engine, readonly PackageName[]> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** Full path of a program on the search path, if it is there. */
export function which(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin', '/usr/sbin');
  return folders.map(folder => join(folder, program)).find(file => existsSync(file));
}

/** WebKit's own small browser, which its driver starts. */
export function miniBrowser(): string | undefined {
  const libraries = ['/usr/lib', ...safeList('/usr/lib').map(name => join('/usr/lib', name))];
  for (const folder of libraries) {
    for (const name of safeList(folder)
      .filter(name => /^webkit2?gtk-/.test(name))
      .sort()
      .reverse()) {
      const file = join(folder, name, 'MiniBrowser');
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

function safeList(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function executable(engine: Exclude<Engine, 'webkit'>): string {
  const path = which(engine === 'chromium' ? 'chromium' : 'firefox-esr');
  if (!path) throw new Error(`${engine} is not installed`);
  return path;
}

function missing(wanted: readonly PackageName[]): PackageName[] {
  return wanted.filter(name => !which(PACKAGES[name]) || (name === 'webkit2gtk-driver' && !miniBrowser()));
}

/**
 * Makes sure the browsers of these engines are installed. On a Debian-like system, as root, it installs what is
 * missing; elsewhere it throws with the command to run.
 */
export function ensureBrowsers(engines: readonly Engine[]): void {
  const lacking = missing([...new Set<PackageName>([...engines.flatMap(engine => NEEDED[engine]), 'ffmpeg'])]);
  if (lacking.length === 0) return;
  const command = `apt-get update && apt-get install -y ${lacking.join(' ')}`;
  const mayInstall = process.getuid?.() === 0 && which('apt-get') !== undefined;
  if (!mayInstall) {
    const how = which('apt-get') ? `sudo sh -c '${command}'` : `on Debian: ${command}`;
    throw new Error(`The tests need ${lacking.join(', ')}. Install with\n\n  ${how}\n`);
  }
  console.log(`Installing ${lacking.join(', ')} …`);
  const { status } = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const still = missing(lacking);
  if (status !== 0 || still.length > 0) {
    throw new Error(
      `Could not install ${still.join(', ') || 'the browsers'}. Run this and see what it says:\n\n  ${command}\n`,
    );
  }
}
