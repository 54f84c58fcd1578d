import type { Provider } from '../pass/providers.ts';
import { escapeHtml } from './html.ts';

/** A wordmark on a coloured tile: white on a dark colour, so that it reads on light and dark pages alike. */
export function logoOf({ name, color, id }: Provider): Response {
  const lines = breakName(name);
  const longest = Math.max(...lines.map(line => line.length));
  const size = Math.min(24, Math.floor(ROOM / (longest * LETTER)));
  const turn = [...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % MARKS.length;
  const words = lines.map((line, index) => {
    const y = 40 + (index - (lines.length - 1) / 2) * (size + 3);
    // A fixed length fits the tile in whatever font the system has.
    const width = Math.round(line.length * LETTER * size);
    return `<text x="66" y="${y}" font-size="${size}" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeHtml(line)}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80" role="img" aria-label="${escapeHtml(name)}">
<rect width="200" height="80" rx="10" fill="${color}"/>
<g fill="#ffffff" dominant-baseline="central" font-family="system-ui, sans-serif" font-weight="700">
${MARKS[turn]}
<text x="36" y="40" font-size="22" text-anchor="middle" fill="${color}">${escapeHtml(name.charAt(0))}</text>
${words.join('\n')}
</g>
</svg>
`;
  return new Response(svg, {
    headers: {
      'content-type': 'image/svg+xml',
      'cache-control': 'max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "default-src 'none'",
    },
  });
}

/** Four shapes behind the initial. */
const MARKS = [
  '<circle cx="36" cy="40" r="20"/>',
  '<rect x="17" y="21" width="38" height="38" rx="9"/>',
  '<path d="M36 16 58 40 36 64 14 40Z"/>',
  '<path d="M36 18a22 22 0 0 1 20 22v18H16V40a22 22 0 0 1 20-22Z"/>',
];

/** Width of a letter in a bold face, in parts of its size, and the room beside the mark. */
const LETTER = 0.62;
const ROOM = 124;

/** One line, or two of similar length. */
function breakName(name: string): string[] {
  const middle = name.length / 2;
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index ?? 0);
  const [best] = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return best === undefined || name.length < 10 ? [name] : [name.slice(0, best), name.slice(best + 1)];
}
