import { expect } from '@open-wc/testing';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { ViewLoader, type ViewModule } from '../../src/controllers/view-loader.ts';

let come: (module: ViewModule & { word: string }) => void;
let fail: (error: Error) => void;
let fetched = 0;
const load = (): Promise<ViewModule & { word: string }> => {
  fetched++;
  return new Promise((resolve, reject) => {
    come = resolve;
    fail = reject;
  });
};

class Drawn extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;
  readonly views = new ViewLoader(this, load, ({ word }) => word);
  override willUpdate(): void {
    if (!this.views.failed) void this.views.fetch();
  }
  override render(): TemplateResult {
    return html`${this.views.failed ? 'failed' : (this.views.view ?? 'waiting')}`;
  }
}
customElements.define('test-drawn', Drawn);

describe('what is drawn by a module on demand', () => {
  const put = async (): Promise<Drawn> => {
    const element = document.createElement('test-drawn') as Drawn;
    document.body.append(element);
    await element.updateComplete;
    return element;
  };
  const text = (element: Drawn): string => element.shadowRoot!.textContent!.trim();
  const settled = async (element: Drawn): Promise<void> => {
    await new Promise(resolve => setTimeout(resolve));
    await element.updateComplete;
  };
  afterEach(() => document.querySelectorAll('test-drawn').forEach(element => element.remove()));

  it('stands for itself while it is fetched, says when it did not come, and can be tried again', async () => {
    const element = await put();
    const before = text(element);
    fail(new TypeError('offline'));
    await settled(element);
    const failed = text(element);
    void element.views.fetch();
    come({
      word: 'here',
      styles: [
        css`
          b {
            color: red;
          }
        `,
      ],
    });
    await settled(element);
    expect([before, failed, text(element), fetched]).to.deep.equal(['waiting', 'failed', 'here', 2]);
  });

  it('is drawn at once by the next element, whose own styles come last', async () => {
    const element = await put();
    const sheets = element.shadowRoot!.adoptedStyleSheets;
    expect([text(element), fetched, sheets.length, sheets.at(-1)!.cssRules[0]!.cssText]).to.deep.equal([
      ...['here', 2, 2, ':host { display: block; }'],
    ]);
  });
});
