/** Player states that a browser tells by itself (rows M37 to M41), each with the way to read it. */

type StateRow = readonly [
  name: string,
  read: (media: HTMLMediaElement) => boolean,
  target: (media: HTMLMediaElement) => EventTarget | undefined,
  /** Names of events, separated by spaces. */
  changedBy: string,
];

/** Safari before 16.4 and iPhones know full screen and picture in picture by these names only. */
type WebKitDocument = Document & { webkitFullscreenElement?: Element | null };
type WebKitMedia = HTMLMediaElement & { webkitDisplayingFullscreen?: boolean; webkitPresentationMode?: string };

function isFullScreen(media: WebKitMedia): boolean {
  const { fullscreenElement, webkitFullscreenElement } = media.ownerDocument as WebKitDocument;
  const shown = fullscreenElement ?? webkitFullscreenElement;
  for (
    let node: Node | null = media;
    shown && node;
    node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null
  )
    if (node === shown) return true;
  return !!media.webkitDisplayingFullscreen;
}

const isPictureInPicture = (media: WebKitMedia): boolean =>
  media.webkitPresentationMode === 'picture-in-picture' ||
  (media.getRootNode() as Partial<DocumentOrShadowRoot>).pictureInPictureElement === media;

const isCaptioned = (media: HTMLMediaElement): boolean =>
  Array.from(media.textTracks ?? []).some(
    ({ kind, mode }) => mode === 'showing' && (kind === 'captions' || kind === 'subtitles'),
  );

const self = (media: HTMLMediaElement): EventTarget => media;
const page = (media: HTMLMediaElement): EventTarget => media.ownerDocument;
const isFocused = (media: HTMLMediaElement): boolean => !media.ownerDocument.hidden && media.ownerDocument.hasFocus();

export const PLAYER_STATES: readonly StateRow[] = [
  ['mute', media => media.muted || media.volume === 0, self, 'volumechange'],
  ['fullScreen', isFullScreen, page, 'fullscreenchange webkitfullscreenchange'],
  ['fullScreen', isFullScreen, self, 'webkitbeginfullscreen webkitendfullscreen'],
  [
    'pictureInPicture',
    isPictureInPicture,
    self,
    'enterpictureinpicture leavepictureinpicture webkitpresentationmodechanged',
  ],
  ['closedCaptioning', isCaptioned, media => media.textTracks, 'change addtrack removetrack'],
  ['inFocus', isFocused, page, 'visibilitychange'],
  ['inFocus', isFocused, () => window, 'focus blur'],
];

/** Tells each state now and whenever it may have changed, until the signal is aborted. */
export function observePlayerStates(
  media: HTMLMediaElement,
  tell: (name: string, active: boolean) => void,
  signal: AbortSignal,
): void {
  for (const [name, read, target, changedBy] of PLAYER_STATES) {
    const look = (): void => tell(name, read(media));
    for (const type of changedBy.split(' ')) target(media)?.addEventListener?.(type, look, { signal });
    look();
  }
}
