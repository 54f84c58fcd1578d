import { expect } from '@open-wc/testing';
import { css, LitElement, type TemplateResult } from 'lit';
import { FetchedView, type View, type ViewModule } from '../../src/controllers/fetched-view.ts';
import { LocalizeController } from '../../src/controllers/localize-controller.ts';

let come: (module: ViewModule<string, View>) => void;
let fail: (error: Error) => void;
let asked = 0;
const load = (): Promise<ViewModule<string, View>> => {
  asked++;
  return new Promise((resolve, reject) => {
    come = resolve;
    fail = reject;
  });
};
const module: ViewModule<string, View> = {
  create: word => ({ render: () => word, announcement: () => `${word}, said` }),
  styles: [
    css`
      b {
        color: red;
      }
    `,
  ],
};

class Drawn extends LitElement {
  readonly fetched = new FetchedView(
    this,
    new LocalizeController(this),
    load,
    'here',
    seen => seen || this.hasAttribute('now'),
  );
  get state(): string {
    return this.fetched.state('before');
  }
  override render(): TemplateResult {
    return this.fetched.render();
  }
}
customElements.define('test-drawn', Drawn);

describe('what is drawn by a module on demand', () => {
  const put = async (now: boolean): Promise<Drawn> => {
    const element = document.createElement('test-drawn') as Drawn;
    element.toggleAttribute('now', now);
    element.hidden = !now;
    document.body.append(element);
    await settled(element);
    return element;
  };
  const settled = async (element: Drawn): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setTimeout(resolve));
    await element.updateComplete;
  };
  const said = (element: Drawn): string => element.shadowRoot!.querySelector('[role=status]')!.textContent!.trim();
  const seen = (element: Drawn): string =>
    [...element.shadowRoot!.childNodes]
      .filter(node => !(node instanceof Element && node.matches('[role=status]')))
      .map(node => (node instanceof Comment ? '' : (node.textContent ?? '')).trim())
      .join('');
  beforeEach(() => (asked = 0));
  afterEach(() => document.querySelectorAll('test-drawn').forEach(element => element.remove()));

  it('says when it did not come, is not asked for again by itself, and can be tried again', async () => {
    const element = await put(true);
    const before = seen(element);
    fail(new TypeError('offline'));
    await settled(element);
    element.requestUpdate();
    await settled(element);
    expect([before, asked, element.getAttribute('state')]).to.deep.equal(['', 1, 'error']);
    expect(said(element)).to.equal('We cannot reach the sign-in service. Check your connection and try again.');
    element.shadowRoot!.querySelector('button')!.click();
    come(module);
    await settled(element);
    expect([seen(element), said(element), asked]).to.deep.equal(['here', 'here, said', 2]);
    expect(element.shadowRoot!.adoptedStyleSheets.map(({ cssRules }) => cssRules[0]!.cssText)).to.deep.equal([
      'b { color: red; }',
    ]);
  });

  it('is not asked for while the element is not to be seen', async () => {
    const element = await put(false);
    expect([asked, seen(element)]).to.deep.equal([0, '']);
  });
});
