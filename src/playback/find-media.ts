/** Anything with the interface of HTMLMediaElement will do, custom media elements included. */
export function isMedia(node: unknown): node is HTMLMediaElement {
  const media = node as Partial<HTMLMediaElement> | null;
  return typeof media?.play === 'function' && 'paused' in media && 'currentTime' in media;
}

/**
 * The media element a host names with `for` (same root, then the document); else the first among its own children;
 * else the one it was handed. `wait` is told the tags that must be defined before the answer can be trusted.
 */
export function findMedia(
  host: Element,
  preset: HTMLMediaElement | null,
  wait: (tag: string) => void,
): HTMLMediaElement | null {
  const id = host.getAttribute('for');
  const root = host.getRootNode() as Partial<NonElementParentNode>;
  const candidates =
    id === null ? [...host.querySelectorAll('*')] : [root.getElementById?.(id) ?? document.getElementById(id)];
  for (const candidate of candidates) {
    if (isMedia(candidate)) return candidate;
    if (candidate?.localName.includes('-') && !customElements.get(candidate.localName)) wait(candidate.localName);
  }
  return id === null && isMedia(preset) ? preset : null;
}
