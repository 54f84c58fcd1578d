/** Anything with the interface of HTMLMediaElement will do, custom media elements included. */
export function isMedia(node: unknown): node is HTMLMediaElement {
  const media = node as Partial<HTMLMediaElement> | null;
  return typeof media?.play === 'function' && 'paused' in media && 'currentTime' in media;
}

/** What is called while looking around. */
export interface Search {
  /** A tag is defined that may give another answer. */
  again(): void;
  /** The answer also depends on what becomes of this shadow root. */
  watch(root: ShadowRoot): void;
}

/**
 * The media element a host names with `for` (same root, then the document), or one in what it names; else the first
 * inside the host; else the one it was handed. Open shadow roots are looked into after everything outside of them.
 */
export function findMedia(host: Element, preset: HTMLMediaElement | null, search: Search): HTMLMediaElement | null {
  const id = host.getAttribute('for');
  if (id === null) return findIn(host.querySelectorAll('*'), search) ?? (isMedia(preset) ? preset : null);
  const root = host.getRootNode() as Partial<NonElementParentNode>;
  const named = root.getElementById?.(id) ?? document.getElementById(id);
  return named && findIn([named, ...named.querySelectorAll('*')], search);
}

function findIn(candidates: Iterable<Element>, search: Search): HTMLMediaElement | null {
  const roots: ShadowRoot[] = [];
  for (const candidate of candidates) {
    // A player around a media element speaks like one, but its events may not.
    if (isMedia(candidate)) return findIn(candidate.querySelectorAll('*'), search) ?? candidate;
    const { localName: tag, shadowRoot } = candidate;
    if (shadowRoot) roots.push(shadowRoot);
    if (tag.includes('-') && !customElements.get(tag)) void customElements.whenDefined(tag).then(search.again);
  }
  for (const root of roots) {
    search.watch(root);
    const found = findIn(root.querySelectorAll('*'), search);
    if (found) return found;
  }
  return null;
}
