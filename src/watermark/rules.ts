/** What the service accepts, checked before anything is sent (section 7 of the vendor's guide). Pure. */
import { misused } from './errors.ts';
import type { JobFilter, ListOptions } from './types.ts';

export const LONGEST_NAME = 128;
export const LONGEST_DESCRIPTION = 50;
export const MOST_PER_CALL = 150;
export const LARGEST_PAGE = 1000;
export const DEFAULT_PAGE = 25;

const NAME = /^[A-Za-z0-9._-]+$/;
const SITE = /^[A-Za-z0-9]{4}$/;
const ZONE = /^[+-](?:0\d|1[0-3]):[0-5]\d$|^[+-]14:00$/;

export type NameProblem = 'empty' | 'too-long' | 'bad-character';

/** What is wrong with a name; `character` is the first one that is not allowed. */
export function nameProblem(name: string): { problem: NameProblem; character?: string } | undefined {
  if (name === '') return { problem: 'empty' };
  if (!NAME.test(name)) {
    const [character = ''] = [...name].filter(each => !NAME.test(each));
    return { problem: 'bad-character', character };
  }
  return name.length > LONGEST_NAME ? { problem: 'too-long' } : undefined;
}

/** Which of the two lengths the service counts is not known: neither may be over. The second is never larger. */
export const isLongDescription = (description: string): boolean => description.length > LONGEST_DESCRIPTION;

/** Names are unique without regard to case (DWM-R30); only ASCII letters are allowed, so no language interferes. */
export const nameKey = (name: string): string => name.toLowerCase();

export const isSiteId = (site: string): boolean => SITE.test(site);
export const isTimeZone = (zone: string): boolean => ZONE.test(zone);

/** A day of the calendar, `yyyy-MM-dd`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** @throws WatermarkError that names the parameter and what it expects */
export function checkList(options: ListOptions & Pick<JobFilter, 'contentId'>): void {
  const { from, to, pageSize = DEFAULT_PAGE, page = 1, timeZone = '+00:00', contentId = '' } = options;
  if (from && !isDay(from)) throw misused('from', 'a day (yyyy-MM-dd)', from);
  if (to && !isDay(to)) throw misused('to', 'a day (yyyy-MM-dd)', to);
  if (from && to && from > to) throw misused('to', `a day not before ${from}`, to);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > LARGEST_PAGE) {
    throw misused('page size', `a whole number from 1 to ${LARGEST_PAGE}`, pageSize);
  }
  if (!Number.isInteger(page) || page < 1) throw misused('page', 'a whole number, 1 or more', page);
  if (!isTimeZone(timeZone)) throw misused('time zone', 'a zone such as +09:00', timeZone);
  if (contentId.length > 200) throw misused('content id', 'at most 200 characters', contentId);
}
