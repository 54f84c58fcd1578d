/**
 * What a staff page adds to the elements: where the token comes from. Here the local services hand one out; a real
 * page asks the organization's own server, behind its login.
 */

const services = document.body.dataset.services;

async function post(path) {
  const response = await fetch(services + path, { method: 'POST', body: '{}' });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

const connections = document.querySelector('streaming-connections');
if (connections) {
  connections.accessToken = async () => (await post('/control/streaming/token')).accessToken;
  if (document.querySelector('#received')) void follow();
}

for (const element of document.querySelectorAll('watermark-jobs, watermark-recipients')) {
  element.tokenProvider = async () => (await post('/control/watermark/token')).token;
}

/** Shows the latest messages that arrived at the local inlets. */
async function follow() {
  const body = document.querySelector('#received');
  const scroll = document.querySelector('.scroll');
  const none = document.querySelector('#received-none');
  let known = '';
  for (;;) {
    if (document.visibilityState === 'visible') {
      const [events, all] = await Promise.all(
        ['/control/streaming/events', '/control/streaming/connections'].map(async path =>
          (await fetch(services + path)).json(),
        ),
      );
      const latest = events.slice(-50).reverse();
      scroll.hidden = latest.length === 0;
      none.hidden = latest.length > 0;
      const names = new Map(all.map(({ inletId, name }) => [inletId, name]));
      const text = JSON.stringify(latest);
      if (text !== known) body.replaceChildren(...latest.map(event => row(event, names)));
      known = text;
    }
    await new Promise(resolve => setTimeout(resolve, 2000));
  }
}

function row(event, names) {
  const item = document.createElement('tr');
  const time = new Date(event.received).toLocaleTimeString([], { hour12: false });
  const name = names.get(event.inletId) ?? event.inletId;
  for (const text of [time, name, event.message?.body?.xdmEntity?.eventType ?? event.mode, event.landing]) {
    const cell = document.createElement('td');
    cell.textContent = text;
    item.append(cell);
  }
  return item;
}
