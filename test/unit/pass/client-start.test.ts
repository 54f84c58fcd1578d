import { expect } from '@open-wc/testing';
import { createDevice, signInByPopup } from '../../support/fake-pass.ts';

describe('PassClient, first start', () => {
  it('PASS-R1: registers once with the statement as JSON, then buys one token with a form', async () => {
    const device = createDevice();
    await device.open();
    expect(device.requests()).to.deep.equal(['POST /o/client/register', 'POST /o/client/token', 'GET /profiles']);
    expect(device.complaints()).to.deep.equal([]);
  });
  it('PASS-R31: sign in', async () => {
    const device = createDevice();
    const tab = await device.open();
    await signInByPopup(device, tab);
    expect(tab.client.store.getState().status).to.equal('signed-in');
    expect(device.complaints()).to.deep.equal([]);
  });
});
