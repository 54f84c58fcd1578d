const video = document.querySelector('video');
// Trusted Types refuse the worker it would make from a blob: address.
const hls = new Hls({ enableWorker: false });
hls.loadSource('/media/stream/main.m3u8');
hls.attachMedia(video);

document.querySelector('media-tracker').player = hls;
