/** Times are written without an offset, in the zone of the request (3.3). */
export interface Zone {
  text: string;
  minutes: number;
}

export const UTC: Zone = { text: '+00:00', minutes: 0 };

const DAY = 86_400_000;

export function readZone(text: string): Zone | undefined {
  const [, sign, hours, minutes] = /^([+-])([01]\d):([0-5]\d)$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const offset = Number(hours) * 60 + Number(minutes);
  return offset > 14 * 60 ? undefined : { text, minutes: sign === '-' ? -offset : offset };
}

/** `yyyy-MM-ddTHH:mm:ss`. */
export function writeTime(epoch: number, { minutes }: Zone): string {
  return new Date(epoch + minutes * 60_000).toISOString().slice(0, 19);
}

/** Midnight of a calendar day in a zone, or undefined for what is no day. */
export function readDay(text: string, { minutes }: Zone): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const epoch = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 10) !== text) return undefined;
  return epoch - minutes * 60_000;
}

/** Both ends belong to the range. */
export interface DayRange {
  from: number;
  to: number;
}

export function within({ from, to }: DayRange, epoch: number): boolean {
  return epoch >= from && epoch < to + DAY;
}
