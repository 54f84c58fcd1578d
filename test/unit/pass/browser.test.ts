import { expect } from '@open-wc/testing';
import { pageBrowser, type ReturnMark } from '../../../src/pass/browser.ts';

const MARK: ReturnMark = {
  ...{ id: 's1', scope: 'scope', mode: 'popup', provider: { id: 'acme', displayName: 'Acme' } },
  ...{ code: 'CODE', until: 1, redirectUrl: 'https://a.test/' },
};

/** A window as `window.open` gives it. */
function fakeWindow({ forbidden = false } = {}) {
  const kept: string[] = [];
  const visited: string[] = [];
  return {
    ...{ kept, visited, closed: false },
    sessionStorage: {
      setItem(_key: string, value: string) {
        if (forbidden) throw new DOMException('forbidden', 'SecurityError');
        kept.push(value);
      },
    },
    location: { replace: (url: string) => visited.push(url) },
  };
}

describe('pageBrowser', () => {
  const { open } = window;
  beforeEach(() => sessionStorage.clear());
  afterEach(() => {
    window.open = open;
  });

  it('remembers a mark until it is cleared', () => {
    pageBrowser.writeMark(MARK);
    const kept = pageBrowser.readMark();
    pageBrowser.clearMark();
    expect([kept, pageBrowser.readMark()]).to.deep.equal([MARK, undefined]);
  });

  it('takes what cannot be read for nothing', () => {
    sessionStorage.setItem('tve-pass-sign-in', '{broken');
    expect(pageBrowser.readMark()).to.equal(undefined);
  });

  it('PASS-R60: a blocked window is none', () => {
    window.open = () => null;
    expect(pageBrowser.openWindow('name')).to.equal(undefined);
  });

  it('PASS-R62: opens a window, empty at first, under the given name', () => {
    let asked: unknown[] = [];
    window.open = (...given) => {
      asked = given;
      return fakeWindow() as unknown as Window;
    };
    pageBrowser.openWindow('tve-pass');
    expect(asked.slice(0, 2)).to.deep.equal(['', 'tve-pass']);
  });

  it('leaves the mark in the window before it goes to the provider', () => {
    const opened = fakeWindow();
    window.open = () => opened as unknown as Window;
    pageBrowser.openWindow('name')!.go('https://provider.test/', MARK);
    expect([opened.kept, opened.visited]).to.deep.equal([[JSON.stringify(MARK)], ['https://provider.test/']]);
  });

  it('goes there also where the window may keep nothing', () => {
    const opened = fakeWindow({ forbidden: true });
    window.open = () => opened as unknown as Window;
    pageBrowser.openWindow('name')!.go('https://provider.test/', MARK);
    expect(opened.visited).to.deep.equal(['https://provider.test/']);
  });

  it('PASS-R95: without pages to visit a sign-out stays here', () => {
    pageBrowser.startLogout([]);
    expect([sessionStorage.length, pageBrowser.continueLogout()]).to.deep.equal([0, false]);
  });

  it('once all sign-out pages were visited, no later page of this tab comes from one', () => {
    sessionStorage.setItem('tve-pass-sign-out', '[]');
    const before = pageBrowser.comesBack();
    expect([before, pageBrowser.continueLogout(), pageBrowser.comesBack()]).to.deep.equal([true, false, false]);
  });

  for (const pages of [[], ['javascript:alert(1)'], [7], 'text', { 0: 'https://a.test' }, ['http://a.test/']]) {
    it(`does not go on to ${JSON.stringify(pages)}, which another script may have written`, () => {
      sessionStorage.setItem('tve-pass-sign-out', JSON.stringify(pages));
      expect(pageBrowser.continueLogout()).to.equal(false);
    });
  }

  it('tells the other pages, not itself', async () => {
    const heard: string[] = [];
    const told = new Promise<void>(resolve => {
      const other = pageBrowser.channel('pass-browser-test', message => {
        heard.push(`other ${String(message)}`);
        other.close();
        resolve();
      });
    });
    const here = pageBrowser.channel('pass-browser-test', message => heard.push(`here ${String(message)}`));
    here.post('hello');
    await told;
    here.close();
    expect(heard).to.deep.equal(['other hello']);
  });
});
