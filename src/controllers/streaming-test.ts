import { randomId } from '../core/random.ts';
import { asStreamingError, fail, type StreamingError } from '../experience/errors.ts';
import { sendEvents } from '../experience/inlet-sender.ts';
import type { InletTarget } from '../xdm/inlet-message.ts';
import type { ItemOutcome } from '../experience/inlet-responses.ts';
import { admitValidation, sendTestEvent, type TestReport } from '../experience/test-event.ts';
import type { AccessToken, Connection } from '../experience/types.ts';
import { mediaEvent } from '../xdm/media-event.ts';

export interface TestFields {
  eventType: string;
  schemaId: string;
  schemaType: string;
  datasetId: string;
  flowId: string;
  json: string;
  batch: boolean;
  validate: boolean;
}

export type TestResult =
  | { kind: 'single'; report: TestReport }
  | { kind: 'batch'; outcome: ItemOutcome }
  | { kind: 'failed'; error: StreamingError };

export const EVENT_TYPES = [
  ...['media.sessionStart', 'media.play', 'media.ping', 'media.pauseStart', 'media.bufferStart'],
  ...['media.bitrateChange', 'media.error', 'media.sessionComplete', 'media.sessionEnd'],
];

const SESSION = { name: 'test', length: 60, contentType: 'VOD', playerName: 'console', channel: 'test' };
const DETAILS: Readonly<Record<string, Record<string, unknown>>> = {
  'media.sessionStart': { sessionDetails: SESSION },
  'media.bitrateChange': { qoeDataDetails: { bitrate: 3000 } },
  'media.error': { errorDetails: { name: 'test', source: 'external' } },
};

/** An event of a type that is valid as it stands, to be edited. */
export function sampleEvent(eventType: string, now = Date.now()): string {
  const details = DETAILS[eventType];
  const event = mediaEvent({ eventType, sessionId: randomId(), playhead: 0, time: now, ...(details && { details }) });
  return JSON.stringify(event, undefined, 2);
}

interface TestOptions {
  imsOrgId: string;
  accessToken: AccessToken | undefined;
  signal?: AbortSignal;
  /** Told of every answer, and of the milliseconds until the next attempt. */
  told?: (status: number, pause: number) => void;
}

/** Moments of validated requests by connection: the service allows 60 per minute. */
const validated = new Map<string, number[]>();

export async function runTest(connection: Connection, fields: TestFields, options: TestOptions): Promise<TestResult> {
  try {
    return await send(connection, fields, options);
  } catch (error) {
    return { kind: 'failed', error: asStreamingError(error) };
  }
}

async function send(
  connection: Connection,
  fields: TestFields,
  { imsOrgId, accessToken, signal, told }: TestOptions,
): Promise<TestResult> {
  const target: InletTarget = {
    inletUrl: connection.inletUrl ?? '',
    schema: { id: fields.schemaId.trim(), contentType: fields.schemaType.trim() },
    datasetId: fields.datasetId.trim(),
    flowId: fields.flowId.trim() || undefined,
    imsOrgId,
  };
  const entity = readEntity(fields.json);
  const token = connection.authenticationRequired ? accessToken : undefined;
  if (fields.batch) {
    const [outcome] = await sendEvents([entity], { target, accessToken: token, signal, told });
    return { kind: 'batch', outcome: outcome! };
  }
  if (fields.validate) {
    const { times, wait } = admitValidation(validated.get(connection.id) ?? [], Date.now());
    if (wait > 0) {
      const message = `The service validates 60 events per minute; the next one in ${Math.ceil(wait / 1000)} s.`;
      throw fail({ code: 'validation-limit', message });
    }
    validated.set(connection.id, times);
  }
  const options = { target, accessToken: token, signal, told, syncValidation: fields.validate };
  return { kind: 'single', report: await sendTestEvent(entity, options) };
}

function readEntity(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw fail({ code: 'invalid-json', message: (error as Error).message });
  }
  throw fail({ code: 'invalid-json', message: '{ … }' });
}
