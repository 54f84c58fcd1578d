import { expect } from '@open-wc/testing';
import { models } from '../../src/access-enabler/index.ts';
import { oldPage } from '../support/old-page.ts';
import { passPage, until } from '../support/pass-fixtures.ts';

describe('AccessEnabler: playing', () => {
  const page = passPage();
  const old = oldPage(page);
  const start = async (mvpd = 'acmeCable') => {
    await page.signedIn(mvpd);
    return old.start();
  };
  const decisions = (kind = 'authorize') => page.requests(new RegExp(`/decisions/${kind}/`));

  it('AE-R45, AE-S10: nobody is asked about a viewer who is not signed in', async () => {
    old.start().checkAuthorization('news');
    await old.called('sendTrackingData');
    expect(old.all('tokenRequestFailed')).to.deep.equal([['news', 'User Not Authenticated Error', '']]);
    expect([await decisions(), old.all('setAuthenticationStatus')]).to.deep.equal([[], []]);
  });

  it('AE-R46, AE-R49, AE-R50, AE-S8: each permit has a token of its own, as the service made it', async () => {
    const enabler = await start();
    enabler.checkAuthorization('news');
    await old.called('setToken');
    enabler.checkAuthorization('news');
    await old.called('sendTrackingData', 2);
    const made = (await decisions()).map(({ response }) => (response as any).decisions[0].token.serializedToken);
    expect(made).to.have.length(2);
    expect(old.all('setToken')).to.deep.equal(made.map(token => ['news', token]));
    expect(made[0]).not.to.equal(made[1]);
    for (const [type, data] of old.all('sendTrackingData')) {
      expect([type, data.length, data[0], data[1], data[3], data[4], data[5], data[7]]).to.deep.equal([
        ...['authorizationDetection', 9, true, 'acmeCable', false, '', '', 'html5'],
      ]);
    }
  });

  it('AE-R47, AE-R50, AE-R55, AE-S9: a denial with the provider’s words signs nobody out', async () => {
    const enabler = await start('pickwell');
    enabler.checkAuthorization('sport');
    await old.called('sendTrackingData');
    const text = 'Your Pickwell plan has no sport. Add it at any time in My Pickwell.';
    expect(old.all('tokenRequestFailed')).to.deep.equal([['sport', 'User Not Authorized Error', text]]);
    expect(old.all('Z100')[0]![0]).to.deep.equal({ errorId: 'Z100', level: 'error', message: text, resource: 'sport' });
    const [, data] = old.all('sendTrackingData')[0]!;
    expect([data.length, data[0], data[4], data[5]]).to.deep.equal([9, false, 'User Not Authorized Error', text]);
    enabler.checkAuthentication();
    expect(await old.called('setAuthenticationStatus')).to.deep.equal([1, '']);
    expect(old.all('setAuthenticationStatus')).to.have.length(1);
  });

  it('AE-R47: a denial without words has an empty text', async () => {
    const enabler = await start();
    await page.world.fault({
      path: '/api/v2/demo/decisions/authorize/*',
      status: 200,
      body: {
        decisions: [
          {
            resource: 'news',
            mvpd: 'acmeCable',
            authorized: false,
            error: { code: 'authorization_denied_by_mvpd', action: 'none', status: 403 },
          },
        ],
      },
    });
    enabler.checkAuthorization('news');
    expect(await old.called('tokenRequestFailed')).to.deep.equal(['news', 'User Not Authorized Error', '']);
  });

  it('AE-R48, AE-S12: four at once give four answers, each its own, within the limit of the service', async () => {
    const enabler = await start();
    const resources = ['news', 'weather', 'kids', 'premium'];
    for (const resource of resources) enabler.checkAuthorization(resource);
    await until(() => old.all('setToken').length + old.all('tokenRequestFailed').length === 4, 'four answers');
    await old.quiet();
    const answers = [...old.all('setToken'), ...old.all('tokenRequestFailed')].map(([resource]) => resource);
    expect(answers.sort()).to.deep.equal([...resources].sort());
  });

  it('AE-R53: a document instead of a name reaches the service and comes back as it was', async () => {
    const mrss = '<rss version="2.0"><channel><title>news</title><item><title>A & "b"</title></item></channel></rss>';
    const enabler = await start();
    enabler.checkAuthorization(mrss);
    const [resource] = await old.called('setToken');
    expect(resource).to.equal(mrss);
    expect((await decisions())[0]!.body).to.deep.equal({ resources: [mrss] });
  });

  it('AE-R69: permits under degradation are told as such', async () => {
    const enabler = await start();
    await page.world.degrade('AuthZAll', { mvpd: 'acmeCable' });
    enabler.checkAuthorization('news');
    await old.called('setToken');
    expect(old.all('Z010')[0]![0]).to.include({ level: 'warning', resource: 'news' });
  });

  it('AE-R69: so is a viewer who is let in while the provider cannot be asked', async () => {
    await page.visitedBefore('acmeCable');
    await page.world.degrade('AuthNAll', { mvpd: 'acmeCable' });
    const enabler = old.start();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    expect(old.all('N010').map(([told]) => told)).to.deep.equal([{ errorId: 'N010', level: 'warning' }]);
    expect(old.all('setAuthenticationStatus')).to.deep.equal([[1, '']]);
  });

  it('AE-S22: a profile that ended between check and play', async () => {
    const enabler = await start();
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus');
    await page.world.expireProfiles();
    enabler.checkAuthorization('news');
    await old.called('tokenRequestFailed');
    enabler.checkAuthentication();
    await old.called('setAuthenticationStatus', 2);
    expect(old.all('tokenRequestFailed')).to.deep.equal([['news', 'User Not Authenticated Error', '']]);
    expect(old.all('setAuthenticationStatus')[1]).to.deep.equal([0, 'User Not Authenticated Error']);
  });

  it('AE-R56, AE-R57: previews are a list of what is permitted, asked for in parts and once', async () => {
    const enabler = await start();
    const list = ['premium', ...Array.from({ length: 10 }, (_, index) => `show-${index}`), 'news'];
    enabler.checkPreauthorizedResources(list);
    const [permitted] = await old.called('preauthorizedResources');
    expect(permitted).to.deep.equal(list.slice(1));
    const parts = (await decisions('preauthorize')).map(
      ({ body }) => (body as { resources: string[] }).resources.length,
    );
    expect(parts).to.deep.equal([5, 5, 2]);
    enabler.checkPreauthorizedResources(list);
    await old.called('preauthorizedResources', 2);
    expect(await decisions('preauthorize')).to.have.length(3);
    enabler.checkPreauthorizedResources(['news'], false);
    await old.called('preauthorizedResources', 3);
    enabler.checkPreauthorizedResources(['news'], false);
    await old.called('preauthorizedResources', 4);
    expect(await decisions('preauthorize')).to.have.length(5);
    await old.quiet();
    expect(old.all('preauthorizedResources')).to.have.length(4);
  }).timeout(40_000);

  it('AE-R56: nobody signed in, nothing permitted', async () => {
    old.start().checkPreauthorizedResources(['news']);
    expect(await old.called('preauthorizedResources')).to.deep.equal([[]]);
  });

  describe('AE-R59: preauthorize', () => {
    type Answer = [name: string, response: { status: any; decisions: any[] }];
    const ask = (enabler: ReturnType<typeof old.start>, request: unknown): Promise<Answer> =>
      new Promise(resolve =>
        enabler.preauthorize(request as never, {
          onResponse: response => resolve(['onResponse', response]),
          onFailure: response => resolve(['onFailure', response]),
        }),
      );
    const request = (...resources: string[]) => models.PreauthorizeRequest.getBuilder().setResources(resources).build();
    const ready = async (mvpd?: string) => {
      const enabler = await start(mvpd);
      enabler.checkAuthentication();
      await old.called('setAuthenticationStatus');
      return enabler;
    };

    it('AE-R14, AE-S15: before the set-up has ended it fails', async () => {
      const [name, { status, decisions: none }] = await ask(old.start(), request('news'));
      expect([name, status.status, status.code, status.action, none]).to.deep.equal([
        ...['onFailure', 0, 'requestor_not_configured', 'retry', []],
      ]);
    });

    it('AE-S14: one decision for each, in order, with the reason of a denial', async () => {
      const [name, { status, decisions: list }] = await ask(await ready('pickwell'), request('news', 'sport'));
      expect([name, status]).to.deep.equal(['onResponse', null]);
      expect(list[0]).to.deep.equal({ id: 'news', authorized: true, error: null });
      expect([list[1].id, list[1].authorized, list[1].error.code]).to.deep.equal([
        ...['sport', false, 'preauthorization_denied_by_mvpd'],
      ]);
    });

    it('without resources, and with an empty list, it is answered here', async () => {
      const enabler = await ready();
      const [one, missing] = await ask(enabler, models.PreauthorizeRequest.getBuilder().build());
      const [two, empty] = await ask(enabler, request());
      expect([one, missing.status.status, missing.status.code, missing.decisions]).to.deep.equal([
        ...['onResponse', 400, 'internal_error', []],
      ]);
      expect(missing.status.details).to.contain('resources');
      expect([two, empty.status.status, empty.status.code]).to.deep.equal(['onResponse', 412, 'missing_resource']);
      expect(await decisions('preauthorize')).to.deep.equal([]);
    });

    it('trouble at the provider is a denial that can be tried again', async () => {
      const [name, { decisions: list }] = await ask(await ready('voidCast'), request('news'));
      expect([name, list[0].authorized, list[0].error.action]).to.deep.equal(['onResponse', false, 'retry']);
    }).timeout(40_000);

    it('nobody signed in', async () => {
      const enabler = old.start();
      enabler.checkAuthentication();
      await old.called('setAuthenticationStatus');
      const [name, { status }] = await ask(enabler, request('news'));
      expect([name, status.status, status.code, status.action]).to.deep.equal([
        ...['onFailure', 0, 'authentication_session_missing', 'authentication'],
      ]);
    });

    it('no answer', async () => {
      const enabler = await ready();
      await page.world.fault({ path: '/api/v2/demo/decisions/preauthorize/*', drop: true });
      const [name, { status }] = await ask(enabler, request('news'));
      expect([name, status.status, status.action]).to.deep.equal(['onFailure', 0, 'retry']);
      expect(old.all('P100')).to.have.length(1);
    }).timeout(40_000);

    it('AE-R57, AE-R60: a list that is known is not asked for, unless the request says so or the viewer left', async () => {
      const enabler = await ready();
      await ask(enabler, request('news'));
      await ask(enabler, request('news'));
      expect(await decisions('preauthorize')).to.have.length(1);
      const afresh = models.PreauthorizeRequest.getBuilder()
        .setResources(['news'])
        .disableFeatures('LOCAL_CACHE')
        .build();
      await ask(enabler, afresh);
      expect(await decisions('preauthorize')).to.have.length(2);
    });
  });
});
