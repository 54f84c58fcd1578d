import { html, type TemplateResult } from 'lit';

const broken = new Set<string>();

/** A provider's logo, or its initial where there is none or it cannot be loaded. The name stands beside it as text. */
export function providerLogo(
  { displayName, logoUrl }: { displayName?: string | undefined; logoUrl?: string | undefined },
  redraw: () => void,
): TemplateResult {
  if (!logoUrl || broken.has(logoUrl)) {
    return html`<span class="logo initial" aria-hidden="true"
      >${(displayName ?? 'TV').trim().charAt(0).toUpperCase()}</span
    >`;
  }
  const onError = (): void => {
    broken.add(logoUrl);
    redraw();
  };
  return html`<span class="logo"
    ><img part="logo" alt="" src=${logoUrl} loading="lazy" referrerpolicy="no-referrer" @error=${onError}
  /></span>`;
}
