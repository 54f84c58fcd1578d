import type { Rules } from './sequence.ts';

/** Chapters never overlap (3.6). */
export function createChapterRules(): Rules {
  let open = false;
  return ({ eventType }) => {
    const wasOpen = open;
    if (eventType === 'chapterStart') {
      open = true;
      return wasOpen ? ['chapterStart while a chapter is open'] : [];
    }
    if (eventType === 'chapterComplete' || eventType === 'chapterSkip') {
      open = false;
      return wasOpen ? [] : [`${eventType} without a chapter`];
    }
    return [];
  };
}
