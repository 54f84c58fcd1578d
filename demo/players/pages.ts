/** One page for each player, from one template: its markup, its script, and what its own code needs of a policy. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PlayerPage {
  readonly title: string;
  readonly lead: string;
  /** Files of the player, beside what every page of the demo loads. */
  readonly files: readonly string[];
  /** What stands in the tracker, or beside it. */
  readonly markup: string;
  /** Vidstack waits for any element around it whose name begins like its own. */
  readonly beside?: boolean;
  readonly script?: boolean;
  /** What the player's own code needs beyond the strict policy of the other pages, and why. */
  readonly needs: Readonly<Record<string, string>>;
  readonly why: string;
}

const VIDEO = '<video controls playsinline muted poster="/media/poster.jpg"></video>';
const STREAMED = { 'media-src': 'blob:' };
/** Players that write their own shadow trees with `innerHTML` and style them inline. */
const TEMPLATES = {
  ...STREAMED,
  'worker-src': 'blob:',
  'style-src': "'unsafe-inline'",
  'require-trusted-types-for': '',
  'trusted-types': '',
};
const BLOBS = 'It feeds the media element from a blob: address.';
const INLINE = `${BLOBS} A worker may be made of one. Its elements are written as HTML with styles inside, which Trusted Types and a strict style-src refuse.`;

export const PLAYERS: Readonly<Record<string, PlayerPage>> = {
  native: {
    title: 'The media element itself',
    lead: 'Nothing but a video element and its chapters.',
    files: [],
    markup: `<video controls playsinline muted poster="/media/poster.jpg" src="/media/northlight.webm">
            <track kind="chapters" src="/media/northlight-chapters.vtt" srclang="en" label="Chapters" />
            <track kind="captions" src="/media/northlight-captions.vtt" srclang="en" label="English" />
          </video>`,
    needs: {},
    why: 'It needs nothing beyond the strict policy.',
  },
  cues: {
    title: 'Ads in the stream, marked by cues',
    lead: 'A metadata track says where breaks and ads are; the content stands still while they play.',
    files: [],
    markup: `<video controls playsinline muted poster="/media/poster.jpg" src="/media/northlight.webm">
            <track kind="metadata" src="/players/ads.vtt" default />
          </video>`,
    needs: {},
    why: 'It needs nothing beyond the strict policy.',
  },
  hls: {
    title: 'hls.js',
    lead: 'The page hands its player over by one property.',
    files: ['hls.js'],
    markup: VIDEO,
    script: true,
    needs: STREAMED,
    why: BLOBS,
  },
  dash: {
    title: 'dash.js',
    lead: 'The page hands its player over by one property.',
    files: ['dash.js'],
    markup: VIDEO,
    script: true,
    needs: STREAMED,
    why: BLOBS,
  },
  shaka: {
    title: 'Shaka Player',
    lead: 'The page hands its player over by one property.',
    files: ['shaka.js'],
    markup: VIDEO,
    script: true,
    needs: STREAMED,
    why: BLOBS,
  },
  videojs: {
    title: 'video.js 8',
    lead: 'Found by itself: video.js leaves its player on its element.',
    files: ['video-js.css', 'video.js'],
    markup: '<video-js class="vjs-fluid" controls muted></video-js>',
    script: true,
    needs: { ...TEMPLATES, 'font-src': 'data:' },
    why: `${INLINE} Its icons are a font in its style sheet.`,
  },
  vidstack: {
    title: 'Vidstack',
    lead: 'Named by the tracker beside it, and hls.js in it is found by itself.',
    files: ['hls.js', 'vidstack.js'],
    markup: `<media-player id="player" controls muted playsinline load="eager" src="/media/stream/main.m3u8">
            <media-provider></media-provider>
          </media-player>`,
    beside: true,
    script: true,
    needs: TEMPLATES,
    why: INLINE,
  },
  'hls-video': {
    title: 'hls-video',
    lead: 'A custom media element; hls.js in it is found by itself.',
    files: ['hls-video.js'],
    markup: '<hls-video controls playsinline muted src="/media/stream/main.m3u8"></hls-video>',
    needs: TEMPLATES,
    why: INLINE,
  },
  'dash-video': {
    title: 'dash-video',
    lead: 'A custom media element; dash.js in it is found by itself.',
    files: ['dash-video.js'],
    markup: '<dash-video controls playsinline muted src="/media/stream/main.mpd"></dash-video>',
    needs: TEMPLATES,
    why: INLINE,
  },
  'shaka-video': {
    title: 'shaka-video',
    lead: 'A custom media element; Shaka in it is found by itself.',
    files: ['shaka-video.js'],
    markup: '<shaka-video controls playsinline muted src="/media/stream/main.mpd"></shaka-video>',
    needs: TEMPLATES,
    why: INLINE,
  },
  'media-chrome': {
    title: 'media-chrome',
    lead: 'Controls around any media element, here around hls-video.',
    files: ['media-chrome.js', 'hls-video.js'],
    markup: `<media-controller>
            <hls-video slot="media" playsinline muted src="/media/stream/main.m3u8"></hls-video>
            <media-control-bar>
              <media-play-button></media-play-button>
              <media-time-range></media-time-range>
              <media-time-display showduration></media-time-display>
              <media-mute-button></media-mute-button>
            </media-control-bar>
          </media-controller>`,
    needs: TEMPLATES,
    why: INLINE,
  },
};

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The tracker as a publisher writes it, around the player or beside it. */
function tracker(name: string, { markup, beside }: PlayerPage): string {
  const start = `<media-tracker
          id="tracker"${beside ? '\n          for="player"' : ''}
          collection-api="http://localhost:8787"
          tracking-server="metrics.example.test"
          report-suite="northlight-demo"
          org-id="1234567890ABCDEF12345678@AdobeOrg"
          media-id="northlight-${name}"
          channel="Northlight"
          player-name="${name}"
        >`;
  if (beside) return `${markup.replace(/\n {2}/g, '\n')}\n        ${start}</media-tracker>`;
  return `${start}\n          ${markup}\n        </media-tracker>`;
}

/** Not a module. */
const isPlain = (file: string): boolean => /^(hls|dash|shaka|video)\.js$|\.css$/.test(file);

function tag(file: string): string {
  if (file.endsWith('.css')) return `<link rel="stylesheet" href="/vendor/${file}" />`;
  return `<script ${isPlain(file) ? 'defer' : 'type="module"'} src="/vendor/${file}"></script>`;
}

export async function playerPage(name: string): Promise<string | undefined> {
  const page = Object.entries(PLAYERS).find(([known]) => known === name)?.[1];
  if (!page) return undefined;
  const template = await readFile(join(import.meta.dirname, 'page.html'), 'utf8');
  const script = page.script ? await readFile(join(import.meta.dirname, `${name}.js`), 'utf8') : '';
  const markup = tracker(name, page);
  const shown = [
    markup.replace(/\n {8}/g, '\n').replace(/collection-api[^>]*?(?=\s*>)/, '…'),
    ...(script ? [`<script type="module">\n${script.trim().replace(/^/gm, '  ')}\n</script>`] : []),
  ];
  const values: Record<string, string> = {
    title: page.title,
    lead: page.lead,
    why: page.why,
    // Modules come after the page's script: it may have to be there before a player begins.
    files: [
      ...page.files.filter(isPlain).map(tag),
      ...(page.script ? [`<script type="module" src="/players/${name}.js"></script>`] : []),
      ...page.files.filter(file => !isPlain(file)).map(tag),
    ].join('\n    '),
    markup,
    code: escape(shown.join('\n\n')),
    others: Object.entries(PLAYERS)
      .map(
        ([other, { title }]) =>
          `<li><a href="/players/${other}"${other === name ? ' aria-current="page"' : ''}>${title}</a></li>`,
      )
      .join('\n            '),
  };
  return template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
}

/** A policy with what a player needs: more sources for a directive, or, where it says nothing, none of that directive. */
export function widened(policy: string, needs: PlayerPage['needs']): string {
  const directives = new Map(policy.split('; ').map(text => [text.split(' ')[0]!, text]));
  for (const [name, sources] of Object.entries(needs)) {
    if (sources) directives.set(name, `${directives.get(name) ?? `${name} 'self'`} ${sources}`);
    else directives.delete(name);
  }
  return [...directives.values()].join('; ');
}
