import { createAdaptorServer } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { IncomingMessage, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { DroppedConnection } from './handlers/shared/faults.ts';
import type { ServedWorld } from './world.ts';
import { createWorlds, type Worlds } from './worlds.ts';

export interface ServicesOptions {
  port?: number;
  /** `localhost` means both loopback addresses, so that http://localhost and http://127.0.0.1 work. */
  host?: string;
  /** Serve https with this certificate. */
  tls?: { key: string; cert: string };
}

export interface Services {
  origin: string;
  close(): Promise<void>;
}

/** Starts the local services: the main world, and a port for each further world on request. */
export async function startServices(options: ServicesOptions = {}): Promise<Services> {
  const { port = 8787, host = 'localhost', tls } = options;
  const worlds = createWorlds(world => serveWorld(world, worlds, { port: 0, host, tls }));
  const main = await serveWorld(worlds.main, worlds, { port, host, tls });
  return {
    origin: main.origin,
    async close() {
      await worlds.closeAll();
      worlds.main.close();
      await main.close();
    },
  };
}

interface Place {
  port: number;
  host: string;
  tls: ServicesOptions['tls'];
}

async function serveWorld(world: ServedWorld, worlds: Worlds, { port, host, tls }: Place): Promise<Services> {
  const handle = (request: Request, node: { incoming: IncomingMessage }) => answer(world, worlds, request, node);
  // The adapter's type speaks of every kind of server at once; ours are HTTP/1.1, with or without TLS.
  const fetch = handle as never;
  const secure = tls && { createServer: createSecureServer, serverOptions: tls };
  const create = () => createAdaptorServer(secure ? { fetch, ...secure } : { fetch }) as Server;
  const servers = await listen(create, port, host);
  const bound = (servers[0]?.address() as AddressInfo).port;
  return {
    origin: `${tls ? 'https' : 'http'}://${host}:${bound}`,
    close: async () => {
      world.close();
      await Promise.all(servers.map(close));
    },
  };
}

async function answer(
  world: ServedWorld,
  worlds: Worlds,
  request: Request,
  { incoming }: { incoming: IncomingMessage },
): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname.startsWith('/control/worlds')) return worlds.handle(request);
  try {
    return await world.fetch(request, { address: clientAddress(request, incoming) });
  } catch (error) {
    if (!(error instanceof DroppedConnection)) throw error;
    incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
}

/** Servers speak for their viewers with X-Forwarded-For; pages cannot (section 7). Both loopbacks are one machine. */
function clientAddress(request: Request, incoming: IncomingMessage): string {
  const forwarded = request.headers.has('origin') ? null : request.headers.get('x-forwarded-for');
  const address = forwarded?.split(',')[0]?.trim() ?? incoming.socket.remoteAddress ?? 'unknown';
  return /^(::1|(::ffff:)?127\..*)$/.test(address) ? 'loopback' : address;
}

async function listen(create: () => Server, port: number, host: string): Promise<Server[]> {
  if (host !== 'localhost') return [await listenOn(create(), port, host)];
  for (let attempt = 0; ; attempt += 1) {
    const first = await listenOn(create(), port, '127.0.0.1');
    const chosen = (first.address() as AddressInfo).port;
    try {
      return [first, await listenOn(create(), chosen, '::1')];
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE') return [first];
      await close(first);
      // Another program has the ephemeral port on the other loopback: try the next one.
      if (port !== 0 || attempt === 20) throw error;
    }
  }
}

function listenOn(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function readPort(): number {
  const flag = process.argv.findIndex(word => word === '--services-port' || word === '--port');
  return Number((flag > 0 ? process.argv[flag + 1] : undefined) ?? process.env['SERVICES_PORT'] ?? 8787);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const services = await startServices({ port: readPort() });
  console.log(`tve-elements local services on ${services.origin} (control area: ${services.origin}/control/)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void services.close().then(() => process.exit(0)));
  }
}
