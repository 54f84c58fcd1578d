import { expect } from '@open-wc/testing';
import {
  LEGACY_STATEMENT,
  REVOKED_STATEMENT,
  SOFTWARE_STATEMENT,
  UNLINKED_STATEMENT,
} from '../../../demo/services/fixtures.ts';
import { createDevice, type PassDevice } from '../../support/fake-pass.ts';
import { deviceInfo } from '../../../src/pass/device.ts';
import type { PassError } from '../../../src/pass/errors.ts';
import { createExchange } from '../../../src/pass/exchange.ts';
import { createRegistration, type ClientRegistration } from '../../../src/pass/registration.ts';
import { thisDevice } from '../../../src/pass/this-device.ts';
import { createThrottle } from '../../../src/pass/throttle.ts';

const CREDENTIALS = ['test', SOFTWARE_STATEMENT.slice(-24), 'credentials'];
const REGISTER = 'POST /o/client/register';
const TOKEN = 'POST /o/client/token';

interface Page {
  registration: ClientRegistration;
  replaced: () => number;
}

/** One page of the device; a reload is another page. */
function page(device: PassDevice, statement = device.config.softwareStatement): Page {
  const { storage, clock, withLock } = device;
  const shared = { baseUrl: device.config.baseUrl, fetch: device.fetch, clock, random: () => 0, log: () => {} };
  const throttle = createThrottle({ storage, clock, random: () => 0, key: ['budget'] });
  let replaced = 0;
  const registration = createRegistration({
    softwareStatement: statement,
    redirectUri: device.config.redirectUrl,
    key: name => ['test', statement.slice(-24), name],
    ...{ storage, clock, withLock },
    exchange: createExchange({ ...shared, throttle }),
    headers: async () => ({ 'X-Device-Info': deviceInfo(thisDevice()) }),
    onReplaced: () => void replaced++,
  });
  return { registration, replaced: () => replaced };
}

const failure = (promise: Promise<unknown>): Promise<PassError> =>
  promise.then(
    () => expect.fail('it should have failed') as never,
    (error: unknown) => error as PassError,
  );

describe('registration', () => {
  let device: PassDevice;
  beforeEach(() => {
    device = createDevice();
  });

  it('PASS-R1: the first start registers once, then buys one token', async () => {
    await page(device).registration.token();
    expect([device.requests(), device.complaints()]).to.deep.equal([[REGISTER, TOKEN], []]);
  });

  it('PASS-R2, PASS-R4: after a reload with storage intact nothing is asked', async () => {
    const token = await page(device).registration.token();
    expect([await page(device).registration.token(), device.requests().length]).to.deep.equal([token, 2]);
  });

  it('PASS-R3: credentials are kept in storage and used for every token', async () => {
    const { registration } = page(device);
    await registration.renew(await registration.token());
    const stored = await device.storage.get<{ clientId: string }>(CREDENTIALS);
    const used = device.entries(/token/).map(({ body }) => (body as { client_id: string }).client_id);
    expect(used).to.deep.equal([stored!.clientId, stored!.clientId]);
  });

  it('PASS-R5: twenty calls within the life of a token buy one', async () => {
    const { registration } = page(device);
    for (let i = 0; i < 20; i++) await registration.token();
    expect(device.entries(/token/)).to.have.length(1);
  });

  it('PASS-R6: a token that ran out is replaced without registering again', async () => {
    await page(device).registration.token();
    await device.clock.advance(7 * 3_600_000);
    await page(device).registration.token();
    expect(device.requests()).to.deep.equal([REGISTER, TOKEN, TOKEN]);
  });

  for (const life of [60, 21_600, 86_400]) {
    it(`PASS-R9: a life of ${life} s is used nearly to its end`, async () => {
      device = createDevice({ tokenLife: life });
      const { registration } = page(device);
      await registration.token();
      await device.clock.advance(life * 1000 * 0.89);
      await registration.token();
      expect(device.entries(/token/)).to.have.length(1);
    });

    it(`PASS-R7, PASS-R9: a life of ${life} s is not used beyond its end`, async () => {
      device = createDevice({ tokenLife: life });
      const { registration } = page(device);
      const first = await registration.token();
      await device.clock.advance(life * 1000 - 1);
      expect(await registration.token()).not.to.equal(first);
    });
  }

  it('PASS-R10: invalid_client drops the credentials and registers once', async () => {
    const { registration, replaced } = page(device);
    const first = await registration.token();
    await device.control('pass/revoke-credentials');
    const before = replaced();
    const second = await registration.renew(first);
    expect([device.requests().slice(2), second !== first, replaced() - before]).to.deep.equal([
      ...[[TOKEN, REGISTER, TOKEN], true, 1],
    ]);
  });

  it('PASS-R10: new credentials that are refused as well end in an error, not in a circle', async () => {
    device.world.faults.add({ path: '/o/client/token', status: 400, body: { error: 'invalid_client' } });
    const { registration } = page(device);
    await failure(registration.token());
    const { code } = await failure(registration.token());
    expect([code, device.entries(/register/).length]).to.deep.equal(['invalid_client', 2]);
  });

  it('PASS-R12: an unknown statement ends in a configuration error after one request', async () => {
    const { code, action } = await failure(page(device, 'a.b.c').registration.token());
    expect([code, action, device.requests()]).to.deep.equal([
      'invalid_software_statement',
      'configuration',
      [REGISTER],
    ]);
  });

  it('PASS-R12: so does a withdrawn one', async () => {
    const { code, action } = await failure(page(device, REVOKED_STATEMENT).registration.token());
    expect([code, action, device.requests()]).to.deep.equal([
      ...['unapproved_software_statement', 'configuration', [REGISTER]],
    ]);
  });

  for (const error of ['unauthorized_client', 'unsupported_grant_type', 'invalid_request']) {
    it(`PASS-R12: so does ${error} of the token endpoint`, async () => {
      device.world.faults.add({ path: '/o/client/token', status: 400, body: { error } });
      const { code, action } = await failure(page(device).registration.token());
      expect([code, action, device.requests()]).to.deep.equal([error, 'configuration', [REGISTER, TOKEN]]);
    });
  }

  it('PASS-R13: a statement without the scope of this API is told as a configuration error', async () => {
    const { code, action, message } = await failure(page(device, LEGACY_STATEMENT).registration.token());
    expect([code, action, /api:client:v2.*api:client:v1/.test(message)]).to.deep.equal([
      ...['invalid-configuration', 'configuration', true],
    ]);
  });

  it('PASS-R13: nothing is stored then', async () => {
    await failure(page(device, LEGACY_STATEMENT).registration.token());
    expect(await device.storage.get(CREDENTIALS)).to.equal(undefined);
  });

  it('PASS-R14: two devices get credentials of their own', async () => {
    const other = createDevice({ seed: 8 });
    await Promise.all([page(device).registration.token(), page(other).registration.token()]);
    expect(await device.storage.get(CREDENTIALS)).not.to.deep.equal(await other.storage.get(CREDENTIALS));
  });

  it('PASS-R15: credentials that vanished are got anew, and a token of theirs', async () => {
    const token = await page(device).registration.token();
    await device.storage.delete(CREDENTIALS);
    const { registration, replaced } = page(device);
    expect([(await registration.token()) !== token, replaced()]).to.deep.equal([true, 1]);
  });

  it('PASS-R16: two pages that start together register once', async () => {
    const [one, two] = [page(device), page(device)];
    const tokens = await Promise.all([one.registration.token(), two.registration.token()]);
    expect([tokens[0] === tokens[1], device.requests()]).to.deep.equal([true, [REGISTER, TOKEN]]);
  });

  it('PASS-R17: calls at the same time share one token', async () => {
    const { registration } = page(device);
    await Promise.all(Array.from({ length: 10 }, () => registration.token()));
    expect(device.requests()).to.deep.equal([REGISTER, TOKEN]);
  });

  it('PASS-R8: two pages whose token was refused buy one new one together', async () => {
    const [one, two] = [page(device), page(device)];
    const refused = await one.registration.token();
    const [first, second] = await Promise.all([one.registration.renew(refused), two.registration.renew(refused)]);
    expect([first === second, first !== refused, device.entries(/token/).length]).to.deep.equal([true, true, 2]);
  });

  it('PASS-R11: two pages told to register again do so once', async () => {
    const [one, two] = [page(device), page(device)];
    const refused = await one.registration.token();
    await Promise.all([one.registration.startOver(refused), two.registration.startOver(refused)]);
    expect(device.entries(/register/)).to.have.length(2);
  });

  it('another statement gets other credentials', async () => {
    await page(device).registration.token();
    await page(device, UNLINKED_STATEMENT).registration.token();
    expect(device.requests()).to.deep.equal([REGISTER, TOKEN, REGISTER, TOKEN]);
  });

  it('a token of the former statement is not used when buying the new one failed', async () => {
    const old = await page(device).registration.token();
    const { registration } = page(device, UNLINKED_STATEMENT);
    device.world.faults.add({ path: '/o/client/token', status: 400, body: { error: 'invalid_request' }, times: 1 });
    await failure(registration.token());
    expect(await registration.token()).not.to.equal(old);
  });

  it('a caller that gives up leaves the others their token', async () => {
    const { registration } = page(device);
    const leaving = new AbortController();
    const left = failure(registration.token(leaving.signal));
    const stayed = registration.token();
    leaving.abort();
    expect([(await left).code, typeof (await stayed)]).to.deep.equal(['aborted', 'string']);
  });
});
