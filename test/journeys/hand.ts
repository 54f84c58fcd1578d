/** The little that a journey needs of a browser, for engines that Playwright's own protocol does not reach here. */
import { startFirefox } from '../support/browsers-firefox.ts';
import { killHelpers, startWebKit } from '../support/browsers-webkit.ts';
import { until } from './stage.ts';

export interface Hand {
  open(url: string): Promise<void>;
  /** The value of an expression, in the window that is looked at. */
  read(expression: string): Promise<unknown>;
  /** A click, or keys, as the viewer's own. ` >>> ` goes into a shadow tree. */
  click(selector: string): Promise<void>;
  type(selector: string, keys: string): Promise<void>;
  /** How many windows there are. */
  windows(): Promise<number>;
  /** Looks at the window that was opened last, or at the first one again. */
  lookAt(which: 'first' | 'last'): Promise<void>;
  /** Closes the window that is looked at, and looks at the first one. */
  closeWindow(): Promise<void>;
  end(): Promise<void>;
}

/** Waits for an expression to be true in the window that is looked at. */
export const waitFor = (hand: Hand, expression: string): Promise<void> =>
  until(
    `${expression} holds`,
    async () => (await hand.read(`Boolean(${expression})`).catch(() => false)) === true,
    30_000,
  );

/** The element that a selector names, as an expression. */
export function at(selector: string): string {
  const [first, ...inner] = selector.split(' >>> ').map(part => `querySelector(${JSON.stringify(part)})`);
  return [`document.${first}`, ...inner].join('?.shadowRoot?.');
}

/** Where to point at. */
const middleOf = (selector: string): string => `(() => {
  const element = ${at(selector)};
  element.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = element.getBoundingClientRect();
  return [Math.round(x + width / 2), Math.round(y + height / 2)];
})()`;

process.once('exit', killHelpers);

/** The engines that have a journey of their own beside Chromium's. */
export const OTHER_ENGINES = { Firefox: firefoxHand, WebKit: webKitHand };

async function firefoxHand(): Promise<Hand> {
  const browser = await startFirefox();
  const first = await browser.newPage();
  let page = first;
  const pages = async () => (await browser.pages()).filter(each => each === first || each.url() !== 'about:newtab');
  const others = (await pages()).length - 1;
  return {
    open: async url => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
    read: expression => page.evaluate(expression),
    async click(selector) {
      const [x, y] = (await page.evaluate(middleOf(selector))) as [number, number];
      await page.mouse.click(x, y);
    },
    type: (selector, keys) => page.type(selector, keys),
    windows: async () => (await pages()).length - others,
    async lookAt(which) {
      page = which === 'first' ? first : (await pages()).at(-1)!;
      await page.bringToFront();
    },
    async closeWindow() {
      await page.close();
      page = first;
      await page.bringToFront();
    },
    end: () => browser.close(),
  };
}

async function webKitHand(): Promise<Hand> {
  const { driver, stop } = await startWebKit();
  const [first] = await driver.getWindowHandles();
  const find = async (selector: string): Promise<string> =>
    Object.values(await driver.findElement('css selector', selector))[0]!;
  return {
    async open(url) {
      await driver.executeScript('document.documentElement.dataset.left = 1', []);
      await driver.navigateTo(url);
      await until('the page is there', async () =>
        Boolean(await driver.executeScript('return !document.documentElement.dataset.left', []).catch(() => false)),
      );
    },
    read: expression => driver.executeScript(`return (${expression});`, []),
    async click(selector) {
      const [x, y] = (await driver.executeScript(`return ${middleOf(selector)};`, [])) as [number, number];
      const actions = [
        { type: 'pointerMove', duration: 0, x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await driver.performActions([{ type: 'pointer', id: 'mouse', actions }]);
    },
    type: async (selector, keys) => driver.elementSendKeys(await find(selector), keys),
    windows: async () => (await driver.getWindowHandles()).length,
    async lookAt(which) {
      const handles = await driver.getWindowHandles();
      await driver.switchToWindow(which === 'first' ? first! : handles.find(handle => handle !== first)!);
    },
    async closeWindow() {
      await driver.closeWindow();
      await driver.switchToWindow(first!);
    },
    async end() {
      await driver.deleteSession().catch(() => {});
      await stop();
    },
  };
}
