import { expect } from '@open-wc/testing';
import type { StreamingConnectionsElement } from '../../src/elements/streaming-connections/streaming-connections.ts';
import { button, consolePage, find, listed, until, words } from '../support/console-page.ts';

describe('the pages of <streaming-connections>', () => {
  const page = consolePage({ connections: 51 });

  const open = (): Promise<StreamingConnectionsElement> => listed(page.streaming());
  const names = (element: StreamingConnectionsElement): string[] => element.controller.items.map(({ name }) => name);
  const shown = (element: StreamingConnectionsElement): string => words(find(element, '.pager span'));
  const turn = async (element: StreamingConnectionsElement, name: string, text: string): Promise<void> => {
    button(element, name).click();
    await until(() => shown(element) === text && !element.controller.loading, text);
    await element.updateComplete;
  };

  it('one that could not be had leaves the list where it was; nothing is passed over (STREAM-R14)', async () => {
    const element = await open();
    const first = names(element);
    const end = await page.world.fault({ path: '/data/foundation/flowservice', drop: true });
    for (let attempt = 0; attempt < 2; attempt++) {
      button(element, 'Next').click();
      await until(() => find(element, '[part=error]') && !element.controller.loading, 'the failure');
      await element.updateComplete;
    }
    expect([shown(element), names(element)]).to.deep.equal(['Page 1', first]);
    await end();
    await turn(element, 'Next', 'Page 2');
    expect(names(element).filter(name => first.includes(name))).to.deep.equal([]);
    await turn(element, 'Next', 'Page 3');
    expect(names(element)).to.have.length(1);
    await turn(element, 'Previous', 'Page 2');
  });

  it('a last page whose only connection is gone gives way to the one before', async () => {
    const element = await open();
    await turn(element, 'Next', 'Page 2');
    await turn(element, 'Next', 'Page 3');
    const [name] = names(element);
    const { id } = (await page.world.streaming.connections()).find(each => each.name === name)!;
    await element.controller.client!.remove(id);
    await turn(element, 'Refresh', 'Page 2');
    expect([element.state, names(element).length]).to.deep.equal(['ready', 25]);
  });
});
