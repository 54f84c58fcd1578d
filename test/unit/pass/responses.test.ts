import { expect } from '@open-wc/testing';
import { PassError } from '../../../src/pass/errors.ts';
import { readRegistration, readToken } from '../../../src/pass/registration-responses.ts';
import { readProfiles } from '../../../src/pass/responses.ts';
import { readConfiguration, readLogouts, readSession } from '../../../src/pass/sign-in-responses.ts';

const REGISTRATION = {
  client_id: 'demo-4f1',
  client_secret: 's-9c2',
  client_id_issued_at: 1790000000,
  redirect_uris: ['https://tv.example.test/done'],
  grant_types: ['client_credentials'],
  scopes: ['api:client:v2'],
};
const TOKEN = { id: '0d5e', access_token: 'tok', created_at: 1790000000123, expires_in: 21600, token_type: 'bearer' };
const ACME = { id: 'acmeCable', displayName: 'Acme Cable', logoUrl: 'https://img.example.test/acme.png' };
const PREVIEW = { id: 'TempPass_demo', displayName: 'Preview', isTempPass: true };
const SESSION = {
  actionName: 'authenticate',
  actionType: 'interactive',
  reasonType: 'none',
  url: '/api/v2/authenticate/demoSP/QK7M2ZD',
  code: 'QK7M2ZD',
  sessionId: '5b0c',
  mvpd: 'acmeCable',
  serviceProvider: 'demoSP',
  notBefore: '1790000000000',
  notAfter: '1790001800000',
};
const PROFILE = {
  notBefore: 1790000000000,
  notAfter: 1792592000000,
  issuer: 'acmeCable',
  type: 'regular',
  attributes: { userID: { value: 'u-771', state: 'plain' }, zip: { value: '…', state: 'enc' } },
};

/** Each body must be refused with an error that names the field. */
function refuses(read: (body: unknown) => unknown, what: string, field: string, body: unknown): void {
  it(`refuses ${what} and names ${field}`, () => {
    let thrown: unknown;
    try {
      read(body);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).to.be.instanceOf(PassError);
    expect([(thrown as PassError).code, (thrown as PassError).message.includes(field)]).to.deep.equal([
      ...['invalid-response', true],
    ]);
  });
}

describe('readRegistration', () => {
  it('PASS-R1: reads credentials and scopes', () => {
    const { client_id: clientId, client_secret: clientSecret, scopes } = REGISTRATION;
    expect(readRegistration(REGISTRATION)).to.deep.equal({ clientId, clientSecret, scopes });
  });
  it('PASS-R13: an answer without scopes grants none', () => {
    expect(readRegistration({ ...REGISTRATION, scopes: undefined }).scopes).to.deep.equal([]);
  });
  refuses(readRegistration, 'a missing client_id', 'client_id', { ...REGISTRATION, client_id: undefined });
  refuses(readRegistration, 'an empty client_secret', 'client_secret', { ...REGISTRATION, client_secret: '' });
  refuses(readRegistration, 'a list', 'registration', [REGISTRATION]);
  refuses(readRegistration, 'HTML', 'registration', undefined);
});

describe('readToken', () => {
  for (const seconds of [60, 21600, 86400]) {
    it(`PASS-R9: a life of ${seconds} s is taken from expires_in`, () => {
      expect(readToken({ ...TOKEN, expires_in: seconds })).to.deep.equal({
        accessToken: 'tok',
        expiresIn: seconds * 1000,
      });
    });
  }
  it('reads a life in digits as well', () => {
    expect(readToken({ ...TOKEN, expires_in: '60' }).expiresIn).to.equal(60_000);
  });
  refuses(readToken, 'a missing token', 'access_token', { ...TOKEN, access_token: null });
  refuses(readToken, 'a missing life', 'expires_in', { ...TOKEN, expires_in: undefined });
  refuses(readToken, 'a life that is no number', 'expires_in', { ...TOKEN, expires_in: 'soon' });
});

describe('readConfiguration', () => {
  const providers = [
    { ...ACME, isTempPass: false, isProxy: false },
    { id: 'TempPass_demo', displayName: 'Preview', logoUrl: undefined, isTempPass: true, isProxy: false },
  ];
  it('PASS-R27: reads ids, names and logos', () => {
    expect(readConfiguration({ requestor: { id: 'demoSP', mvpds: [ACME, PREVIEW] } })).to.deep.equal(providers);
  });
  it('PASS-R29: finds the list beside the requestor, too', () => {
    expect(readConfiguration({ requestor: { id: 'demoSP' }, mvpds: [ACME, PREVIEW] })).to.deep.equal(providers);
  });
  it('PASS-R29: finds the list without any requestor', () => {
    expect(readConfiguration({ mvpds: [ACME] })).to.have.length(1);
  });
  it('a provider without a name is shown by its id', () => {
    expect(readConfiguration({ mvpds: [{ id: 'acme' }] })[0]!.displayName).to.equal('acme');
  });
  it('one bad entry does not hide the others', () => {
    expect(readConfiguration({ mvpds: [null, {}, { id: '' }, 'x', ACME] }).map(({ id }) => id)).to.deep.equal([
      'acmeCable',
    ]);
  });
  it('a provider that is listed twice is shown once', () => {
    expect(readConfiguration({ mvpds: [ACME, ACME] })).to.have.length(1);
  });
  it('a logo that could run script is left out', () => {
    expect(readConfiguration({ mvpds: [{ ...ACME, logoUrl: 'javascript:alert(1)' }] })[0]!.logoUrl).to.equal(undefined);
  });
  refuses(readConfiguration, 'an answer without a list', 'list of TV providers', { requestor: { id: 'demoSP' } });
  refuses(readConfiguration, 'no object', 'configuration', 'text');
});

describe('readSession', () => {
  it('reads the answer that leads to a provider', () => {
    expect(readSession(SESSION)).to.deep.equal({
      ...{ actionName: 'authenticate', reasonType: 'none', missingParameters: [], mvpd: 'acmeCable', code: 'QK7M2ZD' },
      ...{ url: SESSION.url, life: 1_800_000 },
    });
  });
  it('PASS-R64: the life of a code is the span between its times, whatever the clock here says', () => {
    expect(readSession({ ...SESSION, notBefore: '1000', notAfter: '91000' }).life).to.equal(90_000);
  });
  it('reads times as numbers, too (10.10)', () => {
    expect(readSession({ ...SESSION, notBefore: 1000, notAfter: 2000 }).life).to.equal(1000);
  });
  it('a code that would end before it begins has no life of its own', () => {
    expect(readSession({ ...SESSION, notBefore: 2000, notAfter: 1000 })).not.to.have.property('life');
  });
  it('reads the answer that needs no provider, without a code (10.27)', () => {
    const { actionName, url, mvpd, serviceProvider, sessionId } = SESSION;
    const wire = { actionName, url, mvpd, serviceProvider, sessionId, reasonType: 'authenticated' };
    expect(readSession({ ...wire, actionName: 'authorize' })).to.deep.equal({
      ...{ actionName: 'authorize', reasonType: 'authenticated', missingParameters: [], mvpd, url },
    });
  });
  it('PASS-R50: the missing parameter domain is called by the name of its field, domainName', () => {
    const missing = ['mvpd', 'domain', 'redirectUrl'];
    expect(readSession({ ...SESSION, missingParameters: missing }).missingParameters).to.deep.equal([
      ...['mvpd', 'domainName', 'redirectUrl'],
    ]);
  });
  it('PASS-R50: finds them under their other name as well (10.9)', () => {
    expect(readSession({ ...SESSION, missing: ['domainName'] }).missingParameters).to.deep.equal(['domainName']);
  });
  it('PASS-R115: an unknown reason passes through, under either name (10.9)', () => {
    const { reasonType, ...rest } = SESSION;
    expect([readSession({ ...rest, reason: 'novel' }).reasonType, reasonType]).to.deep.equal(['novel', 'none']);
  });
  refuses(readSession, 'an answer that says nothing to do', 'actionName', { ...SESSION, actionName: undefined });
  refuses(readSession, 'no object', 'session', null);
});

describe('readProfiles', () => {
  it('PASS-R52, PASS-R53: reads provider, times and attributes', () => {
    expect(readProfiles({ profiles: { acmeCable: PROFILE } })).to.deep.equal([{ mvpd: 'acmeCable', ...PROFILE }]);
  });
  it('PASS-R45: no profile is an empty list', () => {
    expect(readProfiles({ profiles: {} })).to.deep.equal([]);
  });
  for (const type of ['degraded', 'temporary', 'appleSSO', 'platformSSO', 'serviceTokenSSO', 'somethingNew']) {
    it(`PASS-R58, PASS-R115: a profile of type ${type} is a profile`, () => {
      expect(readProfiles({ profiles: { acme: { ...PROFILE, type } } })[0]!.type).to.equal(type);
    });
  }
  it('times may be digits (10.10)', () => {
    expect(readProfiles({ profiles: { acme: { ...PROFILE, notAfter: '1792592000000' } } })[0]!.notAfter).to.equal(
      1792592000000,
    );
  });
  it('the key names the provider, whoever issued it (10.25)', () => {
    expect(readProfiles({ profiles: { acme: { ...PROFILE, issuer: 'Spectrum' } } })[0]!.mvpd).to.equal('acme');
  });
  it('attributes that are no objects are left out', () => {
    const wire = { ...PROFILE, attributes: { userID: 'u', maxRating: { value: { MPAA: 'PG' }, state: 'plain' } } };
    expect(Object.keys(readProfiles({ profiles: { acme: wire } })[0]!.attributes)).to.deep.equal(['maxRating']);
  });
  it('an attribute keeps an error that came instead of a value only as a missing value', () => {
    const wire = { ...PROFILE, attributes: { zip: { error: 'not available' } } };
    expect(readProfiles({ profiles: { acme: wire } })[0]!.attributes).to.deep.equal({ zip: { value: undefined } });
  });
  refuses(readProfiles, 'an answer without profiles', 'profiles', {});
  refuses(readProfiles, 'a list of profiles', 'profiles', { profiles: [] });
  refuses(readProfiles, 'a profile that is no object', 'acme', { profiles: { acme: 1 } });
  refuses(readProfiles, 'a profile without an end', 'notAfter', { profiles: { acme: { ...PROFILE, notAfter: null } } });
});

describe('readLogouts', () => {
  const url = '/adobe-services/logout?mso_id=acmeCable';
  it('PASS-R93, PASS-R96: reads every entry with what is left to do', () => {
    const logouts = {
      acme: { actionName: 'logout', actionType: 'interactive', mvpd: 'acme', url },
      dishy: { actionName: 'complete', actionType: 'none', mvpd: 'dishy' },
      apple: { actionName: 'partner_logout', actionType: 'partner_interactive', mvpd: 'apple' },
    };
    expect(readLogouts({ logouts })).to.deep.equal([
      { mvpd: 'acme', actionName: 'logout', url },
      { mvpd: 'dishy', actionName: 'complete' },
      { mvpd: 'apple', actionName: 'partner_logout' },
    ]);
  });
  it('PASS-R95: an entry that says nothing is complete', () => {
    expect(readLogouts({ logouts: { acme: {} } })).to.deep.equal([{ mvpd: 'acme', actionName: 'complete' }]);
  });
  refuses(readLogouts, 'an answer without logouts', 'logouts', {});
  refuses(readLogouts, 'an entry that is no object', 'acme', { logouts: { acme: 'gone' } });
});
