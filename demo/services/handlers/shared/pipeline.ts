import { noteScripted, noteUnserved } from '../pass/scripted-answers.ts';
import { applyCors, preflight } from './cors.ts';
import { DroppedConnection, type ScriptedFault } from './faults.ts';
import { parseObject } from './base64.ts';
import { isOperatorPath } from './operator-cors.ts';
import type { Call, World } from './world-types.ts';
import { isThrottled, tooManyRequests } from './too-many-requests.ts';

/** Longer ones would fill the memory of a demo that runs for days: the journal tells their size instead. */
const KEPT_BODY = 2_000_000;
const KEPT_ANSWER = 250_000;
const tooLong = (text: string) => `(${text.length} characters)`;

/** Everything a client may ask is journaled; the control area, pictures and what browsers fetch by themselves are not. */
export function isJournaled(path: string): boolean {
  return !/^\/(control(\/.*)?|logos\/.*|favicon\.ico|robots\.txt|apple-touch-icon.*|\.well-known\/.*|.*\.css)?$/.test(
    path,
  );
}

export async function beginCall(world: World, request: Request, address: string): Promise<Call> {
  const url = new URL(request.url);
  // Not `request.body`: one of the engines lacks it.
  const mayHaveBody = isJournaled(url.pathname) && !/^(GET|HEAD)$/.test(request.method);
  const text = mayHaveBody ? await request.clone().text() : '';
  const entry = {
    seq: 0,
    time: world.clock.now(),
    at: world.clock.at(),
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    search: url.search,
    headers: Object.fromEntries(request.headers),
    body: text.length > KEPT_BODY ? tooLong(text) : parseBody(text, request.headers.get('content-type') ?? ''),
    status: 0,
    response: null,
    responseHeaders: {},
    verdict: 'pending',
    warnings: [],
    complaints: [],
  };
  const call: Call = {
    request,
    url,
    address,
    text,
    altered: false,
    entry: isJournaled(url.pathname) ? world.journal.open(entry) : entry,
    complain: (rule, text, kind) => world.journal.complain({ rule, text, kind }, call.entry),
  };
  return call;
}

/** Whether the client could read the answer: it was there, and a page was allowed to see it. */
export function wasReadable({ request, entry }: Call): boolean {
  if (entry.verdict === 'dropped' || request.signal.aborted) return false;
  return !request.headers.has('origin') || 'access-control-allow-origin' in entry.responseHeaders;
}

/** Preflight, rate limit, scripted faults, the service itself, CORS: in this order, each in the journal. */
export async function answerCall(world: World, call: Call, serve: () => Promise<Response>): Promise<Response> {
  try {
    const response = await answer(world, call, serve);
    await record(call, response);
    return response;
  } catch (error) {
    if (!(error instanceof DroppedConnection)) throw error;
    call.entry.verdict = 'dropped';
    throw error;
  } finally {
    world.journal.finish(call.entry);
  }
}

async function answer(world: World, call: Call, serve: () => Promise<Response>): Promise<Response> {
  const { method, path } = call.entry;
  if (method === 'OPTIONS') {
    const fault = world.faults.strike(method, path);
    call.entry.verdict = 'preflight';
    return fault ? strike(world, call, fault, async () => preflight(world, call)) : preflight(world, call);
  }
  if (isThrottled(path)) {
    const refused = limitRate(world, call);
    if (refused) return applyCors(world, call, refused);
  }
  const fault = world.faults.strike(method, path);
  if (fault) return strike(world, call, fault, serve);
  return applyCors(world, call, await serve());
}

function limitRate(world: World, call: Call): Response | undefined {
  const { throttle, switches } = world;
  const silence = throttle.sinceRefusal(call.address);
  if (silence !== undefined && silence < 1000) {
    call.complain('PASS-R117', `a request ${Math.round(silence)} ms after a 429; at least 1000 ms are due`, 'throttle');
  }
  if (!switches.throttle || throttle.admit(call.address)) return undefined;
  call.complain('PASS-R118', 'more requests than one in a second and ten at once: answered 429', 'throttle');
  call.entry.verdict = 'throttled';
  return tooManyRequests(world);
}

async function strike(world: World, call: Call, fault: ScriptedFault, serve: () => Promise<Response>) {
  call.entry.verdict = `fault: ${fault.id}`;
  if (fault.status === 429 && isThrottled(call.entry.path)) world.throttle.noteRefusal(call.address);
  if (fault.delay) await new Promise(resolve => setTimeout(resolve, fault.delay));
  call.altered = altersAnswer(fault) || call.request.signal.aborted;
  if (fault.drop === true || fault.status !== undefined) noteUnserved(world, call);
  if (fault.drop === true) throw new DroppedConnection('the connection was cut by a scripted fault');
  let response = await genuineOrScripted(world, call, fault, serve);
  if (fault.drop === 'after') throw new DroppedConnection('the connection was cut by a scripted fault');
  if (call.altered) await noteScripted(world, call, response);
  response = fault.omitCors ? new Response(response.body, response) : applyCors(world, call, response);
  for (const [name, value] of Object.entries(fault.headers ?? {})) response.headers.set(name, value);
  for (const name of fault.removeHeaders ?? []) response.headers.delete(name);
  return response;
}

/** A fault that only takes its time leaves the answer as it was. */
function altersAnswer({ status, body, contentType, headers, removeHeaders, drop, omitCors }: ScriptedFault): boolean {
  return [status, body, contentType, headers, removeHeaders].some(part => part !== undefined) || !!drop || !!omitCors;
}

async function genuineOrScripted(world: World, call: Call, fault: ScriptedFault, serve: () => Promise<Response>) {
  // The page of the balancer before Adobe Pass; nothing of the kind is known of the operators' services.
  const balancer = !isOperatorPath(call.entry.path);
  if (fault.status === 429 && fault.body === undefined && balancer) return tooManyRequests(world);
  const text = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
  const contentType =
    fault.contentType ?? (typeof fault.body === 'string' ? 'text/html' : 'application/json;charset=UTF-8');
  const empty = fault.body === undefined || fault.body === '';
  if (fault.status !== undefined) {
    return new Response(empty ? null : text, {
      status: fault.status,
      headers: empty ? {} : { 'content-type': contentType },
    });
  }
  const genuine = await serve();
  if (fault.body === undefined) return genuine;
  const headers = new Headers(genuine.headers);
  headers.set('content-type', contentType);
  return new Response(text, { status: genuine.status, headers });
}

async function record(call: Call, response: Response): Promise<void> {
  const { entry } = call;
  entry.status = response.status;
  entry.responseHeaders = Object.fromEntries(response.headers);
  const type = response.headers.get('content-type') ?? '';
  const text = response.body ? await response.clone().text() : '';
  call.answer = text;
  if (text.length > KEPT_ANSWER) entry.response = tooLong(text);
  else entry.response = text === '' ? null : /json/.test(type) ? (parseObject(text) ?? text) : text;
  if (entry.verdict === 'pending') entry.verdict = response.status < 400 ? 'accepted' : `refused: ${response.status}`;
}

function parseBody(text: string, contentType: string): unknown {
  if (text === '') return null;
  if (contentType.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
