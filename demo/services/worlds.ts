import { isObject, parseObject } from './handlers/shared/base64.ts';
import { allowAllOrigins } from './handlers/control/routes.ts';
import { checkOptions, createWorld, type ServedWorld, type WorldOptions } from './world.ts';

/** The worlds of one server: the main one, and those opened for tests. */
export interface Worlds {
  main: ServedWorld;
  /** `POST /control/worlds`, `GET /control/worlds`, `DELETE /control/worlds/{id}`. */
  handle(request: Request): Promise<Response>;
  closeAll(): Promise<void>;
}

interface Served {
  origin: string;
  close(): Promise<void>;
}

export function createWorlds(serve: (world: ServedWorld) => Promise<Served>): Worlds {
  const open = new Map<string, Served>();
  let ids = 0;

  async function openWorld(request: Request): Promise<Response> {
    const text = await request.text();
    const options = text === '' ? {} : parseObject(text);
    const problem = isObject(options) ? checkOptions(options) : 'the options must be a JSON object';
    if (problem) return answer({ message: problem }, 400);
    ids += 1;
    const id = `world-${ids}`;
    const served = await serve(createWorld(options as WorldOptions));
    open.set(id, served);
    return answer({ id, origin: served.origin }, 201);
  }

  async function closeWorld(id: string): Promise<Response> {
    const served = open.get(id);
    open.delete(id);
    await served?.close();
    return answer(served ? { closed: id } : { message: `there is no world ${id}` }, served ? 200 : 404);
  }

  return {
    // The demo shows a list with something in it; tests begin with none.
    main: createWorld({ connections: 12 }),
    async handle(request) {
      const id = new URL(request.url).pathname.slice('/control/worlds'.length).replace('/', '');
      if (request.method === 'OPTIONS') return answer(null, 204);
      if (request.method === 'POST' && id === '') return openWorld(request);
      if (request.method === 'DELETE' && id !== '') return closeWorld(id);
      if (request.method === 'GET' && id === '') {
        return answer(
          [...open].map(([key, { origin }]) => ({ id: key, origin })),
          200,
        );
      }
      return answer({ message: 'POST or GET /control/worlds, DELETE /control/worlds/{id}' }, 405);
    },
    async closeAll() {
      await Promise.all([...open.values()].map(served => served.close()));
      open.clear();
    },
  };
}

function answer(body: unknown, status: number): Response {
  const response = new Response(body === null ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
  allowAllOrigins(response.headers);
  return response;
}
