/**
 * Cuts eight seconds of the film into the streams of the player pages and their tests: two renditions, sound and
 * captions in one set of fragments, described once for HLS and once for DASH. What it writes is committed, since it is
 * small; `npx tsx demo/media/make-streams.ts` (with ffmpeg) writes it anew.
 *
 * VP9 and Opus, because every engine decodes them, those without patents paid for included.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const OUT = join(HERE, 'stream');
const SECONDS = 8;
const FRAME_RATE = 20;

const RENDITIONS = [
  { name: 'low', width: 320, height: 180, bitrate: 90_000, codec: 'vp09.00.11.08' },
  { name: 'high', width: 640, height: 360, bitrate: 280_000, codec: 'vp09.00.21.08' },
];
const AUDIO = { name: 'sound', bitrate: 32_000, codec: 'opus' };

const CAPTIONS = `WEBVTT

00:00:00.500 --> 00:00:03.500
The sky over the fjord turns green.

00:00:04.000 --> 00:00:07.500
Nobody has to go to bed tonight.
`;

/** Every second begins a fragment, so that a switch shows within one. */
function encode(): void {
  const video = RENDITIONS.flatMap(({ width, height, bitrate }, index) => [
    ...['-map', '0:v', `-b:v:${index}`, String(bitrate), `-filter:v:${index}`, `scale=${width}:${height}`],
  ]);
  const { status } = spawnSync(
    'ffmpeg',
    [
      ...[
        '-hide_banner',
        '-loglevel',
        'error',
        '-ss',
        '20',
        '-i',
        join(HERE, 'northlight.webm'),
        '-t',
        String(SECONDS),
      ],
      ...[...video, '-map', '0:a', '-c:a', 'libopus', '-b:a', String(AUDIO.bitrate)],
      ...['-c:v', 'libvpx-vp9', '-deadline', 'good', '-cpu-used', '3', '-sc_threshold', '0'],
      ...['-g', String(FRAME_RATE), '-keyint_min', String(FRAME_RATE)],
      ...['-f', 'dash', '-seg_duration', '1', '-use_template', '1', '-use_timeline', '0', '-dash_segment_type', 'mp4'],
      ...['-adaptation_sets', 'id=0,streams=v id=1,streams=a'],
      ...['-init_seg_name', '$RepresentationID$-0.mp4', '-media_seg_name', '$RepresentationID$-$Number$.m4s'],
      join(OUT, 'unused.mpd'),
    ],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error('ffmpeg failed');
  rmSync(join(OUT, 'unused.mpd'));
  // A few samples of sound beyond the last frame.
  rmSync(join(OUT, `${RENDITIONS.length}-${SECONDS + 1}.m4s`), { force: true });
}

function mediaPlaylist(index: number): string {
  const fragments = Array.from({ length: SECONDS }, (_, number) => `#EXTINF:1.0,\n${index}-${number + 1}.m4s`);
  return `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:1
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="${index}-0.mp4"
${fragments.join('\n')}
#EXT-X-ENDLIST
`;
}

function mainPlaylist(): string {
  const variants = RENDITIONS.map(
    ({ name, width, height, bitrate, codec }) =>
      `#EXT-X-STREAM-INF:BANDWIDTH=${bitrate + AUDIO.bitrate},RESOLUTION=${width}x${height},FRAME-RATE=${FRAME_RATE}.000,` +
      `CODECS="${codec},${AUDIO.codec}",AUDIO="sound",SUBTITLES="text"\n${name}.m3u8`,
  );
  return `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="${AUDIO.name}.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="English",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=NO,FORCED=NO,URI="captions.m3u8"
${variants.join('\n')}
`;
}

const captionsPlaylist = (): string => `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:${SECONDS}
#EXT-X-PLAYLIST-TYPE:VOD
#EXTINF:${SECONDS}.0,
captions.vtt
#EXT-X-ENDLIST
`;

const template = (indent: string): string =>
  `${indent}<SegmentTemplate timescale="1" duration="1" startNumber="1" initialization="$RepresentationID$-0.mp4" media="$RepresentationID$-$Number$.m4s"/>`;

function manifest(): string {
  const videos = RENDITIONS.map(
    ({ width, height, bitrate, codec }, index) =>
      `      <Representation id="${index}" codecs="${codec}" bandwidth="${bitrate}" width="${width}" height="${height}"/>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static"
  mediaPresentationDuration="PT${SECONDS}S" minBufferTime="PT2S">
  <Period id="film" start="PT0S">
    <AdaptationSet id="1" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1" frameRate="${FRAME_RATE}">
${template('      ')}
${videos.join('\n')}
    </AdaptationSet>
    <AdaptationSet id="2" contentType="audio" mimeType="audio/mp4" lang="en" segmentAlignment="true" startWithSAP="1">
${template('      ')}
      <Representation id="${RENDITIONS.length}" codecs="${AUDIO.codec}" bandwidth="${AUDIO.bitrate}" audioSamplingRate="48000"/>
    </AdaptationSet>
    <AdaptationSet id="3" contentType="text" mimeType="text/vtt" lang="en">
      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="caption"/>
      <Representation id="captions" bandwidth="256">
        <BaseURL>captions.vtt</BaseURL>
      </Representation>
    </AdaptationSet>
  </Period>
</MPD>
`;
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT);
encode();
const texts: Record<string, string> = {
  'captions.vtt': CAPTIONS,
  'captions.m3u8': captionsPlaylist(),
  [`${AUDIO.name}.m3u8`]: mediaPlaylist(RENDITIONS.length),
  'main.m3u8': mainPlaylist(),
  'main.mpd': manifest(),
};
RENDITIONS.forEach(({ name }, index) => (texts[`${name}.m3u8`] = mediaPlaylist(index)));
for (const [name, text] of Object.entries(texts)) writeFileSync(join(OUT, name), text);
