/**
 * Which libraries play a media element, and which bring its ads: what the page handed over, and what stands on the
 * element itself, on a custom media element or on the player around it. Untouched otherwise: only known names are read.
 */
import type { Follow } from './adapter.ts';

/** An object that is not ours: nothing of it is certain. */
type Foreign = Readonly<Record<string, unknown>>;

export interface Kind {
  /** A method by which the library's object is known. */
  readonly mark: string;
  /** The method or property that tells which element it plays. */
  readonly media?: string;
  load(): Promise<{ readonly follow: Follow }>;
}

const KINDS: readonly Kind[] = [
  { mark: 'attachMedia', media: 'media', load: () => import('./hls.ts') },
  { mark: 'attachView', media: 'getVideoElement', load: () => import('./dash.ts') },
  { mark: 'getVariantTracks', media: 'getMediaElement', load: () => import('./shaka.ts') },
  { mark: 'qualityLevels', load: () => import('./videojs.ts') },
  { mark: 'startLoading', load: () => import('./vidstack.ts') },
  { mark: 'discardAdBreak', load: () => import('./ima.ts') },
  { mark: 'contentTimeForStreamTime', load: () => import('./ima-dai.ts') },
];

const CUES: Kind = { mark: '', load: () => import('./cue-breaks.ts') };

/** Under which of these names custom elements, players and pages keep the object that plays. */
const NAMES = ['api', 'player', 'hls', 'dash', 'shaka', 'ui', 'provider'];

/** What others keep in themselves: Vidstack, Shaka's own controls, plugins of video.js. */
const INSIDE = ['instance', 'getControls getPlayer', 'dash mediaPlayer', 'ima getAdsManager'];

const isObject = (value: unknown): value is Foreign => typeof value === 'object' && value !== null;

/** The value of a property, or what a method answers; undefined where there is none, or it throws. */
const ask = (thing: unknown, name: string): unknown =>
  attempt(() => {
    const value = (thing as Foreign)[name];
    return typeof value === 'function' ? (value.call(thing) as unknown) : value;
  });

/** Each object known, once, with what it is. */
export function findPlayers(media: HTMLMediaElement, handed: unknown): Map<object, Kind> {
  const found = new Map<object, Kind>();
  const take = (thing: unknown, asked: boolean): void => {
    for (const path of ['', ...INSIDE]) {
      const inner = path ? path.split(' ').reduce(ask, thing) : thing;
      if (!isObject(inner) || found.has(inner)) continue;
      const kind = KINDS.find(({ mark }) => attempt(() => typeof inner[mark] === 'function'));
      if (kind && (asked || plays(inner, kind, media))) found.set(inner, kind);
    }
  };
  for (const thing of Array.isArray(handed) ? (handed as unknown[]) : [handed]) take(thing, true);
  for (let node: Node | null | undefined = media; node && node !== document.body; node = parentOf(node)) {
    const kept = NAMES.map(name => attempt(() => Reflect.get(node!, name) as unknown));
    for (const thing of [node, ...kept]) take(thing, false);
  }
  const tracks = media.textTracks as TextTrackList | undefined;
  if (tracks && Array.from(tracks).some(({ kind }) => kind === 'metadata')) found.set(tracks, CUES);
  return found;
}

const parentOf = (node: Node): Node | null | undefined => node.parentNode ?? (node as Partial<ShadowRoot>).host;

/** A player around several media elements may be another one's. */
function plays(player: Foreign, { media: name }: Kind, media: HTMLMediaElement): boolean {
  const own = name && ask(player, name);
  return !(own instanceof Node) || own === media || (own.getRootNode() as Partial<ShadowRoot>).host === media;
}

/** Foreign objects may throw at anything. */
export function attempt<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
