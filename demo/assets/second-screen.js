/** Puts the television and the phone side by side, where the browser opens windows of a size. */
const SIZES = { tv: 'popup,left=0,top=0,width=1100,height=800', phone: 'popup,left=1100,top=0,width=400,height=800' };

for (const link of document.querySelectorAll('[data-window]')) {
  link.addEventListener('click', event => {
    if (window.open(link.href, link.target, SIZES[link.dataset.window])) event.preventDefault();
  });
}

// A television has arrow keys and nothing to point with: the first of its buttons has the focus from the start.
const code = document.querySelector('pass-auth-code');
const focus = () => code.shadowRoot?.querySelector('button')?.focus();
if (code) new MutationObserver(() => requestAnimationFrame(focus)).observe(code, { attributeFilter: ['state'] });
