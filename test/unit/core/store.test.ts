import { expect } from '@open-wc/testing';
import { createStore } from '../../../src/core/store.ts';

describe('store', () => {
  it('tells the present value at once, then every change', () => {
    const store = createStore(1);
    const seen: number[] = [];
    store.subscribe(value => seen.push(value));
    store.setState(2);
    expect(seen).to.deep.equal([1, 2]);
  });

  it('tells nothing when nothing changed', () => {
    const store = createStore(1);
    const seen: number[] = [];
    store.subscribe(value => seen.push(value));
    store.setState(1);
    expect(seen).to.deep.equal([1]);
  });

  it('tells nobody who has left', () => {
    const store = createStore(1);
    const seen: number[] = [];
    store.subscribe(value => seen.push(value))();
    store.setState(2);
    expect(seen).to.deep.equal([1]);
  });

  it('a listener that leaves while it is told does not keep the others from hearing', () => {
    const store = createStore(1);
    const seen: number[] = [];
    const leave = store.subscribe(value => value === 2 && leave());
    store.subscribe(value => seen.push(value));
    store.setState(2);
    expect(seen).to.deep.equal([1, 2]);
  });
});
