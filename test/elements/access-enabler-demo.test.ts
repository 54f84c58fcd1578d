import { expect } from '@open-wc/testing';
import { AccessEnabler } from '../../src/access-enabler/index.ts';
import { comeBack, passPage, until } from '../support/pass-fixtures.ts';

const DEMO = '/demo/access-enabler';

describe('AccessEnabler: the old page of the demo', () => {
  const page = passPage();
  const page$ = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;
  const told = (): string[] => [...document.querySelectorAll('#log li')].map(item => item.textContent ?? '');
  const tells = (start: string, times = 1): Promise<void> =>
    until(() => told().filter(line => line.startsWith(start)).length >= times, start);
  const choose = (name: string): void => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('#providers button')];
    buttons.find(button => button.textContent === name)!.click();
  };

  /** The page’s own markup and script, with our class under the name that the script gives it. */
  const load = async (): Promise<void> => {
    const markup = new DOMParser().parseFromString(await (await fetch(`${DEMO}/index.html`)).text(), 'text/html');
    const main = page.put('');
    main.append(...[...markup.body.children].map(child => document.importNode(child, true)));
    document.body.dataset['statement'] = markup.body.dataset['statement'];
    const globals = window as unknown as Record<string, any>;
    globals['AccessEnabler'] = {
      AccessEnabler: class extends AccessEnabler {
        constructor(statement: string) {
          super(statement, { baseUrl: page.world.origin });
        }
      },
    };
    const { open } = window;
    let last: Window | null = null;
    window.open = (url, name, features) =>
      last && !last.closed ? last : (last = open.call(window, url, name, features));
    if (!globals['drawShows']) {
      const script = document.createElement('script');
      const loaded = new Promise(resolve => script.addEventListener('load', resolve));
      script.src = `${DEMO}/old-site.js`;
      document.head.append(script);
      await loaded;
    }
    globals['drawShows']();
    globals['entitlementLoaded']();
  };
  const leave = (): void => {
    for (const element of document.querySelectorAll('[data-page], body > pass-service')) element.remove();
  };
  after(leave);

  it('AE-S1, AE-S4, AE-S5, AE-S6, AE-S8, AE-S9, AE-S13, AE-S16, AE-S17: a viewer’s day, in every engine', async () => {
    await load();
    await tells('setAuthenticationStatus(0, "User Not Authenticated Error")');

    page$('#signin').click();
    await tells('displayProviderDialog');
    page$('#dismiss').click();
    await tells('setAuthenticationStatus(0, "Provider not Selected Error")');

    page$('#signin').click();
    await tells('displayProviderDialog', 2);
    const given = new Promise(resolve =>
      document.addEventListener('access-enabler-cancelled', resolve, { once: true }),
    );
    choose('Acme Cable');
    await until(() => page.windows[0]?.mark !== undefined, 'the provider’s page');
    page.windows[0]!.close();
    await given;

    page$('#signin').click();
    await tells('displayProviderDialog', 3);
    choose('Pickwell Choice');
    await comeBack(page);
    await tells('setAuthenticationStatus(1, "")');
    await tells('setMetadataStatus("language", false, "en")');
    await tells('preauthorizedResources');
    expect(page$('#show-news').dataset['open']).to.equal('true');
    expect(page$('#show-premium').dataset['open']).to.equal('false');

    page$('#show-news').click();
    await tells('setToken("news"');
    expect(page$('#player').hidden).to.equal(false);
    page$('#show-premium').click();
    await tells('tokenRequestFailed("premium", "User Not Authorized Error"');
    expect(page$('#message').textContent).to.have.length.above(10);

    leave();
    await load();
    await tells('setAuthenticationStatus(1, "")');
    page$('#signout').click();
    await until(
      () => page.windows.length > 2 || told().some(line => line.startsWith('setAuthenticationStatus(0')),
      'a way out',
    );
    page.windows[2]?.close();
    await tells('setAuthenticationStatus(0, "User Not Authenticated Error")');
    expect(page.left).to.deep.equal([]);
  }).timeout(60_000);
});
