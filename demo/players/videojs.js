const player = videojs(document.querySelector('video-js'));
player.src({ src: '/media/stream/main.m3u8', type: 'application/x-mpegURL' });
