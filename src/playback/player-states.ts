/** What a browser tells of the player by itself: how each of it is read, and what may have changed it. */

/** Told like states, and none: a text track with chapters is there; something is that a library may play or mark. */
export type Followed = 'chapters' | 'players';

export const isFollowed = (name: string): name is Followed => /^(chapters|players)$/.test(name);

/** Safari before 16.4 and iPhones know full screen and picture in picture by these names only. */
type WebKitDocument = Document & { webkitFullscreenElement?: Element | null };
type WebKitMedia = HTMLMediaElement & { webkitDisplayingFullscreen?: boolean; webkitPresentationMode?: string };

function isFullScreen(media: WebKitMedia): boolean {
  const { fullscreenElement, webkitFullscreenElement } = document as WebKitDocument;
  const shown = fullscreenElement ?? webkitFullscreenElement;
  let node: Node | null | undefined = media;
  while (shown && node && node !== shown) node = node.parentNode ?? (node as Partial<ShadowRoot>).host;
  return !!(shown ? node : media.webkitDisplayingFullscreen);
}

const hasTrack = (media: HTMLMediaElement, kinds: RegExp, modes = /./): boolean =>
  Array.from(media.textTracks ?? []).some(({ kind, mode }) => kinds.test(kind) && modes.test(mode));

/** Rows M37 to M41. */
const STATES: Readonly<Record<string, (media: WebKitMedia) => boolean>> = {
  mute: media => media.muted || media.volume === 0,
  fullScreen: isFullScreen,
  pictureInPicture: media =>
    media.webkitPresentationMode === 'picture-in-picture' ||
    (media.getRootNode() as Partial<DocumentOrShadowRoot>).pictureInPictureElement === media,
  closedCaptioning: media => hasTrack(media, /captions|subtitles/, /showing/),
  inFocus: () => !document.hidden && document.hasFocus(),
  chapters: media => hasTrack(media, /chapters/),
  players: media =>
    hasTrack(media, /metadata/) ||
    /^blob:/.test(media.currentSrc) ||
    media.localName.includes('-') ||
    // They draw captions by themselves, also where the browser plays the file.
    !!(media as Partial<Element>).closest?.('.video-js,media-player'),
};

/** Tells every state now and whenever one of them may have changed, until the signal is aborted. */
export function observePlayerStates(
  media: HTMLMediaElement,
  tell: (name: string, active: boolean) => void,
  signal: AbortSignal,
): void {
  const look = (): void => {
    for (const [name, read] of Object.entries(STATES)) tell(name, read(media));
  };
  const listen = (target: Partial<EventTarget> | undefined, types: string): void => {
    for (const type of types.split(' ')) target?.addEventListener?.(type, look, { signal });
  };
  listen(
    media,
    'volumechange webkitbeginfullscreen webkitendfullscreen enterpictureinpicture leavepictureinpicture ' +
      'webkitpresentationmodechanged loadstart',
  );
  listen(media.textTracks, 'change addtrack removetrack');
  listen(document, 'fullscreenchange webkitfullscreenchange visibilitychange');
  listen(globalThis, 'focus blur');
  look();
}
