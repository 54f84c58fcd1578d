/** Until the page is read, nobody knows which elements it has. */
export const parsed = (): Promise<void> =>
  new Promise(resolve => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
