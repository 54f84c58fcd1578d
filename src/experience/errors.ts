import { excerpt, isRecord, parseJson, textOf } from '../core/http.ts';
import { misuse, TveError, type TveErrorInit } from '../core/errors.ts';
import type { Connection, Flow, Violation, WantedChanges } from './types.ts';

export interface StreamingErrorInit extends TveErrorInit {
  title?: string | undefined;
  raw?: string | undefined;
  violations?: readonly Violation[] | undefined;
  conflict?: Conflict | undefined;
  flows?: readonly Flow[] | undefined;
}

/** Two versions of one connection: what was to be written, and what somebody else wrote meanwhile. */
export interface Conflict {
  readonly mine: Connection;
  readonly theirs: Connection;
  /** What makes mine: nothing else was to be written. */
  readonly changes: WantedChanges;
}

/** Anything that went wrong between this page and Experience Platform, in the service's own codes where it gave one. */
export class StreamingError extends TveError {
  /** The service's heading, where it gave one. */
  declare readonly title: string | undefined;
  /** The beginning of the answer that was not understood or not a success, without any token. */
  declare readonly raw: string | undefined;
  /** What synchronous validation objected to. */
  declare readonly violations: readonly Violation[];
  /** Somebody else changed the connection first. */
  declare readonly conflict: Conflict | undefined;
  /** Dataflows that stand in the way of a deletion. */
  declare readonly flows: readonly Flow[];

  constructor(init: StreamingErrorInit) {
    super(init);
    this.name = 'StreamingError';
    this.violations ??= [];
    this.flows ??= [];
  }
}

export const fail = (init: StreamingErrorInit): StreamingError => new StreamingError(init);

export const misused = (where: string, expected: string, found?: unknown): StreamingError =>
  fail(misuse(where, expected, found));

/** `1404-412` and the like: a number and the HTTP status it comes with. */
const CODE = /\d{4}-\d{3}$/;
const DEEPEST = 32;

/**
 * The error in an answer, whatever shape it has: gateway, problem, Flow Service, plain text or nothing at all
 * (STREAM-R11, STREAM-R37). Never throws.
 */
export function readError(status: number, text: string, secrets: readonly (string | undefined)[] = []): StreamingError {
  const body = parseJson(text);
  const wire = isRecord(body) ? body : {};
  const report = isRecord(wire['report']) ? wire['report'] : {};
  const code =
    textOf(wire['errorCode']) ??
    textOf(wire['error_code']) ??
    textOf(wire['code']) ??
    CODE.exec(textOf(wire['type']) ?? '')?.[0];
  const title = textOf(wire['title']);
  const words =
    textOf(wire['message']) ??
    textOf(report['message']) ??
    textOf(wire['detail']) ??
    title ??
    textOf(wire['errorMessage']);
  const told = Number(wire['status']);
  const found = told >= 100 && told < 600 ? told : status;
  return fail({
    code: code ?? `http-${status}`,
    status: found,
    title,
    message: excerpt(words ?? `The service answered ${status} without an explanation.`, secrets),
    raw: excerpt(text, secrets),
    retryable: status === 429 || status >= 500,
    violations: violationsIn(report),
  });
}

/** The leaves of a validation report, at any depth that is reasonable (STREAM-R38). */
function violationsIn(report: Record<string, unknown>): Violation[] {
  const cause = isRecord(report['cause']) ? report['cause']['_streamingValidation'] : undefined;
  const leaves: Violation[] = [];
  const visit = (nodes: unknown, depth: number): void => {
    if (!Array.isArray(nodes) || depth > DEEPEST) return;
    for (const node of nodes.filter(isRecord)) {
      const inner = node['causingExceptions'];
      if (Array.isArray(inner) && inner.length > 0) visit(inner, depth + 1);
      else {
        leaves.push({
          pointer: textOf(node['pointerToViolation']) ?? '#',
          keyword: textOf(node['keyword']) ?? '',
          message: textOf(node['message']) ?? '',
        });
      }
    }
  };
  visit(cause, 1);
  return leaves;
}

/** There is no such thing; one of the service's two codes for it comes with HTTP 400. */
export const isNotFound = ({ status, code }: StreamingError): boolean => status === 404 || code === '1439-400';

/** Nobody knows whether the service did what it was asked for. */
export const isUnknownOutcome = ({ code, status = 0 }: StreamingError): boolean =>
  ['network', 'timeout', 'aborted', 'invalid-response'].includes(code) || status >= 500;

/** A missing token is told with 403 here, a bad one with 401 (STREAM-R12). */
export const needsToken = (status: number, text: string): boolean =>
  status === 401 || (status === 403 && readError(status, text).code === '403010');

/** Whatever was thrown, as a StreamingError. */
export function asStreamingError(error: unknown): StreamingError {
  if (error instanceof StreamingError) return error;
  if (error instanceof TveError) {
    const { code, message, status, action, retryable, cause } = error;
    return fail({ code, message, status, action, retryable, cause });
  }
  return fail({ code: 'invalid-response', message: String((error as Error)?.message ?? error) });
}
