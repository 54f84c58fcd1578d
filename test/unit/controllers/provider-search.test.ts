import { expect } from '@open-wc/testing';
import { search, searchable } from '../../../src/elements/pass-provider-picker/provider-search.ts';

const NAMES = ['AT&T U-verse', 'Télé Été Câble', 'A&E Fiber', 'Cox', 'Midcontinent Communications', 'Ohio River Cable'];
const list = searchable(
  NAMES.map(displayName => ({ id: displayName, displayName, isTempPass: false, isProxy: false })),
);
const found = (query: string): string[] => search(list, query).map(({ displayName }) => displayName);

describe('search for a TV provider', () => {
  for (const [query, name] of [
    ['att', 'AT&T U-verse'],
    ['at&t', 'AT&T U-verse'],
    ['AT & T', 'AT&T U-verse'],
    ['at and t', 'AT&T U-verse'],
    ['at t uverse', 'AT&T U-verse'],
    ['u verse', 'AT&T U-verse'],
    ['ae fiber', 'A&E Fiber'],
    ['tele ete', 'Télé Été Câble'],
    ['orc', 'Ohio River Cable'],
    ['ohio-river', 'Ohio River Cable'],
    ['midco', 'Midcontinent Communications'],
  ] as const) {
    it(`“${query}” finds ${name} first`, () => {
      expect(found(query)[0]).to.equal(name);
    });
  }

  it('finds nothing for what fits no name', () => {
    expect(found('zzz')).to.deep.equal([]);
  });
});
