const player = new shaka.Player();
await player.attach(document.querySelector('video'));
await player.load('/media/stream/main.mpd');

document.querySelector('media-tracker').player = player;
