import { expect } from '@open-wc/testing';
import * as registration from '../../../src/pass/registration-requests.ts';
import * as everyVisit from '../../../src/pass/requests.ts';
import * as signing from '../../../src/pass/sign-in-requests.ts';

const requests = { ...everyVisit, ...registration, ...signing };

const REDIRECT = 'https://tv.example.test/watch?a=1&b=ü#part';

const ALL = {
  configuration: requests.getConfiguration('demo'),
  session: requests.createSession('demo', { mvpd: 'acme', domainName: 'example.test', redirectUrl: REDIRECT }),
  resume: requests.resumeSession('demo', 'QK7M2ZD', { mvpd: 'acme' }),
  profiles: requests.getProfiles('demo'),
  profile: requests.getProfile('demo', 'acme'),
  'profile by code': requests.getProfileByCode('demo', 'QK7M2ZD'),
  preauthorize: requests.preauthorize('demo', 'acme', ['news', 'sport']),
  authorize: requests.authorize('demo', 'acme', 'news'),
  logout: requests.logout('demo', 'acme', REDIRECT),
  register: requests.register('a.b.c', REDIRECT),
  token: requests.getToken('id', 'secret'),
};

const LINES: Record<keyof typeof ALL, string> = {
  configuration: 'GET /api/v2/demo/configuration',
  session: 'POST /api/v2/demo/sessions',
  resume: 'POST /api/v2/demo/sessions/QK7M2ZD',
  profiles: 'GET /api/v2/demo/profiles',
  profile: 'GET /api/v2/demo/profiles/acme',
  'profile by code': 'GET /api/v2/demo/profiles/code/QK7M2ZD',
  preauthorize: 'POST /api/v2/demo/decisions/preauthorize/acme',
  authorize: 'POST /api/v2/demo/decisions/authorize/acme',
  logout: 'GET /api/v2/demo/logout/acme',
  register: 'POST /o/client/register',
  token: 'POST /o/client/token',
};

describe('requests of Adobe Pass', () => {
  for (const [name, { method, path }] of Object.entries(ALL)) {
    it(`PASS-R77, PASS-R138: ${name} goes to the documented path`, () => {
      expect(`${method} ${path.split('?')[0]}`).to.equal(LINES[name as keyof typeof ALL]);
    });
  }

  it('PASS-R104: a session is asked for with its three parameters and nothing else', () => {
    expect(ALL.session.form).to.deep.equal({ mvpd: 'acme', domainName: 'example.test', redirectUrl: REDIRECT });
  });

  it('PASS-R34: the redirect address of a session is encoded once on the wire', () => {
    const wire = new URLSearchParams(ALL.session.form).toString();
    expect(new URLSearchParams(wire).get('redirectUrl')).to.equal(REDIRECT);
  });

  it('PASS-R34, PASS-R92: the redirect address of a logout is encoded once in the query', () => {
    const query = new URL(ALL.logout.path, 'https://api.example.test').searchParams;
    expect([...query]).to.deep.equal([['redirectUrl', REDIRECT]]);
  });

  it('PASS-R1: registration sends the statement and where a sign-in ends', () => {
    expect(ALL.register.json).to.deep.equal({ software_statement: 'a.b.c', redirect_uri: REDIRECT });
  });

  it('PASS-R3: a token is asked for with the credentials, in a form', () => {
    expect(ALL.token.form).to.deep.equal({
      client_id: 'id',
      client_secret: 'secret',
      grant_type: 'client_credentials',
    });
  });

  it('PASS-R78: a playback asks for one resource', () => {
    expect(ALL.authorize.json).to.deep.equal({ resources: ['news'] });
  });

  it('PASS-R137: a resource written in MRSS arrives untouched', () => {
    const mrss = '<rss version="2.0"><channel><title>News & "Views"</title></channel></rss>';
    expect(JSON.parse(JSON.stringify(requests.authorize('demo', 'acme', mrss).json))).to.deep.equal({
      resources: [mrss],
    });
  });

  it('ids with reserved letters stay one part of the path', () => {
    expect(requests.getProfile('my brand', 'a/b?c#d').path).to.equal('/api/v2/my%20brand/profiles/a%2Fb%3Fc%23d');
  });

  it('PASS-R108: the service token may go with sessions, profiles, decisions and logout', () => {
    const allowed = Object.entries(ALL).filter(([, { serviceToken }]) => serviceToken);
    expect(allowed.map(([name]) => name)).to.deep.equal([
      ...['session', 'profiles', 'profile', 'preauthorize', 'authorize', 'logout'],
    ]);
  });

  it('PASS-R113: only what changes nothing at the service is marked as repeatable', () => {
    const repeatable = Object.entries(ALL).filter(([, request]) => request.repeatable);
    expect(repeatable.map(([name]) => name)).to.deep.equal([
      ...['configuration', 'profiles', 'profile', 'profile by code', 'preauthorize', 'authorize'],
    ]);
  });
});
