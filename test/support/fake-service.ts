/** A `fetch` that answers from a list or by a function, and remembers what it was asked. */
import { createNetwork } from './fake-pass.ts';

export interface Asked {
  method: string;
  url: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: any;
  init: RequestInit;
}

export type Answer = Response | Error | undefined | Promise<Response | Error | undefined>;

export interface FakeService {
  fetch: typeof fetch;
  asked: Asked[];
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** `POST /connections` and the like, in order. */
  calls(): string[];
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/** Answers one after the other, the last one again and again; an error is a network failure. */
export const inTurn = (...answers: (() => Answer)[]): ((asked: Asked) => Answer) => {
  const left = [...answers];
  return () => (left.length > 1 ? left.shift()! : left[0]!)();
};

export function createFakeService(answer: (asked: Asked) => Answer): FakeService {
  const asked: Asked[] = [];
  const network = createNetwork(async (url, init) => {
    const { pathname, searchParams } = new URL(url);
    const request: Asked = {
      method: init.method ?? 'GET',
      url,
      path: pathname,
      query: searchParams,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? parse(init.body) : undefined,
      init,
    };
    asked.push(request);
    const given = await answer(request);
    if (given instanceof Error) throw given;
    return given ?? json({ error: 'unexpected' }, 500);
  });
  return {
    fetch: network.fetch,
    asked,
    idle: network.idle,
    calls: () => asked.map(({ method, path }) => `${method} ${path}`),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
