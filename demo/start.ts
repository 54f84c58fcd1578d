/** `npm start`: builds what is not built yet, then serves the demo and the local services until it is stopped. */
import { serve } from '@hono/node-server';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServices } from './services/server.ts';
import { createSite } from './site.ts';

const ROOT = join(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['PORT'] ?? '8000' },
    'services-port': { type: 'string', default: process.env['SERVICES_PORT'] ?? '8787' },
  },
});

buildWhenStale();
const services = await startServices({ port: portNumber(values['services-port'], 'SERVICES_PORT') });
const server = serve({
  fetch: createSite(services.origin).fetch,
  port: portNumber(values.port, 'PORT'),
  hostname: 'localhost',
});
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(error.code === 'EADDRINUSE' ? `Port ${values.port} is taken: set PORT to another one.` : error.message);
  process.exit(1);
});
server.on('listening', () => {
  console.log(`Demo            http://localhost:${values.port}`);
  console.log(`Local services  ${services.origin}`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    void services.close().finally(() => process.exit(0));
  });
}

function portNumber(text: string, name: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  console.error(`${name}: expected a port number, got ${JSON.stringify(text)}.`);
  process.exit(1);
}

function buildWhenStale(): void {
  const built = join(ROOT, 'dist', 'cdn', 'sri.json');
  if (existsSync(built) && statSync(built).mtimeMs >= newest(join(ROOT, 'src'))) return;
  console.log('Building…');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function newest(folder: string): number {
  const times = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(...times);
}
