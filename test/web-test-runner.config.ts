/** Web Test Runner, one engine at a time. `test/run.ts` starts it; there is no other way in. */
import { createReadStream, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, type TestRunnerConfig } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { executable, type Engine } from './support/browsers.ts';
import { startFirefox } from './support/browsers-firefox.ts';
import { openWebKit } from './support/browsers-webkit.ts';
import { onePageLauncher, type OnePageBrowser } from './support/one-page-launcher.ts';
import { adapt } from './tooling/foreign-modules.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface BrowserRun {
  readonly engine: Engine;
  readonly files: string[];
  readonly port: number;
  /** Where the local services stand; empty while there are none. */
  readonly services: string;
}

/** How many files at a time: most of a file's time is spent waiting. */
const SEATS: Record<Engine, number> = { chromium: 2, firefox: 2, webkit: 1 };

type Launcher = NonNullable<TestRunnerConfig['browsers']>[number];

function launcher(engine: Engine): Launcher {
  const seats = SEATS[engine];
  if (engine === 'firefox') return onePageLauncher({ name: 'Firefox', start: openFirefox, seats });
  if (engine === 'webkit') return onePageLauncher({ name: 'WebKit', start: openWebKit, seats });
  return chromeLauncher({
    launchOptions: {
      executablePath: executable('chromium'),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--autoplay-policy=no-user-gesture-required',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    // A context for each page, so that files running side by side share no storage.
    createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
  });
}

async function openFirefox(): Promise<OnePageBrowser> {
  const firefox = await startFirefox();
  const page = await firefox.newPage();
  await page.setViewport({ width: 800, height: 600 });
  const open = async (url: string): Promise<void> => void (await page.goto(url, { waitUntil: 'domcontentloaded' }));
  return { open, leave: () => open('about:blank'), quit: () => firefox.close() };
}

const MEDIA_TYPES: Record<string, string> = {
  '.webm': 'video/webm',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.ts': 'video/mp2t',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.vtt': 'text/vtt',
};

/** Video with byte ranges, without which a browser cannot seek. Below /test/support and /demo only. */
const media: NonNullable<TestRunnerConfig['middleware']>[number] = async (context, next) => {
  const path = normalize(decodeURIComponent(context.path));
  const type = MEDIA_TYPES[/\.\w+$/.exec(path)?.[0] ?? ''];
  const script = path.endsWith('.ts') && !path.includes('/hls/');
  const ours = !script && /^\/(test\/support|demo|dist)\//.test(path);
  const file = join(ROOT, path);
  const size = type && ours ? statSync(file, { throwIfNoEntry: false })?.size : undefined;
  if (!type || size === undefined) {
    await next();
    return;
  }
  context.type = type;
  context.set('Accept-Ranges', 'bytes');
  const range = /^bytes=(\d+)-(\d*)$/.exec(context.get('Range'));
  if (!range) {
    context.length = size;
    context.body = createReadStream(file);
    return;
  }
  const start = Number(range[1]);
  const end = Math.min(range[2] ? Number(range[2]) : size - 1, size - 1);
  if (start > end) {
    context.status = 416;
    context.set('Content-Range', `bytes */${size}`);
    return;
  }
  context.status = 206;
  context.set('Content-Range', `bytes ${start}-${end}/${size}`);
  context.length = end - start + 1;
  context.body = createReadStream(file, { start, end });
};

const foreign: NonNullable<TestRunnerConfig['plugins']>[number] = {
  name: 'foreign',
  transform: ({ path, body }) => adapt(path, String(body)),
};

const NOISE = [/^Lit is in dev mode/, /Multiple versions of Lit loaded/];

export function runnerConfig(run: BrowserRun): Partial<TestRunnerConfig> {
  const first = `globalThis.TVE_SERVICES_ORIGIN = ${JSON.stringify(run.services)};`;
  return {
    rootDir: ROOT,
    files: run.files,
    hostname: 'localhost',
    port: run.port,
    browsers: [launcher(run.engine)],
    concurrentBrowsers: 1,
    concurrency: SEATS[run.engine],
    nodeResolve: true,
    plugins: [foreign, esbuildPlugin({ ts: true, target: 'es2021', tsconfig: join(ROOT, 'tsconfig.json') })],
    middleware: [media],
    mimeTypes: { '**/*.vtt': 'text/vtt', '**/*.webmanifest': 'application/manifest+json' },
    staticLogging: true,
    browserStartTimeout: 60_000,
    testsStartTimeout: 60_000,
    // Twenty thousand stories take a minute and a half; on a busy machine they take longer, but not fewer are told.
    testsFinishTimeout: 420_000,
    // An hour in small steps takes a busy machine a while.
    testFramework: { config: { ui: 'bdd', timeout: '40000' } },
    reporters: [defaultReporter({ reportTestProgress: false, reportTestResults: true })],
    filterBrowserLogs: ({ args }) => !NOISE.some(noise => noise.test(String(args[0]))),
    testRunnerHtml: runner => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>tests</title></head>
  <body>
    <script>${first}</script>
    <script type="module" src="${runner}"></script>
  </body>
</html>`,
  };
}
