/** Style of the pages a viewer meets: system colours and fonts, light and dark, from phone width up. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --brand: #334155;
  --ground: #f4f4f5;
  --card: #ffffff;
  --text: #18181b;
  --quiet: #52525b;
  --line: #71717a;
  --alert: #b91c1c;
  --alert-ground: #fef2f2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131316;
    --card: #1f1f23;
    --text: #fafafa;
    --quiet: #c4c4cc;
    --line: #8b8b94;
    --alert: #fca5a5;
    --alert-ground: #3b1214;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  display: grid;
  place-items: center;
  padding: 1rem;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif;
}
.card {
  width: 100%;
  max-width: 24rem;
  background: var(--card);
  border-top: 6px solid var(--brand);
  border-radius: 12px;
  padding: 1.5rem;
  box-shadow: 0 1px 3px rgb(0 0 0 / 20%), 0 8px 24px rgb(0 0 0 / 10%);
}
.logo { display: block; width: 200px; max-width: 100%; height: auto; border-radius: 10px; }
h1 { font-size: 1.35rem; line-height: 1.25; margin: 1rem 0 0.25rem; }
p { margin: 0 0 1rem; color: var(--quiet); }
label { display: block; font-weight: 600; margin-top: 0.75rem; }
input {
  width: 100%;
  min-height: 44px;
  padding: 0.5rem 0.75rem;
  font: inherit;
  color: inherit;
  background: transparent;
  border: 1px solid var(--line);
  border-radius: 8px;
}
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.25rem; }
button, .button {
  flex: 1 1 8rem;
  min-height: 44px;
  padding: 0.5rem 1rem;
  font: inherit;
  font-weight: 600;
  border-radius: 8px;
  border: 1px solid var(--line);
  background: transparent;
  color: inherit;
  cursor: pointer;
}
button.first { background: var(--brand); border-color: var(--brand); color: #ffffff; }
.alert {
  margin: 1rem 0 0;
  padding: 0.75rem;
  color: var(--alert);
  background: var(--alert-ground);
  border-left: 4px solid var(--alert);
  border-radius: 6px;
}
.hint { margin: 1.25rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.9rem; }
code { font: 0.9em ui-monospace, monospace; }
a { color: inherit; }
.wide { max-width: 46rem; }
@media (forced-colors: active) { .card, button, .button, input { border: 1px solid; } }
`;

/** The same, in a provider's own colour. */
export function brandStyle(color: string): string {
  return `${PAGE_STYLE}\n:root { --brand: ${color}; }\n`;
}
