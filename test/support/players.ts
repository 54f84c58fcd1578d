/** Each player as its documents say to use it, on the committed stream; and what a test does with any of them. */

/** What a test needs of a player once it stands on the page. */
export interface Player {
  /** The media element, to drive and to look at. */
  readonly media: HTMLMediaElement;
  /** The object that plays, where a page would have one to hand over. */
  readonly api?: object;
  /** Shows the larger rendition from now on. */
  larger(): void;
  /** Shows the captions. */
  captions(): void;
  /** It shows them unasked. */
  readonly captioned?: boolean;
  destroy(): void | Promise<void>;
}

export const HLS = '/demo/media/stream/main.m3u8';
export const DASH = '/demo/media/stream/main.mpd';

type Loose = Record<string, any>; // of libraries without types that fit

const loading = new Map<string, Promise<void>>();

/** A library that comes as a classic script. */
async function script(path: string): Promise<void> {
  const known = loading.get(path);
  if (known) return known;
  const loaded = new Promise<void>((resolve, reject) => {
    const tag = document.createElement('script');
    tag.src = `/node_modules/${path}`;
    tag.onload = () => resolve();
    tag.onerror = () => reject(new Error(`${path} was not loaded`));
    document.head.append(tag);
  });
  loading.set(path, loaded);
  return loaded;
}

const showText = (media: HTMLMediaElement): void => {
  for (const track of Array.from(media.textTracks)) if (/captions|subtitles/.test(track.kind)) track.mode = 'showing';
};

const video = (): HTMLVideoElement => {
  const element = document.createElement('video');
  element.muted = true;
  element.playsInline = true;
  return element;
};

/**
 * WebKitGTK refuses the source buffers of Shaka (its error 3015) and of video.js, which takes it for Safari: neither
 * plays there, tracked or not.
 */
export const WEBKIT_GTK = navigator.userAgent.includes('AppleWebKit') && !navigator.userAgent.includes('Chrome');

/** Libraries set the source anew after a first `play()`, which ends that one; a page asks again, as viewers do. */
export async function play(media: HTMLMediaElement): Promise<void> {
  try {
    await media.play();
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    await new Promise(resolve => media.addEventListener('canplay', resolve, { once: true }));
    await media.play();
  }
}

/** Puts a player into a parent. */
export type Make = (parent: ParentNode & Node) => Promise<Player>;

export async function hlsOn(media: HTMLVideoElement): Promise<Player & { api: Loose }> {
  const { default: Hls } = await import('hls.js');
  const hls = new Hls({ startLevel: 0, abrEwmaDefaultEstimate: 1000, autoStartLoad: true });
  hls.attachMedia(media);
  hls.loadSource(HLS);
  hls.once(Hls.Events.MANIFEST_PARSED, () => (hls.currentLevel = 0));
  return {
    media,
    api: hls,
    larger: () => (hls.currentLevel = 1),
    captions() {
      hls.subtitleTrack = 0;
      hls.subtitleDisplay = true;
    },
    destroy: () => hls.destroy(),
  };
}

export const hls: Make = async parent => {
  const media = video();
  parent.append(media);
  return hlsOn(media);
};

export async function dashOn(media: HTMLVideoElement): Promise<Player> {
  const { MediaPlayer } = (await import('dashjs')) as Loose;
  const dash = MediaPlayer().create() as Loose;
  dash.updateSettings({
    streaming: {
      abr: { autoSwitchBitrate: { video: false }, initialBitrate: { video: 90 } },
      text: { defaultEnabled: false },
    },
  });
  dash.initialize(media, DASH, false);
  return {
    media,
    api: dash,
    larger: () => dash.setRepresentationForTypeByIndex('video', 1, true),
    captions() {
      dash.setTextTrack(0);
      showText(media);
    },
    destroy: () => dash.destroy(),
  };
}

export const dash: Make = async parent => {
  const media = video();
  parent.append(media);
  return dashOn(media);
};

export async function shakaOn(media: HTMLVideoElement, source = DASH): Promise<Player> {
  await script('shaka-player/dist/shaka-player.compiled-es2021.js');
  const { shaka } = globalThis as Loose;
  const player = new shaka.Player();
  await player.attach(media);
  player.configure({ abr: { enabled: false, defaultBandwidthEstimate: 1000, useNetworkInformation: false } });
  await player.load(source);
  return {
    media,
    api: player,
    larger: () => larger(player),
    captions: () => showShakaText(player),
    destroy: () => player.destroy(),
  };
}

function larger(player: Loose): void {
  const tracks = player.getVariantTracks() as Loose[];
  player.selectVariantTrack(tracks.reduce((best, track) => (track['bandwidth'] > best['bandwidth'] ? track : best)));
}

function showShakaText(player: Loose): void {
  player.selectTextTrack(player.getTextTracks()[0]);
  player.setTextTrackVisibility?.(true);
}

export const shaka: Make = async parent => {
  const media = video();
  parent.append(media);
  return shakaOn(media);
};

export const videojs: Make = async parent => {
  await script('video.js/dist/video.min.js');
  const element = document.createElement('video-js');
  parent.append(element);
  const player = (globalThis as Loose)['videojs'](element, {
    muted: true,
    html5: { vhs: { overrideNative: true, bandwidth: 100_000, useBandwidthFromLocalStorage: false } },
  }) as Loose;
  player.src({ src: HLS, type: 'application/x-mpegURL' });
  const levels = player.qualityLevels() as Loose;
  const only = (bitrate: (bits: number) => boolean): void => {
    for (let index = 0; index < levels['length']; index++) levels[index].enabled = bitrate(levels[index].bitrate);
  };
  levels.on('addqualitylevel', () => only(bits => bits < 200_000));
  return {
    media: element.querySelector('video')!,
    api: player,
    larger() {
      levels.off('addqualitylevel');
      only(bits => bits > 200_000);
    },
    captions() {
      for (const track of Array.from(player.textTracks() as Loose[])) {
        if (/captions|subtitles/.test(track['kind'])) track['mode'] = 'showing';
      }
    },
    destroy: () => player.dispose(),
  };
};

/** A custom media element: `hls-video`, `dash-video` or `shaka-video`. */
async function custom(parent: Node & ParentNode, tag: string, src: string): Promise<HTMLVideoElement & Loose> {
  const element = document.createElement(tag) as HTMLVideoElement & Loose;
  element.muted = true;
  element.setAttribute('muted', '');
  element.setAttribute('playsinline', '');
  element.setAttribute('src', src);
  parent.append(element);
  await new Promise(resolve => element.addEventListener('loadedmetadata', resolve, { once: true }));
  return element;
}

export const hlsVideo: Make = async parent => {
  await import('hls-video-element');
  const media = await custom(parent, 'hls-video', HLS);
  return {
    media,
    larger: () => (media['api'].currentLevel = 1),
    captions: () => showText(media),
    destroy: () => media.remove(),
  };
};

export const dashVideo: Make = async parent => {
  await import('dash-video-element');
  const media = await custom(parent, 'dash-video', DASH);
  return {
    media,
    larger() {
      media['api'].updateSettings({ streaming: { abr: { autoSwitchBitrate: { video: false } } } });
      media['api'].setRepresentationForTypeByIndex('video', 1, true);
    },
    captions: () => showText(media),
    captioned: true,
    destroy: () => media.remove(),
  };
};

export const shakaVideo: Make = async parent => {
  await import('shaka-video-element');
  const media = await custom(parent, 'shaka-video', DASH);
  return {
    media,
    larger() {
      media['api'].configure({ abr: { enabled: false } });
      larger(media['api']);
    },
    captions: () => showShakaText(media['api']),
    destroy: () => media.remove(),
  };
};

/** A custom media element inside of media-chrome. */
export const mediaChrome: Make = async parent => {
  await import('media-chrome');
  const controller = document.createElement('media-controller');
  controller.innerHTML = '<media-control-bar><media-play-button></media-play-button></media-control-bar>';
  parent.append(controller);
  const player = await hlsVideo(controller);
  player.media.slot = 'media';
  return { ...player, destroy: () => controller.remove() };
};

export const vidstack: Make = async parent => {
  // What its package says of browsers a test server cannot tell from Node.
  const elements = '/node_modules/vidstack/prod/define/vidstack-player.js';
  const [{ default: Hls }] = await Promise.all([import('hls.js'), import(elements)]);
  const player = document.createElement('media-player') as HTMLElement & Loose;
  for (const [name, value] of Object.entries({ load: 'eager', muted: '', src: HLS })) player.setAttribute(name, value);
  player.addEventListener('provider-change', event => {
    const provider = (event as CustomEvent<Loose | null>).detail;
    if (provider?.['type'] === 'hls') Object.assign(provider, { library: Hls });
  });
  player.addEventListener('hls-instance', event => {
    const { detail: hls } = event as CustomEvent<Loose>;
    hls['on']('hlsManifestParsed', () => (hls['currentLevel'] = 0));
  });
  player.append(document.createElement('media-provider'));
  const ready = new Promise(resolve => player.addEventListener('can-play', resolve, { once: true }));
  parent.append(player);
  await ready;
  const media = player.querySelector('video')!;
  return {
    media,
    larger: () => (player['provider'].instance.currentLevel = 1),
    captions: () => (player['textTracks'].getByKind(['captions', 'subtitles'])[0].mode = 'showing'),
    destroy: () => player.remove(),
  };
};

export const native: Make = async parent => {
  const media = video();
  media.src = '/test/support/clip.webm';
  parent.append(media);
  return { media, larger: () => {}, captions: () => showText(media), destroy: () => media.remove() };
};
