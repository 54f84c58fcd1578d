import { expect } from '@open-wc/testing';
import { imageAddress, parseAddress } from '../../../src/core/address.ts';

describe('parseAddress', () => {
  for (const address of ['https://a.test/x?y#z', 'http://localhost:8787/', 'http://127.0.0.1/', 'http://[::1]:80/']) {
    it(`takes ${address}`, () => {
      expect(parseAddress(address)?.href).to.equal(new URL(address).href);
    });
  }

  for (const address of [
    'http://a.test/',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.test',
    'http://',
    '/x',
  ]) {
    it(`does not take ${address}`, () => {
      expect(parseAddress(address)).to.equal(undefined);
    });
  }

  for (const nothing of ['', null, undefined]) {
    it(`takes ${JSON.stringify(nothing)} for nothing`, () => {
      expect(parseAddress(nothing, 'https://a.test')).to.equal(undefined);
    });
  }

  it('PASS-R36: reads a relative address from where it was said', () => {
    expect(parseAddress('/api/v2/x', 'https://api.test')?.href).to.equal('https://api.test/api/v2/x');
  });

  it('an address without a scheme goes by that of its base', () => {
    expect(parseAddress('//b.test/x', 'https://a.test')?.href).to.equal('https://b.test/x');
  });

  it('a base that is not safe makes nothing safe', () => {
    expect(parseAddress('/x', 'http://a.test')).to.equal(undefined);
  });
});

describe('imageAddress', () => {
  it('takes pictures over http, too', () => {
    expect(imageAddress('http://a.test/logo.png')).to.equal('http://a.test/logo.png');
  });

  for (const address of [
    'javascript:alert(1)',
    'data:image/svg+xml,<svg/>',
    'blob:x',
    '/logo.png',
    '',
    null,
    undefined,
  ]) {
    it(`does not take ${JSON.stringify(address)}`, () => {
      expect(imageAddress(address)).to.equal(undefined);
    });
  }
});
