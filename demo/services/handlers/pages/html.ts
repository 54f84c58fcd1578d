/** Escapes text for HTML and SVG. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, character => names[character] ?? character);
}

export interface PageOptions {
  title: string;
  /** Path of the style sheet. */
  style: string;
  body: string;
  head?: string;
  status?: number;
  /** Origins a form on this page may lead to: browsers check every redirect after a submission. */
  formTargets?: string[];
  headers?: Record<string, string>;
  /** Let other pages show this one in a frame. */
  frames?: boolean;
}

/** An HTML page under a strict policy: no script at all, styles from here alone, never inside a frame unless asked for (10.31). */
export function page({
  title,
  style,
  body,
  head = '',
  status = 200,
  formTargets = [],
  headers,
  frames = false,
}: PageOptions): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${style}">${head}
</head>
<body>
${body}
</body>
</html>
`;
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action 'self' ${formTargets.join(' ')}`.trim(),
    "base-uri 'none'",
    ...(frames ? [] : ["frame-ancestors 'none'"]),
  ].join('; ');
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      ...(frames ? {} : { 'x-frame-options': 'DENY' }),
      ...headers,
    },
  });
}
