import { isObject } from '../shared/base64.ts';
import { EVENT_TYPES, LENIENT_SCHEMAS, SCHEMAS } from './schemas.ts';
import { findViolation } from './schema-check.ts';
import type { MediaEvent } from './state.ts';

export type Endpoint = 'sessions' | 'events' | 'batch-first' | 'batch-rest';

export type Validation = { event: MediaEvent; warnings: string[] } | { problem: string };

/** Root type, event type, fit of the endpoint, schema: in the order of section 12. */
export function validateEvent(value: unknown, endpoint: Endpoint, strict: boolean): Validation {
  if (!isObject(value)) return { problem: `body: expected object, got ${describe(value)}` };
  const { eventType } = value;
  if (typeof eventType !== 'string' || !EVENT_TYPES.includes(eventType)) {
    return {
      problem: `eventType: ${eventType === undefined ? 'required' : `unknown event type ${JSON.stringify(eventType)}`}`,
    };
  }
  const starts = endpoint === 'sessions' || endpoint === 'batch-first';
  if (starts !== (eventType === 'sessionStart')) {
    return {
      problem: `eventType: ${starts ? 'expected sessionStart' : 'sessionStart is not allowed'} here, got ${eventType}`,
    };
  }
  const violation = findViolation(SCHEMAS[eventType] ?? {}, value);
  const event = value as unknown as MediaEvent;
  if (!violation) return { event, warnings: 'params' in value && eventType === 'ping' ? [EMPTY_PARAMS] : [] };
  if (strict || findViolation(LENIENT_SCHEMAS[eventType] ?? {}, value)) return { problem: violation };
  return { event, warnings: [`let pass in lenient mode: ${violation}`] };
}

const EMPTY_PARAMS = 'a ping carries params; it must not have any';

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
