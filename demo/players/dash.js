const video = document.querySelector('video');
const player = dashjs.MediaPlayer().create();
player.initialize(video, '/media/stream/main.mpd', false);

document.querySelector('media-tracker').player = player;
