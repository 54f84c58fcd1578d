import { escapeHtml, page } from './html.ts';

/** What a viewer sees when a navigation fails (10.18). */
export function errorPage(status: number, title: string, text: string): Response {
  const body = `<main class="card"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main>`;
  return page({ title, style: '/style/pages.css', body, status });
}
