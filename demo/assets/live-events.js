/** The list beside the player: what the local services received of this page, as they tell it over their event stream. */

const service = document.querySelector('pass-service');
const services = new URL(service?.getAttribute('base-url') ?? 'http://localhost:8787').origin;
const list = document.querySelector('#events');
const sum = document.querySelector('#sum');
const SHOWN = 200;

let received = 0;
let complaints = 0;

/** What a sign-in request is about, by the end of its path. */
const SIGN_IN_STEPS = [
  [/\/o\/client\/register$/, 'Register this browser'],
  [/\/o\/client\/token$/, 'Get an access token'],
  [/\/configuration$/, 'List the TV providers'],
  [/\/sessions$/, 'Start a sign-in'],
  [/\/authenticate\//, 'Open the provider’s page'],
  [/\/profiles\/code\//, 'Signed in yet?'],
  [/\/profiles/, 'Who is signed in?'],
  [/\/decisions\/authorize\//, 'May this viewer watch?'],
  [/\/logout\//, 'Sign out'],
];

function describe({ method, path, body }) {
  if (path.startsWith('/api/v1/')) {
    const { eventType = method, playerTime, params } = body ?? {};
    const state = params?.['media.state.name'];
    const playhead = playerTime ? `playhead ${Number(playerTime.playhead).toFixed(1)} s` : path;
    return { title: eventType, more: state ? `${state}, ${playhead}` : playhead };
  }
  const step = SIGN_IN_STEPS.find(([pattern]) => pattern.test(path));
  return step ? { title: step[1], more: `${method} ${path}` } : undefined;
}

function element(name, text, className = '') {
  const node = document.createElement(name);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

function show(entry) {
  if (entry.verdict === 'preflight') return;
  const described = describe(entry);
  if (!described) return;
  received += 1;
  complaints += entry.complaints.length;
  const good = entry.verdict === 'accepted';
  const item = document.createElement('li');
  const time = element('time', new Date(entry.time).toLocaleTimeString([], { hour12: false }));
  time.dateTime = new Date(entry.time).toISOString();
  item.append(
    time,
    element('strong', described.title),
    element('span', good ? `✓ ${entry.status}` : `${entry.status || '–'} ${entry.verdict}`, good ? 'ok' : 'bad'),
    element('span', described.more, 'more'),
  );
  for (const { text } of entry.complaints) item.append(element('span', text, 'more bad'));
  list.prepend(item);
  while (list.children.length > SHOWN) list.lastElementChild.remove();
  tell();
}

function tell() {
  const requests = received === 1 ? '1 request' : `${received} requests`;
  sum.textContent = `${requests}, ${complaints === 0 ? 'no complaint' : `${complaints} complaints`}`;
  sum.classList.toggle('bad', complaints > 0);
}

document.querySelector('#clear').addEventListener('click', () => {
  list.replaceChildren();
  received = 0;
  complaints = 0;
  tell();
});

const stream = new EventSource(`${services}/control/events`);
stream.addEventListener('entry', ({ data }) => show(JSON.parse(data)));
addEventListener('pagehide', () => stream.close());
