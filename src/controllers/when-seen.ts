/**
 * Calls back each time the element comes into view (or close to it), until the returned function is called. Browsers
 * without an observer count as seeing everything.
 */
export function whenSeen(element: Element, seen: () => void, rootMargin = '0px'): () => void {
  if (typeof IntersectionObserver !== 'function') {
    seen();
    return () => {};
  }
  const observer = new IntersectionObserver(
    entries => {
      if (entries.some(entry => entry.isIntersecting)) seen();
    },
    { rootMargin },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
