import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../tooling/find-files.ts';
import { bundles } from '../tooling/package-exports.ts';

const CDN = join(ROOT, 'dist/cdn');
const CONSOLE = 'tve-console.js';
const read = (file: string): string => readFileSync(join(CDN, file), 'utf8');
const listed = Object.keys(JSON.parse(read('sri.json')) as object);
/** Files of the viewer side, with what they fetch on demand. */
const viewerFiles = listed.filter(file => file !== CONSOLE);

/** Our modules and the packages whose bytes a file holds, as its source map tells. */
function sourcesOf(file: string): string[] {
  const { sources } = JSON.parse(read(`${file}.map`)) as { sources: string[] };
  return sources.map(source => source.replace(/^(?:\.\.\/)+/, ''));
}

/** Modules of the operators' side. Building and sending events to a public inlet is not among them. */
const OPERATORS =
  /^src\/(?:console|watermark\/|i18n\/console|controllers\/(?:console|poll|grid|watermark|streaming)|elements\/(?:console|streaming-connections|watermark-)|experience\/(?:flow-|test-event|snippet))|papaparse|virtual-core/;
/** Modules of the viewer side that operators have no use for. */
const VIEWERS =
  /^src\/(?:define|viewer|pass\/|collection\/|playback\/|storage\/|access-enabler\/|i18n\/(?:en|es|messages)\.|elements\/(?:pass-|media-)|controllers\/(?:pass-|measurement|localize|page-client|find-service|explain-error))/;

describe('viewer files', () => {
  for (const file of viewerFiles) {
    it(`${file} holds no byte of the console (STREAM-R3, DWM-R1)`, () => {
      assert.deepEqual(
        sourcesOf(file).filter(source => OPERATORS.test(source)),
        [],
      );
      assert.doesNotMatch(read(file), /flowservice|x-api-key|dwm\.pallycon|accessKey/i);
    });
  }

  it('are all there is beside the console', () => {
    assert.deepEqual(
      bundles().filter(file => file !== CONSOLE && !viewerFiles.includes(file)),
      [],
    );
  });
});

describe('the console', () => {
  it('holds nothing of the viewer side that it does not need', () => {
    assert.ok(
      sourcesOf(CONSOLE).some(source => OPERATORS.test(source)),
      'the map tells its sources',
    );
    assert.deepEqual(
      sourcesOf(CONSOLE).filter(source => VIEWERS.test(source)),
      [],
    );
  });
});
