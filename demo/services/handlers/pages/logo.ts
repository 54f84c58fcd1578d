import type { Provider } from '../pass/providers.ts';
import { escapeHtml } from './html.ts';

/** A wordmark on a coloured tile: white on a dark colour, so that it reads on light and dark pages alike. */
export function logoOf({ name, color, id }: Provider): Response {
  const words = name.split(' ');
  const initial = words[0]?.[0] ?? '?';
  const size = Math.min(26, Math.round(235 / Math.max(name.length, 9)));
  const turn = [...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % 4;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80" role="img" aria-label="${escapeHtml(name)}">
<rect width="200" height="80" rx="10" fill="${color}"/>
<g fill="#ffffff">
${MARKS[turn]}
<text x="36" y="40" font-size="22" text-anchor="middle" dominant-baseline="central" fill="${color}" font-family="system-ui, sans-serif" font-weight="800">${escapeHtml(initial)}</text>
<text x="64" y="40" font-size="${size}" dominant-baseline="central" font-family="system-ui, sans-serif" font-weight="700">${escapeHtml(name)}</text>
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
