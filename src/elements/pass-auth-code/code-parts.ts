import { correction, generate } from 'lean-qr/nano';

/** A code in groups that are easy to read and type: as many of four as fit, the shorter ones first. */
export function groups(code: string): string[] {
  const count = Math.max(1, Math.ceil(code.length / 4));
  const found: string[] = [];
  for (let group = 0, at = 0; group < count; group++) {
    const size = Math.floor((code.length + group) / count);
    found.push(code.slice(at, at + size));
    at += size;
  }
  return found;
}

/** Minutes and seconds, as clocks write them. */
export function clockTime(seconds: number): string {
  const rest = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, '0')}`;
}

/** The address to open as people type it: without what a browser adds by itself. */
export const shortAddress = ({ host, pathname, search }: URL): string =>
  `${host.replace(/^www\./, '')}${pathname === '/' && !search ? '' : pathname}${search}`;

/** The same address with the code in it, for whoever need not type. */
export function addressWithCode(address: URL, code: string): string {
  const url = new URL(address);
  url.searchParams.set('code', code);
  return url.href;
}

/** A QR code as the path of a picture, one unit for each module, with how large it is. */
export function qrPath(text: string): { size: number; path: string } {
  const { size, get } = generate(text, { minCorrectionLevel: correction.M });
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let run = 0;
      while (get(x + run, y)) run++;
      if (run > 0) path += `M${x} ${y}h${run}v1h-${run}z`;
      x += run;
    }
  }
  return { size, path };
}
