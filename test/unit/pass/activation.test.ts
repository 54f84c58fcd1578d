import { expect } from '@open-wc/testing';
import type { PassError } from '../../../src/pass/errors.ts';
import type { PassClient } from '../../../src/pass/pass-client.ts';
import { BASE, createDevice, type OpenTab, type PassDevice } from '../../support/fake-pass.ts';

describe('The other screen', () => {
  let device: PassDevice;
  /** The page on which the code is typed; the code belongs to a device of its own in the same world. */
  let tab: OpenTab;
  let tv: OpenTab;
  const own = () => device.entries(/sessions\/|profiles\/code/).filter(entry => !entry.headers['ap-device-identifier']);
  const codeOf = async (providerId?: string): Promise<string> => {
    const { code } = await tv.client.startSecondScreen({ providerId });
    return code;
  };
  const refused = async (asking: Promise<unknown>): Promise<PassError> =>
    asking.then(
      () => Promise.reject(new Error('it was not refused')),
      (error: unknown) => error as PassError,
    );
  /** The provider's page is gone to a second after the last request. */
  const activated = async (...input: Parameters<PassClient['activate']>): Promise<string> => {
    const asking = tab.client.activate(...input);
    asking.catch(() => {});
    await device.clock.advance(1100);
    return asking;
  };
  beforeEach(async () => {
    device = createDevice();
    tv = await device.open();
    tab = await device.open();
  });
  afterEach(() => {
    tv.client.stop();
    expect(device.complaints().join('\n')).to.equal('');
  });

  it('tells what a code stands for, however it is typed, and nothing of this device (PASS-R47, PASS-R106)', async () => {
    const code = await codeOf();
    const {
      code: sent,
      missingParameters,
      device: other,
    } = await tab.client.checkCode(` ${code.slice(0, 3)}-${code.slice(3).toLowerCase()} `);
    const { headers, method } = own()[0]!;
    expect([sent, missingParameters, typeof other!['osName'], method, headers['x-device-info']]).to.deep.equal([
      ...[code, ['mvpd', 'domainName', 'redirectUrl'], 'string', 'GET', undefined],
    ]);
  });

  for (const typed of ['ZZZZZZZ', 'ab', '../../profiles', '']) {
    it(`refuses ${JSON.stringify(typed)} and gives no address (PASS-R46, PASS-R48)`, async () => {
      const error = await refused(activated(typed, { providerId: 'acmeCable' }));
      expect(error.code).to.be.oneOf(['invalid_authentication_session', 'invalid_parameter_code']);
    });
  }

  it('supplies exactly what is missing, the domain under the name of its field (PASS-R49, PASS-R50)', async () => {
    const code = await codeOf('acmeCable');
    const address = await activated(code);
    const [, resumed] = own();
    expect([address, resumed!.body]).to.deep.equal([
      `${BASE}/api/v2/authenticate/demo/${code}`,
      { domainName: 'localhost', redirectUrl: 'http://localhost:8000/watch?show=1' },
    ]);
  });

  it('does not ask again what a code stands for, and leaves the page’s visit a second of its own (PASS-R47, PASS-R118)', async () => {
    const activation = await tab.client.checkCode(await codeOf('acmeCable'));
    const left = device.clock.elapsed();
    let address = '';
    void tab.client.activate(activation).then(url => (address = url));
    await device.clock.advance(1000);
    expect(address).to.equal('');
    await device.clock.advance(100);
    expect(address).to.equal(`${BASE}/api/v2/authenticate/demo/${activation.code}`);
    expect(own().map(({ method }) => method)).to.deep.equal(['GET', 'POST']);
    expect(device.clock.elapsed() - left).to.equal(1100);
  });

  it('believes nothing that checkCode has not said (PASS-R48)', async () => {
    const forged = { code: '../../profiles', missingParameters: ['domainName'] };
    expect((await refused(activated(forged))).code).to.equal('invalid_parameter_code');
    const { code } = await tab.client.checkCode(await codeOf('acmeCable'));
    await activated({ code, missingParameters: [] });
    expect(own().map(({ method }) => method)).to.deep.equal(['GET', 'GET', 'POST']);
    const error = await refused(activated({ code: 'ZZZZZZZ', missingParameters: ['domainName'] }));
    expect(error.code).to.be.oneOf(['invalid_authentication_session', 'invalid_parameter_code']);
  });

  it('supplies the provider chosen here where the session has none', async () => {
    const code = await codeOf();
    await activated(code, { providerId: 'brightwater' });
    expect((own()[1]!.body as { mvpd: string }).mvpd).to.equal('brightwater');
  });

  it('reads the lists of a session under either of their names (PASS-R48)', async () => {
    await device.control('switches', { parameterLists: 'short', missingDomainName: 'domainName' });
    const { mvpd, missingParameters } = await tab.client.checkCode(await codeOf('acmeCable'));
    expect([mvpd, missingParameters]).to.deep.equal(['acmeCable', ['domainName', 'redirectUrl']]);
  });

  it('asks for a provider where the session has none, and sends nothing', async () => {
    const error = await refused(activated(await codeOf()));
    expect([error.code, own().length]).to.deep.equal(['invalid_parameter_mvpd', 1]);
  });

  it('gives up when the service goes on missing something (PASS-R49)', async () => {
    const code = await codeOf('acmeCable');
    const body = { actionName: 'retry', reasonType: 'none', code, missingParameters: ['redirectUrl'] };
    await device.control('faults', { path: '/api/v2/demo/sessions/*', method: 'POST', status: 200, body });
    const error = await refused(activated(code));
    expect([error.code, own().filter(({ method }) => method === 'POST').length]).to.deep.equal(['invalid-response', 2]);
  });

  it('needs no provider’s page when the device is signed in already', async () => {
    const code = await codeOf();
    await device.control('pass/degradation', { mvpd: 'acmeCable', rule: 'AuthNAll' });
    expect(await activated(code, { providerId: 'acmeCable' })).to.equal('');
  });

  it('looks once, on the way back, whether the device is signed in (PASS-R141)', async () => {
    const code = await codeOf('acmeCable');
    await activated(code);
    await device.approve(code);
    const profile = await tab.client.activationResult();
    const looks = own().filter(({ path }) => path.includes('/code/'));
    expect([profile!.mvpd, looks.length, await tab.client.activationResult()]).to.deep.equal([
      'acmeCable',
      1,
      undefined,
    ]);
  });

  it('tells that nobody signed in (PASS-R141)', async () => {
    await activated(await codeOf('acmeCable'));
    expect(await tab.client.activationResult()).to.equal(null);
  });
});
