/** What the suite and the documents themselves owe. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { proofs } from '../tooling/requirements.ts';

/** Each flow of the service, by requirements that only a test of it can prove. */
const FLOWS: Readonly<Record<string, readonly string[]>> = {
  'signing in on this screen': ['PASS-R36', 'PASS-R40'],
  'signing in on another screen': ['PASS-R43', 'PASS-R141'],
  'asking ahead': ['PASS-R69', 'PASS-R74'],
  'asking to play': ['PASS-R65', 'PASS-R79'],
  'signing out': ['PASS-R92', 'PASS-R93'],
  degradation: ['PASS-R35', 'PASS-R128'],
  'temporary passes': ['PASS-R123', 'PASS-R126'],
  'single sign-on': ['PASS-R58', 'PASS-R108'],
};

describe('the suite', () => {
  const found = proofs();

  for (const [flow, ids] of Object.entries(FLOWS)) {
    it(`PASS-R133: proves ${flow} by tests of the client, not of the double alone`, () => {
      for (const id of ids) {
        const files = [...(found.get(id) ?? [])].filter(file => !file.startsWith('services/'));
        assert.ok(files.length > 0, id);
      }
    });
  }
});

describe('the documents', () => {
  it('say that a sign-in by home opens nothing personal (UX-R41)', () => {
    const text = readFileSync('src/elements/pass-provider-picker/README.md', 'utf8');
    assert.match(text, /at home.*personal/s);
  });
});
