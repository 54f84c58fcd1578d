import { expect } from '@open-wc/testing';
import { LEGACY_STATEMENT, REVOKED_STATEMENT, SOFTWARE_STATEMENT } from '../../demo/services/fixtures.ts';
import { AccessEnabler } from '../../src/access-enabler/index.ts';
import { oldPage, page as globals } from '../support/old-page.ts';
import { inState, passPage, until } from '../support/pass-fixtures.ts';

const SETUP = /\/o\/client|\/profiles|\/configuration/;

describe('AccessEnabler: the start', () => {
  const page = passPage();
  const old = oldPage(page);
  const hidden = () => document.querySelectorAll('pass-service');

  it('AE-R4, AE-R76: constructing asks for nothing, and again does not double what is told', async () => {
    for (let count = 0; count < 3; count++) new AccessEnabler(SOFTWARE_STATEMENT);
    await old.quiet();
    expect(await page.world.journal()).to.deep.equal([]);
    old.start().checkAuthentication();
    await old.called('sendTrackingData');
    const enabler = old.start();
    enabler.checkAuthentication();
    expect(() => enabler.setProviderDialogURL('none')).not.to.throw();
    await old.called('sendTrackingData', 2);
    await old.quiet();
    expect(old.all('setAuthenticationStatus')).to.have.length(2);
    expect(hidden()).to.have.length(1);
    expect(await page.requests(/register$/)).to.have.length(1);
  });

  it('AE-R6, AE-R11: the statement registers; visitor and application are told where they belong', async () => {
    old.start({ visitorID: 'visitor-7', applicationId: 'Old player' }).checkAuthentication();
    await old.called('setAuthenticationStatus');
    const [registration] = await page.requests(/register$/);
    expect(registration!.body).to.include({ software_statement: SOFTWARE_STATEMENT });
    const [profiles] = await page.requests(/\/profiles$/);
    expect(profiles!.headers['ap-visitor-identifier']).to.equal('visitor-7');
    expect(JSON.parse(atob(profiles!.headers['x-device-info']!))).to.include({ applicationId: 'Old player' });
  });

  it('AE-R40: what a page hands over and cannot be read is told as 500, after the call, and does not stop the page', async () => {
    const enabler = old.start();
    const odd = {
      toString(): string {
        throw new Error('odd');
      },
    };
    expect(() => enabler.setRequestor(odd as unknown as string)).not.to.throw();
    expect(old.told).to.deep.equal([]);
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    expect(old.all('500')[0]![0]).to.deep.equal({ errorId: '500', level: 'error', message: 'setRequestor(): odd' });
  });

  it('AE-R7: without a statement it is not registered, and every call gets its no', async () => {
    const enabler = old.start({}, { statement: '' });
    enabler.checkAuthentication();
    enabler.checkAuthorization('news');
    enabler.getMetadata('zip');
    await old.called('setMetadataStatus');
    expect(old.all('R400')[0]![0]).to.include({ errorId: 'R400', level: 'error' });
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, 'Internal Error']]);
    expect(old.all('tokenRequestFailed')).to.deep.equal([['news', 'Internal Authorization Error', '']]);
    expect(old.all('setMetadataStatus')).to.deep.equal([['zip', false, null]]);
    expect(await page.world.journal()).to.deep.equal([]);
  });

  for (const [what, statement] of [
    ['revoked', REVOKED_STATEMENT],
    ['of the old kind, without the scope of REST V2', LEGACY_STATEMENT],
  ]) {
    it(`AE-R15, AE-R54, AE-S21: a statement that is ${what}`, async () => {
      page.forgive(/unapproved_software_statement/);
      old.start({}, { statement: statement! }).checkAuthentication();
      await old.called('sendTrackingData');
      await old.quiet();
      expect(old.words()).to.deep.equal([
        'R400',
        'setAuthenticationStatus 0',
        'sendTrackingData authenticationDetection',
      ]);
      expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, 'Internal Error']]);
    });
  }

  it('AE-R8: the page’s own element is used, whatever is asked of it in the calls', async () => {
    const service = page.open('<pass-account></pass-account>');
    await inState(service, 'signed-out');
    old.start({}, { statement: 'another' }).checkAuthentication();
    await old.called('setAuthenticationStatus');
    expect([...hidden()]).to.deep.equal([service]);
    expect(await page.requests(SETUP)).to.have.length(3);
  });

  for (const args of [
    ['demo'],
    ['demo', null, { visitorID: 'v' }],
    ['demo', { visitorID: 'v' }],
    ['demo', undefined, undefined],
  ] as const) {
    it(`AE-R10: setRequestor(${JSON.stringify(args)})`, async () => {
      const enabler = new AccessEnabler(SOFTWARE_STATEMENT, { baseUrl: page.world.origin });
      enabler.setRequestor(...(args as unknown as [string]));
      enabler.checkAuthentication();
      await old.called('setAuthenticationStatus');
      const [profiles] = await page.requests(/\/profiles$/);
      expect(profiles!.headers['ap-visitor-identifier']).to.equal(
        JSON.stringify(args).includes('"v"') ? 'v' : undefined,
      );
    });
  }

  it('AE-R10: a list of endpoints in the second place names the service', async () => {
    const enabler = new AccessEnabler(SOFTWARE_STATEMENT);
    enabler.setRequestor('demo', [`${page.world.origin}/adobe-services/`], { visitorID: 'v' });
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    expect(await page.requests(/\/profiles$/)).to.have.length(1);
  });

  it('AE-R13: calls made before the set-up has ended are answered in their order', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start();
    enabler.getSelectedProvider();
    enabler.checkAuthentication();
    enabler.getMetadata('language');
    enabler.checkPreauthorizedResources(['news']);
    enabler.checkAuthorization('news');
    await Promise.all([old.called('setToken'), old.called('preauthorizedResources')]);
    expect(old.words().slice(0, 4)).to.deep.equal(
      [
        'selectedProvider',
        'setAuthenticationStatus 1',
        'sendTrackingData authenticationDetection',
        'setMetadataStatus language',
      ].map((word, index) => (index === 0 ? old.words()[0]! : word)),
    );
    expect(old.told[0]![0]).to.equal('selectedProvider');
  });

  it('calls before setRequestor wait for it', async () => {
    const enabler = new AccessEnabler(SOFTWARE_STATEMENT, { baseUrl: page.world.origin });
    enabler.checkAuthentication();
    await old.quiet();
    expect(old.told).to.deep.equal([]);
    enabler.setRequestor('demo');
    await old.called('setAuthenticationStatus');
  });

  it('AE-R16: the same requestor again keeps the viewer and asks for nothing', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start();
    enabler.checkAuthentication();
    await old.called('sendTrackingData');
    await page.world.clearJournal();
    enabler.setRequestor('demo', null, { backgroundLogin: true });
    enabler.checkAuthentication();
    await old.called('sendTrackingData', 2);
    expect(await page.world.journal()).to.deep.equal([]);
    expect(old.all('setAuthenticationStatus')).to.deep.equal([
      [1, ''],
      [1, ''],
    ]);
  });

  it('AE-R17: an unknown requestor is CFG400', async () => {
    page.forgive(/PASS/);
    old.start({}, { requestor: 'nobody' }).checkAuthentication();
    await old.called('setAuthenticationStatus');
    expect(old.words()[0]).to.equal('CFG400');
  });

  it('AE-R17: no answer is CFG404, and the next call tries again', async () => {
    const end = await page.world.fault({ path: '/o/client/register', drop: true });
    const enabler = old.start();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    expect(old.words()[0]).to.equal('CFG404');
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, 'Internal Authentication Error']]);
    await end();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus', 2);
    expect(old.all('setAuthenticationStatus')[1]).to.deep.equal([0, 'User Not Authenticated Error']);
  }).timeout(40_000);

  for (const [status, id] of [
    [503, 'CFG503'],
    [429, 'CFG429'],
  ] as const) {
    it(`AE-R17, AE-R63: ${status} is ${id}; metadata is empty then`, async () => {
      await page.world.fault({ path: '/api/v2/demo/profiles', status });
      const enabler = old.start();
      enabler.checkAuthentication();
      enabler.getMetadata('zip');
      await until(() => old.all('setMetadataStatus').length === 1, 'an answer');
      expect(old.words()[0]).to.equal(id);
      expect(old.all('setMetadataStatus')).to.deep.equal([['zip', false, null]]);
    }).timeout(40_000);
  }

  it('AE-R18: setConfig is given the providers as XML', async () => {
    globals['setConfig'] = (...args: unknown[]) => void (old.told as unknown[]).push(['setConfig', ...args]);
    old.start().checkAuthentication();
    const [text, ...rest] = await old.called('setConfig');
    expect(rest).to.deep.equal([]);
    const xml = new DOMParser().parseFromString(text, 'text/xml');
    const names = [...xml.querySelectorAll('mvpd > displayName')].map(node => node.textContent);
    expect(names).to.include('Télé Été Câble').and.include('Free Preview');
  });

  it('AE-R19: without a setConfig, or told not to, the page asks for no configuration', async () => {
    old.start().checkAuthentication();
    await old.called('setAuthenticationStatus');
    globals['setConfig'] = () => void (old.told as unknown[]).push(['setConfig']);
    old.start({ callSetConfig: false }).checkAuthentication();
    await old.called('setAuthenticationStatus', 2);
    await old.quiet();
    expect(await page.requests(/configuration/)).to.deep.equal([]);
    expect(old.all('setConfig')).to.deep.equal([]);
  });

  it('AE-R74: a device that lost its identifier is told of it, then is signed out', async () => {
    await page.visitedBefore('acmeCable');
    await forgetDevice();
    old.start().checkAuthentication();
    await old.called('sendTrackingData');
    expect(old.words().slice(0, 3)).to.deep.equal(['SEC412', 'N000', 'setAuthenticationStatus 0']);
    expect(old.all('SEC412')[0]![0].level).to.equal('warning');
  });

  it('AE-R73: where nothing can be stored, that is told once, and everything works', async () => {
    const { open } = indexedDB;
    IDBFactory.prototype.open = () => {
      throw new DOMException('no storage here', 'SecurityError');
    };
    try {
      const enabler = old.start();
      enabler.checkAuthentication();
      await old.called('setAuthenticationStatus');
      enabler.checkAuthentication();
      await old.called('setAuthenticationStatus', 2);
    } finally {
      IDBFactory.prototype.open = open;
    }
    expect(old.all('LS011')).to.have.length(1);
    expect(old.all('LS011')[0]![0].level).to.equal('warning');
  });
});

/** The one value without which this device is another one for the service. */
function forgetDevice(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('tve-elements');
    opening.onerror = () => reject(new Error('no database'));
    opening.onsuccess = () => {
      const { result: database } = opening;
      const store = database.transaction('keyval', 'readwrite').objectStore('keyval');
      store.delete(['device']);
      store.transaction.oncomplete = () => {
        database.close();
        resolve();
      };
    };
  });
}
