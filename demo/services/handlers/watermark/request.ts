import type { Call } from '../shared/world-types.ts';
import { businessError } from './envelope.ts';

/** The JSON of a write, or the refusal. */
export function readJsonBody(call: Call): { value: unknown } | Response {
  const type = call.request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return businessError(call, 'SBX-PARAM', 'Content-Type: expected application/json', 'DWM-R25');
  }
  try {
    return { value: JSON.parse(call.text) };
  } catch {
    return businessError(call, 'SBX-PARAM', 'the body is not JSON', 'DWM-R25');
  }
}
