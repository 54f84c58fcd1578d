import { expect } from '@open-wc/testing';
import { base64 } from '../../../src/pass/base64.ts';
import { deviceIdentifier } from '../../../src/pass/requests.ts';

const decode = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text), byte => byte.charCodeAt(0)));

describe('base64', () => {
  it('PASS-R109: is padded', () => {
    expect(['a', 'ab', 'abc'].map(base64)).to.deep.equal(['YQ==', 'YWI=', 'YWJj']);
  });

  it('PASS-R109: keeps text beyond ASCII, as UTF-8', () => {
    const text = 'Télé Été 電視 📺';
    expect(decode(base64(text))).to.equal(text);
  });

  it('PASS-R109: stays on one line however long it is', () => {
    expect(base64('x'.repeat(5000))).to.match(/^[A-Za-z0-9+/]+=*$/);
  });

  it('PASS-R109: uses the standard alphabet, not that of addresses', () => {
    expect(base64('>>>???')).to.equal('Pj4+Pz8/');
  });

  it('PASS-R100: gives the documented device identifier', () => {
    expect(deviceIdentifier('7c1f0a52-3f0e-4a77-9f35-0b6f0d9f4e21')).to.equal(
      'fingerprint N2MxZjBhNTItM2YwZS00YTc3LTlmMzUtMGI2ZjBkOWY0ZTIx',
    );
  });
});
