/** What the buttons beside the player do: to the player, to the tracker, and to the local services. */

const tracker = document.querySelector('media-tracker');
const video = document.querySelector('video');
const told = document.querySelector('#told');
const services = new URL(tracker.getAttribute('collection-api')).origin;

const button = name => document.querySelector(`[data-do="${name}"]`);
const tell = text => (told.textContent = text);
const seconds = count => new Promise(resolve => setTimeout(resolve, count * 1000));

// The attribute counts for the parser only.
video.muted = true;

/** The control area of the local services: see demo/services/README.md. */
async function control(method, path, body) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${services}/control/${path}`, { method, headers, body: body && JSON.stringify(body) });
  return answer.status === 204 ? undefined : answer.json();
}

const ADS = [
  { id: 'ad-boots', name: 'Warm boots', length: 6, advertiser: 'Northlight Outfitters' },
  { id: 'ad-ferry', name: 'Night ferry', length: 5, advertiser: 'Coast Line' },
];
let skip = () => {};

/** A break as an ad integration plays it: the content stands still, each ad begins and ends. */
async function playAds() {
  button('ads').disabled = true;
  const before = video.currentTime < 1;
  tracker.adBreakStart({ name: before ? 'Pre-roll' : 'Mid-roll' });
  video.pause();
  video.classList.add('ad-slate');
  for (const ad of ADS) {
    tracker.adStart(ad);
    tell(`Ad: ${ad.name}, ${ad.length} s`);
    button('skip').disabled = false;
    const skipped = new Promise(resolve => (skip = () => resolve(true)));
    if (await Promise.race([seconds(ad.length), skipped])) tracker.adSkip();
    else tracker.adComplete();
  }
  button('skip').disabled = true;
  video.classList.remove('ad-slate');
  tracker.adBreakComplete();
  button('ads').disabled = false;
  tell('The break is over.');
  await video.play();
}

/** What a player without data does. */
async function stall() {
  video.dispatchEvent(new Event('waiting'));
  video.playbackRate = 0;
  await seconds(2);
  video.playbackRate = 1;
  video.dispatchEvent(new Event('playing'));
}

let outage;
async function toggleOutage() {
  const down = !outage;
  button('outage').setAttribute('aria-pressed', String(down));
  if (down) {
    outage = await control('POST', 'faults', { path: '/api/v1/', drop: true });
    tell('The service cannot be reached: events wait on this device.');
  } else {
    await control('DELETE', `faults/${outage.id}`);
    outage = undefined;
    tell('The service is back: what waited is delivered in order.');
    await tracker.flush();
  }
}

const BITRATES = [1_200_000, 2_800_000, 5_600_000];
let bitrate = 0;

const deeds = {
  play: () => video.play(),
  pause: () => video.pause(),
  seek: () => (video.currentTime = Math.min(video.currentTime + 20, video.duration - 3)),
  captions() {
    const track = [...video.textTracks].find(({ kind }) => kind === 'captions');
    track.mode = track.mode === 'showing' ? 'hidden' : 'showing';
    button('captions').setAttribute('aria-pressed', String(track.mode === 'showing'));
  },
  restart() {
    video.pause();
    tracker.endSession();
    video.currentTime = 0;
    return video.play();
  },
  ads: playAds,
  skip: () => skip(),
  bitrate() {
    bitrate += 1;
    tracker.setQuality({ bitrate: BITRATES[bitrate % BITRATES.length], framesPerSecond: 25 });
  },
  stall,
  error: () => tracker.trackError('demo.license-renewal', 'player'),
  outage: toggleOutage,
  async refuse() {
    await control('POST', 'faults', { path: '/api/v1/sessions/*/events', method: 'POST', status: 400, times: 1 });
    tell('The next event is refused, and dropped.');
  },
  async forget() {
    await control('POST', 'faults', { path: '/api/v1/sessions/*/events', method: 'POST', status: 404, times: 1 });
    tell('With the next event the session goes on in a new one.');
  },
};

for (const [name, deed] of Object.entries(deeds)) {
  button(name).addEventListener('click', async () => {
    try {
      await deed();
    } catch (error) {
      tell(`That did not work: ${error.message}`);
    }
  });
}
