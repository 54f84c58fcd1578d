import { exchange, isSuccess, patiently, redact, type HttpAnswer, type HttpDeps } from '../core/http.ts';
import { getToken } from './access-token.ts';
import { fail, needsToken, readError } from './errors.ts';
import type { FlowRequest } from './flow-requests.ts';
import type { AccessToken } from './types.ts';

export interface FlowConfig {
  /** Address of the Flow Service, without a slash at its end. */
  baseUrl: string;
  orgId: string;
  apiKey: string;
  sandboxName: string;
  accessToken: AccessToken;
}

/** Sends a request with the page's credentials and gives the text of a success. */
export type FlowTransport = (request: FlowRequest, signal?: AbortSignal) => Promise<string>;

const BUSY = [429, 503, 504];
/** What is only read may be asked for again. */
const TRIES = 3;

/**
 * STREAM-R1, STREAM-R2, STREAM-R12. The token is asked for each time and kept nowhere; after a refusal once more, with
 * the word that the last one was refused.
 */
export function createFlowTransport(config: FlowConfig, deps: HttpDeps): FlowTransport {
  const send = async (request: FlowRequest, token: string, signal?: AbortSignal): Promise<HttpAnswer> => {
    const headers: Record<string, string> = {
      Authorization: `Bearer ${token}`,
      'x-api-key': config.apiKey,
      'x-gw-ims-org-id': config.orgId,
      'x-sandbox-name': config.sandboxName,
      ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...request.headers,
    };
    const body = request.json === undefined ? {} : { body: JSON.stringify(request.json) };
    const once = (): Promise<HttpAnswer> =>
      exchange({ method: request.method, url: config.baseUrl + request.path, headers, ...body }, deps, fail, signal);
    return request.method === 'GET' ? patiently(once, { tries: TRIES, statuses: BUSY, signal }, deps) : once();
  };

  return async (request, signal) => {
    let token = await getToken(config.accessToken, false, signal);
    let answer = await send(request, token, signal);
    if (typeof config.accessToken === 'function' && needsToken(answer.status, answer.text)) {
      token = await getToken(config.accessToken, true, signal);
      answer = await send(request, token, signal);
    }
    // Gateways repeat what they were sent; nothing that is read from an answer may hold it.
    const text = redact(answer.text, [token]);
    if (isSuccess(answer.status)) return text;
    throw readError(answer.status, text);
  };
}
