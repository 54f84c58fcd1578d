/** Where a key leads along the line. */
import { LANES, type Mark } from './timeline-types.ts';

/**
 * Left and right go along the time, Home and End to its ends, up and down to what is next in time in the lane above
 * or below that has anything. Undefined for keys that lead nowhere.
 */
export function step(marks: readonly Mark[], active: number | undefined, key: string): Mark | undefined {
  const index = marks.findIndex(({ entry }) => entry.id === active);
  const present = marks[index];
  const last = marks[marks.length - 1];
  switch (key) {
    case 'Home':
      return marks[0];
    case 'End':
      return last;
    case 'ArrowRight':
      return present ? (marks[index + 1] ?? present) : marks[0];
    case 'ArrowLeft':
      return present ? (marks[index - 1] ?? present) : last;
    case 'ArrowDown':
    case 'ArrowUp':
      return present ? (acrossLanes(marks, present, key === 'ArrowDown' ? 1 : -1) ?? present) : last;
    default:
      return undefined;
  }
}

/** Rows count as lanes of their own. */
const height = ({ lane, row }: Mark): number => LANES.indexOf(lane) * 100 + row;

function acrossLanes(marks: readonly Mark[], from: Mark, direction: 1 | -1): Mark | undefined {
  const beyond = marks.filter(mark => (height(mark) - height(from)) * direction > 0);
  const nearest = Math.min(...beyond.map(mark => Math.abs(height(mark) - height(from))));
  return closest(
    beyond.filter(mark => Math.abs(height(mark) - height(from)) === nearest),
    from.ts,
  );
}

export function closest(marks: readonly Mark[], ts: number): Mark | undefined {
  return marks.reduce<Mark | undefined>(
    (best, mark) => (!best || Math.abs(mark.ts - ts) < Math.abs(best.ts - ts) ? mark : best),
    undefined,
  );
}
