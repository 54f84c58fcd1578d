import { expect, oneEvent } from '@open-wc/testing';
import { LEGACY_STATEMENT, REVOKED_STATEMENT } from '../../demo/services/fixtures.ts';
import { PassError } from '../../src/pass/errors.ts';
import type { PassErrorEvent } from '../../src/events/pass-error.ts';
import type { PassStateChangeEvent } from '../../src/events/pass-state-change.ts';
import { comeBack, inState, passPage, record, until } from '../support/pass-fixtures.ts';

describe('<pass-service>', () => {
  const page = passPage();

  describe('attributes', () => {
    const wrong: [string, Record<string, string | null>, string, string][] = [
      [
        'no service-provider',
        { 'service-provider': null },
        'unconfigured',
        '<pass-service service-provider>: expected the id of the service provider, got nothing',
      ],
      [
        'no software-statement',
        { 'software-statement': null },
        'unconfigured',
        '<pass-service software-statement>: expected the statement of an application registered for REST V2, got nothing',
      ],
      [
        'an unsafe base-url',
        { 'base-url': 'http://api.example' },
        'error',
        '<pass-service base-url>: expected an https address (or http on localhost), got "http://api.example"',
      ],
      [
        'a base-url that is none',
        { 'base-url': 'ftp://files.example' },
        'error',
        '<pass-service base-url>: expected an https address (or http on localhost), got "ftp://files.example"',
      ],
      [
        'a redirect-url that runs script',
        { 'redirect-url': 'javascript:alert(1)' },
        'error',
        '<pass-service redirect-url>: expected an https address (or http on localhost), got "javascript:alert(1)"',
      ],
    ];
    for (const [what, changes, state, message] of wrong) {
      it(`${what}: says which attribute and what it expects, and recovers when that is mended`, async () => {
        const errors = record('pass-error');
        const service = page.open('', changes);
        await inState(service, state);
        expect(errors.map(({ detail }) => [detail.error.code, detail.error.message])).to.deep.equal([
          ['invalid-configuration', message],
        ]);
        expect(service.error!.message).to.equal(message);
        expect(await service.providers().catch((error: unknown) => error)).to.equal(service.error);
        expect(await page.world.journal()).to.deep.equal([]);
        for (const [name, value] of Object.entries({ 'service-provider': 'demo', ...good() })) {
          if (name in changes) service.setAttribute(name, value);
        }
        await inState(service, 'signed-out');
        expect(service.error).to.equal(null);
      });
    }
    const good = (): Record<string, string> => {
      const parts = [...page.attributes().matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]);
      return { ...(Object.fromEntries(parts) as Record<string, string>), 'redirect-url': location.href.split('#')[0]! };
    };

    it('an element without any attribute is being built: no word in the console', async () => {
      const warnings: unknown[] = [];
      const { warn } = console;
      console.warn = (...words: unknown[]) => void warnings.push(...words);
      try {
        const service = page.put('<pass-service></pass-service>').querySelector('pass-service')!;
        await service.updateComplete;
        expect(service.state).to.equal('unconfigured');
        expect(warnings).to.deep.equal([]);
        service.serviceProvider = 'demo';
        await service.updateComplete;
        expect(String(warnings)).to.contain('<pass-service software-statement>');
      } finally {
        console.warn = warn;
      }
    });

    it('a withdrawn statement, and one without the right scope, are configuration errors without repetition (PASS-R12, PASS-R13)', async () => {
      const service = page.open('', { 'software-statement': REVOKED_STATEMENT });
      await inState(service, 'error');
      expect(service.error).to.include({ code: 'unapproved_software_statement', action: 'configuration' });
      expect(await page.requests(/register/)).to.have.length(1);
      service.softwareStatement = LEGACY_STATEMENT;
      await oneEvent(service, 'pass-error');
      expect(service.error!.code).to.equal('invalid-configuration');
      expect(service.error!.message).to.contain('api:client:v2');
      page.forgive(/statement|scope/i);
    });

    it('every attribute has its property, and the property counts at once in a call', async () => {
      const service = page.open('', {
        'redirect-url': `${location.origin}/back`,
        'domain-name': 'example.test',
        'temp-pass': 'previewPass',
        'visitor-id': '4711',
        'application-id': 'northlight',
      });
      const { redirectUrl, domainName, tempPass, visitorId, applicationId } = service;
      expect([redirectUrl, domainName, tempPass, visitorId, applicationId]).to.deep.equal([
        `${location.origin}/back`,
        'example.test',
        'previewPass',
        '4711',
        'northlight',
      ]);
      service.domainName = '127.0.0.1';
      void service.signIn('acmeCable').catch(() => {});
      await until(async () => (await page.requests(/sessions/)).length === 1, 'the session');
      expect((await page.requests(/sessions/))[0]!.body).to.deep.equal({
        mvpd: 'acmeCable',
        domainName: '127.0.0.1',
        redirectUrl: `${location.origin}/back`,
      });
    });

    it('renders nothing but its children', async () => {
      const service = page.open('<p>The page</p>');
      await inState(service, 'signed-out');
      expect(getComputedStyle(service).display).to.equal('contents');
      expect(service.querySelector('p')!.assignedSlot?.localName).to.equal('slot');
      expect(service.shadowRoot!.textContent!.trim()).to.equal('');
      await expect(service).to.be.accessible();
    });
  });

  describe('states and events', () => {
    it('goes from unconfigured over checking to signed-out, told by typed events that bubble', async () => {
      const events = record('pass-state-change');
      const service = page.open();
      await inState(service, 'signed-out');
      const told = events.map(event => event as unknown as PassStateChangeEvent);
      expect(told.map(({ state, previous }) => [previous, state])).to.deep.equal([
        ['unconfigured', 'checking'],
        ['checking', 'signed-out'],
      ]);
      for (const event of told) {
        expect(event.detail).to.deep.equal({ state: event.state, previous: event.previous });
        expect([event.bubbles, event.composed, event.target]).to.deep.equal([true, true, service]);
      }
    });

    it('signs in and out again, each told with its fields (PASS-R31)', async () => {
      const service = page.open();
      const events = record('pass-signed-in', 'pass-signed-out');
      await inState(service, 'signed-out');
      const signedIn = service.signIn('quietline');
      await inState(service, 'signing-in');
      await comeBack(page);
      const profile = await signedIn;
      expect(service.profile).to.equal(profile);
      expect(service.profiles).to.deep.equal([profile]);
      const steps = await service.signOut();
      expect(steps).to.deep.equal([{ mvpd: 'quietline', actionName: 'complete' }]);
      expect(events.map(({ type, detail }) => [type, detail.profile ?? detail.providerId])).to.deep.equal([
        ['pass-signed-in', profile],
        ['pass-signed-out', 'quietline'],
      ]);
      expect([service.state, service.profile, page.left]).to.deep.equal(['signed-out', null, []]);
      const [first] = await page.requests(/api\/v2/);
      expect(first!.path).to.equal('/api/v2/demo/profiles');
    });

    it('finds a viewer of an earlier visit, and asks for nothing else (PASS-R19)', async () => {
      await page.signedIn('acmeCable');
      const service = page.open();
      const [event] = [await oneEvent(service, 'pass-signed-in')] as CustomEvent[];
      expect(event!.detail.profile).to.include({ mvpd: 'acmeCable', type: 'regular' });
      expect((await page.world.journal()).map(({ path }) => path)).to.deep.equal(['/api/v2/demo/profiles']);
    });

    it('selectProfile changes which of several profiles counts (PASS-R51)', async () => {
      await page.signedIn('duoVista', 'duoVistaGo');
      const service = page.open();
      await inState(service, 'signed-in');
      expect(service.profiles.map(({ mvpd }) => mvpd).sort()).to.deep.equal(['duoVista', 'duoVistaGo']);
      const other = service.profiles.find(({ mvpd }) => mvpd !== service.profile!.mvpd)!.mvpd;
      const told = oneEvent(service, 'pass-signed-in');
      expect((await service.selectProfile(other))!.mvpd).to.equal(other);
      expect(((await told) as CustomEvent).detail.profile.mvpd).to.equal(other);
    });

    it('selectProfile takes a signal like the others', async () => {
      await page.signedIn('duoVista', 'duoVistaGo');
      const service = page.open();
      await inState(service, 'signed-in');
      const before = service.profile!;
      const other = service.profiles.find(({ mvpd }) => mvpd !== before.mvpd)!;
      const given = service.selectProfile(other.mvpd, { signal: AbortSignal.abort() });
      const error = await given.catch((thrown: unknown) => thrown);
      expect([error instanceof PassError, (error as PassError).code]).to.deep.equal([true, 'aborted']);
      expect(service.profile!.mvpd).to.equal(before.mvpd);
    });

    it('a call with a wrong argument rejects with a PassError, whichever it is', async () => {
      const service = page.open();
      await inState(service, 'signed-out');
      const wrong = null as never;
      const calls = [
        service.providers(wrong),
        service.signOut(wrong),
        service.selectProfile('acmeCable', wrong),
        service.authorize('news', wrong),
        service.preauthorize(['news'], wrong),
        service.startSecondScreen(wrong),
        service.checkCode(wrong),
        service.activate(wrong),
        service.activationResult(wrong),
        service.profileAt('acmeCable', wrong),
        service.refresh(wrong),
        service.signIn('acmeCable', wrong),
      ];
      const errors = await Promise.all(calls.map(call => (call as Promise<unknown>).catch((error: unknown) => error)));
      expect(errors.map(error => error instanceof PassError)).to.deep.equal(calls.map(() => true));
    });

    it('a call that is given up rejects with “aborted” and leaves the service as it was', async () => {
      await page.signedIn('acmeCable');
      await page.world.fault({ path: '/api/v2/demo/decisions', delay: 300 });
      const service = page.open();
      await inState(service, 'signed-in');
      const controller = new AbortController();
      const asked = service.authorize('news', { signal: controller.signal }).catch((error: unknown) => error);
      controller.abort();
      expect(await asked).to.have.property('code', 'aborted');
      expect(service.state).to.equal('signed-in');
    });

    it('forget() signs out this page, too, and everything on the device is gone', async () => {
      await page.signedIn('acmeCable');
      const service = page.open();
      await inState(service, 'signed-in');
      const { forget } = await import('../../src/controllers/page-client.ts');
      await forget();
      await inState(service, 'signed-out');
      expect(service.profile).to.equal(null);
      page.forgive(/PASS-R2:/);
    });

    it('an error is told once, with the service’s own words (PASS-R121)', async () => {
      const body = {
        code: 'some_problem',
        action: 'none',
        message: 'Broken',
        trace: 'T-1',
        helpUrl: 'https://help.example/1',
        status: 400,
      };
      await page.world.fault({ path: '/api/v2/demo/profiles', status: 400, body });
      const service = page.open();
      const { error } = (await oneEvent(service, 'pass-error')) as unknown as PassErrorEvent;
      expect(error).to.include({ code: 'some_problem', trace: 'T-1', helpUrl: 'https://help.example/1', status: 400 });
      expect(error.name).to.equal('PassError');
      expect([service.state, service.error]).to.deep.equal(['error', error]);
    });
  });
});
