/** Anything with the interface of HTMLMediaElement will do, custom media elements included. */
export function isMedia(node: unknown): node is HTMLMediaElement {
  const media = node as Partial<HTMLMediaElement> | null;
  return typeof media?.play === 'function' && 'paused' in media && 'currentTime' in media;
}

/**
 * The media element a host names with `for` (same root, then the document); else the first among its own children;
 * else the one it was handed. `again` is called when a tag is defined that may give another answer.
 */
export function findMedia(host: Element, preset: HTMLMediaElement | null, again: () => void): HTMLMediaElement | null {
  const id = host.getAttribute('for');
  const root = host.getRootNode() as Partial<NonElementParentNode>;
  const candidates =
    id === null ? [...host.querySelectorAll('*')] : [root.getElementById?.(id) ?? document.getElementById(id)];
  for (const candidate of candidates) {
    if (isMedia(candidate)) return candidate;
    const tag = candidate?.localName;
    if (tag?.includes('-') && !customElements.get(tag)) void customElements.whenDefined(tag).then(again);
  }
  return id === null && isMedia(preset) ? preset : null;
}
