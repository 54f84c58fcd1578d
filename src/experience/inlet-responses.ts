import { excerpt, isRecord, isSuccess, parseJson, textOf } from '../core/http.ts';
import { fail, readError, type StreamingError } from './errors.ts';

/** The inlet's receipt for one message: received, which is not yet stored. */
export interface Receipt {
  readonly inletId: string | undefined;
  /** Reference for the service's support. */
  readonly xactionId: string | undefined;
  /** Epoch milliseconds. */
  readonly receivedTime: number | undefined;
  /** `pass` when validation was asked for and passed; undefined when it was not made. */
  readonly validation: string | undefined;
}

/** STREAM-R36. */
export function readReceipt(text: string): Receipt {
  const body = parseJson(text);
  if (!isRecord(body)) {
    const message = 'The inlet accepted the message, but its answer cannot be read.';
    throw fail({ code: 'invalid-response', message, raw: excerpt(text) });
  }
  const time = Number(body['receivedTimeMs']);
  const validation = isRecord(body['syncValidation']) ? body['syncValidation'] : {};
  return {
    inletId: textOf(body['inletId']) ?? textOf(body['inletID']),
    xactionId: textOf(body['xactionId']),
    receivedTime: time > 0 ? time : undefined,
    validation: textOf(validation['status']),
  };
}

/** What became of one message of a batch. */
export type ItemOutcome =
  | { readonly type: 'accepted'; readonly xactionId: string | undefined }
  /** `again`: the same message may be sent once more. */
  | { readonly type: 'refused'; readonly error: StreamingError; readonly again: boolean }
  | { readonly type: 'unknown'; readonly error: StreamingError };

const AGAIN = [429, 500, 503];

/** One outcome for each of `count` messages (STREAM-R33, STREAM-R34). */
export function readBatch(text: string, count: number): ItemOutcome[] {
  const body = parseJson(text);
  const responses = isRecord(body) ? body['responses'] : undefined;
  if (!Array.isArray(responses) || responses.length !== count) {
    const found = Array.isArray(responses) ? String(responses.length) : 'none that can be read';
    const message =
      `The inlet answered for ${found} of ${count} messages, so nobody can tell which answer belongs to which. ` +
      'They are not sent again, since that could store them twice.';
    const error = fail({ code: 'outcome-unknown', message, raw: excerpt(text) });
    return Array.from({ length: count }, () => ({ type: 'unknown', error }));
  }
  return (responses as unknown[]).map(entry => {
    const item = isRecord(entry) ? entry : {};
    const xactionId = textOf(item['xactionId']);
    const status = Number(item['statusCode'] ?? (xactionId ? 200 : NaN));
    if (isSuccess(status)) return { type: 'accepted', xactionId };
    if (!(status >= 100)) {
      const message = 'The inlet’s answer does not say what became of this message.';
      return {
        type: 'unknown',
        error: fail({ code: 'outcome-unknown', message, raw: excerpt(JSON.stringify(entry)) }),
      };
    }
    const error = readError(status, JSON.stringify(item));
    return { type: 'refused', error, again: AGAIN.includes(status) };
  });
}
