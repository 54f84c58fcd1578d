import { expect } from '@open-wc/testing';
import { asStreamingError, isNotFound, readError, StreamingError } from '../../../src/experience/errors.ts';
import { TveError } from '../../../src/core/errors.ts';

const leaf = (key: string): object => ({
  pointerToViolation: `#/${key}`,
  causingExceptions: [],
  keyword: 'type',
  message: `wrong ${key}`,
});
const nested = (depth: number): object => (depth === 0 ? leaf('deep') : { causingExceptions: [nested(depth - 1)] });
const validation = (...causes: object[]): string =>
  JSON.stringify({
    status: 400,
    title: 'Invalid XDM',
    report: { message: 'invalid', cause: { _streamingValidation: causes } },
  });

describe('errors of streaming', () => {
  for (const [shape, status, text, expected] of [
    [
      'the gateway',
      403,
      '{"error_code":"403010","message":"OAuth token is missing"}',
      ['403010', 403, 'OAuth token is missing'],
    ],
    [
      'a problem',
      400,
      '{"type":"https://x/1453-400","status":"400","title":"Bad","detail":"so"}',
      ['1453-400', 400, 'so'],
    ],
    ['the Flow Service', 412, '{"errorCode":"1404-412","errorMessage":"stale"}', ['1404-412', 412, 'stale']],
    ['plain text', 502, 'Bad gateway', ['http-502', 502, 'The service answered 502 without an explanation.']],
    ['nothing', 500, '', ['http-500', 500, 'The service answered 500 without an explanation.']],
    ['a list', 400, '[1]', ['http-400', 400, 'The service answered 400 without an explanation.']],
    [
      'a status that is none',
      401,
      '{"type":"http://x/y","status":"often","title":"Authorization"}',
      ['http-401', 401, 'Authorization'],
    ],
  ] as const) {
    it(`are read from ${shape} (STREAM-R11, STREAM-R37)`, () => {
      const { code, status: found, message, raw } = readError(status, text);
      expect([code, found, message]).to.deep.equal(expected);
      expect(raw).to.equal(text);
    });
  }

  it('keep at most 500 characters of an answer, without the token (STREAM-R11)', () => {
    const { raw } = readError(500, `abcdef ${'x'.repeat(600)}`, ['abcdef']);
    expect(raw).to.have.length(500);
    expect(raw).to.match(/^… x/);
  });

  it('flatten what validation found to its leaves (STREAM-R38)', () => {
    const { violations, message } = readError(400, validation({ causingExceptions: [leaf('a'), nested(3)] }));
    expect(violations.map(({ pointer, keyword }) => [pointer, keyword])).to.deep.equal([
      ['#/a', 'type'],
      ['#/deep', 'type'],
    ]);
    expect(message).to.equal('invalid');
  });

  it('do not follow a report for ever (STREAM-R38)', () => {
    expect(readError(400, validation(nested(31))).violations).to.have.length(1);
    expect(readError(400, validation(nested(40))).violations).to.deep.equal([]);
  });

  it('know both codes of “not found”', () => {
    expect([
      isNotFound(readError(404, '')),
      isNotFound(readError(400, '{"code":"1439-400"}')),
      isNotFound(readError(400, '')),
    ]).to.deep.equal([true, true, false]);
  });

  it('are one kind, whatever was thrown', () => {
    const error = asStreamingError(new TveError({ code: 'aborted', message: 'x' }));
    expect([error instanceof StreamingError, error instanceof TveError, error.code, error.name]).to.deep.equal([
      true,
      true,
      'aborted',
      'StreamingError',
    ]);
    expect(asStreamingError('odd').code).to.equal('invalid-response');
  });
});
