import { expect } from '@open-wc/testing';
import { misuse, TveError } from '../../../src/core/errors.ts';

describe('TveError', () => {
  it('PASS-R121: keeps the service’s own words', () => {
    const words = { code: 'x', action: 'none', details: 'd', trace: 't', helpUrl: 'http://h', status: 403 };
    const { code, action, details, trace, helpUrl, status } = new TveError({ ...words, message: 'm' });
    expect({ code, action, details, trace, helpUrl, status }).to.deep.equal(words);
  });

  it('keeps the evidence', () => {
    const cause = new Error('inner');
    expect(new TveError({ code: 'x', message: 'm', cause }).cause).to.equal(cause);
  });

  it('cannot be retried unless it says so', () => {
    expect(new TveError({ code: 'x', message: 'm' }).retryable).to.equal(false);
  });
});

describe('misuse', () => {
  it('says where, what was expected, and what was found', () => {
    expect(misuse('<a b>', 'a number', 'x"y')).to.deep.equal({
      ...{ code: 'invalid-configuration', message: '<a b>: expected a number, got "x\\"y"' },
    });
  });

  for (const nothing of [undefined, null, '']) {
    it(`calls ${JSON.stringify(nothing)} nothing`, () => {
      expect(misuse('x', 'y', nothing).message).to.equal('x: expected y, got nothing');
    });
  }
});
