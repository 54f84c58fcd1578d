import { expect } from '@open-wc/testing';
import { oldPage } from '../support/old-page.ts';
import { inStorage, passPage, until } from '../support/pass-fixtures.ts';

const OUT = 'User Not Authenticated Error';

describe('AccessEnabler: what is known of the viewer, and leaving', () => {
  const page = passPage();
  const old = oldPage(page);

  it('AE-R61, AE-R62, AE-S16: metadata, sealed, structured, absent, and when the sign-in ends', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start();
    for (const key of ['zip', 'maxRating', 'userID', 'nothing', 'constructor', 'TTL_AUTHN', 'DEVICEID']) {
      enabler.getMetadata(key);
    }
    await old.called('setMetadataStatus', 7);
    const [zip, rating, user, nothing, inherited, ttl, device] = old.all('setMetadataStatus');
    expect([zip![0], zip![1], typeof zip![2]]).to.deep.equal(['zip', true, 'string']);
    expect(rating).to.deep.equal(['maxRating', false, { MPAA: 'NC-17', VCHIP: 'TV-MA' }]);
    expect(user![1]).to.equal(false);
    expect(user![2]).to.match(/^acmeCable-/);
    expect(nothing).to.deep.equal(['nothing', false, null]);
    expect(inherited).to.deep.equal(['constructor', false, null]);
    expect(device).to.deep.equal(['DEVICEID', false, null]);
    const [profiles] = await page.requests(/\/profiles/);
    const response = profiles!.response as any;
    expect(new Date(ttl![2]).getTime()).to.equal(Number(response.profiles.acmeCable.notAfter));
  });

  it('TTL_AUTHZ is when the latest decision on that resource ends, after a permit', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start();
    enabler.getMetadata('TTL_AUTHZ', ['news']);
    expect(await old.called('setMetadataStatus')).to.deep.equal(['TTL_AUTHZ', false, null]);
    enabler.checkAuthorization('news');
    await old.called('setToken');
    enabler.getMetadata('TTL_AUTHZ', ['news']);
    const [, , end] = await old.called('setMetadataStatus', 2);
    expect(new Date(end).getTime()).to.be.above(Date.now());
  });

  it('after a permit the provider’s attributes are read again, once for all who ask', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start();
    old.on('setToken', () => {
      enabler.getMetadata('maxRating');
      enabler.getMetadata('language');
    });
    enabler.checkAuthorization('news');
    await old.called('setMetadataStatus', 2);
    expect(await page.requests(/\/profiles/)).to.have.length(2);
  });

  it('AE-R64, AE-S17: signing out without a provider’s page, and once more', async () => {
    await page.signedIn('quietline');
    const enabler = old.start();
    enabler.checkPreauthorizedResources(['news']);
    await old.called('preauthorizedResources');
    enabler.logout();
    await old.called('setAuthenticationStatus');
    expect(old.words().slice(1)).to.deep.equal([
      'setAuthenticationStatus 0',
      'sendTrackingData authenticationDetection',
    ]);
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[0, OUT]]);
    expect(page.left).to.deep.equal([]);
    enabler.logout();
    await old.called('setAuthenticationStatus', 2);
    expect(await page.requests(/\/logout\//)).to.have.length(1);
    enabler.checkPreauthorizedResources(['news']);
    expect(await old.called('preauthorizedResources', 2)).to.deep.equal([[]]);
  });

  it('AE-R64, AE-S18: every profile goes, and the page leaves to the provider that has a page for it', async () => {
    await page.signedIn('acmeCable', 'quietline');
    const enabler = old.start();
    enabler.logout();
    await old.called('sendTrackingData');
    await until(() => page.left.length === 1, 'the page to leave');
    expect(await page.requests(/\/logout\//)).to.have.length(2);
    expect(old.words()).to.deep.equal(['setAuthenticationStatus 0', 'sendTrackingData authenticationDetection']);
  });

  it('AE-R65: in the background the page stays, and a window visits the provider', async () => {
    await page.signedIn('acmeCable');
    const enabler = old.start({ backgroundLogout: true });
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    const asked = navigator.userActivation?.isActive === false ? 0 : 1;
    enabler.logout();
    if (asked) {
      await until(() => page.windows[0]?.address.includes('logout') ?? false, 'the provider’s page');
      page.windows[0]!.close();
    }
    await old.called('setAuthenticationStatus', 2);
    expect([page.left, page.windows.length]).to.deep.equal([[], asked]);
  });

  it('AE-R66, AE-R68, AE-S19: a TempPass needs no window and no session', async () => {
    const enabler = old.start({ backgroundLogin: true });
    old.on('setAuthenticationStatus', status => {
      if (status === 1) enabler.checkAuthorization('news');
      else enabler.setSelectedProvider('previewPass');
    });
    enabler.getAuthentication();
    await old.called('displayProviderDialog');
    enabler.checkAuthentication();
    await old.called('setToken');
    await old.called('sendTrackingData', 4);
    expect(old.words().slice(1)).to.deep.equal([
      ...['N000', 'setAuthenticationStatus 0', 'sendTrackingData authenticationDetection'],
      ...['sendTrackingData mvpdSelection', 'N011', 'setAuthenticationStatus 1'],
      ...[
        'sendTrackingData authenticationDetection',
        'Z011',
        'setToken news',
        'sendTrackingData authorizationDetection',
      ],
    ]);
    expect([await page.requests(/\/sessions$/), page.windows]).to.deep.equal([[], []]);
  });

  it('AE-R67, AE-S20: on the next visit it is over, and still the one that is selected', async () => {
    const first = old.start();
    first.setSelectedProvider('previewPass');
    await old.called('setAuthenticationStatus');
    first.checkAuthorization('news');
    await old.called('setToken');
    await inStorage(page, 'token');
    await new Promise(resolve => setTimeout(resolve, 200));
    for (const service of document.querySelectorAll('pass-service')) service.remove();
    await page.world.clock.advance(11 * 60_000);
    const before = old.told.length;
    const enabler = old.start();
    enabler.getSelectedProvider();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus', 2);
    await old.quiet();
    expect(
      old
        .words()
        .slice(before)
        .map(word => word.split(' ')[0]),
    ).to.deep.equal([...['selectedProvider', 'N111', 'setAuthenticationStatus', 'sendTrackingData']]);
    expect(old.all('selectedProvider')[0]).to.deep.equal([{ MVPD: 'previewPass', AE_State: 'User Not Authenticated' }]);
    expect(old.all('setAuthenticationStatus')[1]).to.deep.equal([0, OUT]);
    expect(enabler.getSelectedProvider()).to.deep.equal({ MVPD: 'previewPass', AE_State: 'User Not Authenticated' });
  });

  it('AE-R68: a promotional identity goes out as the hash that the page made', async () => {
    const identity = { email: 'b'.repeat(64) };
    const enabler = old.start();
    enabler.getAuthentication(undefined, identity);
    await old.called('displayProviderDialog');
    enabler.setSelectedProvider('promoPass');
    await old.called('setAuthenticationStatus');
    enabler.checkAuthorization('news');
    await old.called('setToken');
    const sent = (await page.requests(/promoPass/)).map(({ headers }) => atob(headers['ap-temppass-identity'] ?? ''));
    expect(new Set(sent)).to.deep.equal(new Set([JSON.stringify(identity)]));
  });
});
