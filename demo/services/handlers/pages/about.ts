import { page } from './html.ts';

/** What stands at `/`. */
export function aboutPage(): Response {
  const body = `<main class="card wide">
<h1>tve-elements local services</h1>
<p>A strict local double of Adobe Pass Authentication (client registration and REST API V2), of the Media Collection API,
of streaming connections with their inlets, and of distributor watermarking.
It answers on the real paths with the real headers and status codes, and refuses what the real services refuse.</p>
<ul>
<li><code>/o/client/…</code>, <code>/api/v2/…</code>: Adobe Pass</li>
<li><code>/api/v1/…</code>: Media Collection</li>
<li><code>/ee/va/v1/…</code>: Media Edge API</li>
<li><code>/data/foundation/flowservice/…</code>, <code>/collection/…</code>: streaming connections</li>
<li><code>/api/token</code>, <code>/api/job</code>, <code>/api/recipient</code>: watermarking</li>
<li><code>/verify</code>: a publisher's own media token check</li>
<li><a href="/control/">/control/</a>: journal, complaints, clock, faults</li>
</ul>
</main>`;
  return page({ title: 'tve-elements local services', style: '/style/pages.css', body });
}
