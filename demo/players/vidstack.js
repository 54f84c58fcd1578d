document.querySelector('media-player').addEventListener('provider-change', ({ detail: provider }) => {
  // Otherwise it fetches hls.js from a network of its own choice.
  if (provider?.type === 'hls') provider.library = Hls;
});
