/** One inlet from its making to its events: what the page adds to the elements that do each part. */

const services = document.body.dataset.services;
const form = document.querySelector('#inlet-form');
const field = document.querySelector('#inlet');
const word = document.querySelector('#inlet-word');
const gate = document.querySelector('pass-gate');
const scroll = document.querySelector('.scroll');
let inlet = '';

/** An inlet's address ends with its id. */
const idOf = address => /\/collection\/([^/?#]+)\/?$/.exec(address)?.[1];

document.querySelector('streaming-connections').addEventListener('streaming-change', ({ detail }) => {
  if (detail.action === 'created') word.textContent = `“${detail.name}” is there: copy its inlet address above.`;
});

form.addEventListener('submit', event => {
  event.preventDefault();
  const address = field.value.trim();
  const id = idOf(address);
  field.setAttribute('aria-invalid', String(!id));
  if (!id) {
    word.textContent = 'That is no inlet address: it looks like https://…/collection/ and 64 digits.';
    field.focus();
    return;
  }
  inlet = id;
  word.textContent = 'The player sends to this inlet.';
  // What will be stamped, and what has been.
  const template = gate.querySelector('template');
  for (const root of [template.content, gate]) {
    root.querySelector('media-tracker')?.setAttribute('inlet-url', address);
  }
  document.querySelector('#no-inlet').hidden = true;
  gate.hidden = false;
  void look();
});

function cell(text, className = '') {
  const node = document.createElement('td');
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

function row({ message, received, landing, violations }) {
  const { eventType, mediaCollection } = message.body.xdmEntity;
  const item = document.createElement('tr');
  const valid = violations.length === 0;
  item.append(
    cell(new Date(received).toLocaleTimeString([], { hour12: false })),
    cell(eventType),
    cell(mediaCollection ? `${mediaCollection.playhead} s` : '–', 'figure'),
    cell(valid ? '✓ yes' : `✗ ${violations[0].message}`, valid ? 'good' : 'bad'),
    cell(landing),
  );
  return item;
}

let shown = '';

/** Asks the local services what has arrived at this inlet; a real inlet does not tell. */
async function look() {
  if (!inlet || document.visibilityState !== 'visible') return;
  const response = await fetch(`${services}/control/streaming/events?inlet=${inlet}`);
  const events = await response.json();
  const text = `${inlet} ${events.length}`;
  if (text === shown) return;
  shown = text;
  document.querySelector('#arrivals').replaceChildren(...events.slice(-100).reverse().map(row));
  scroll.hidden = events.length === 0;
  document.querySelector('#landing-hint').hidden = !events.some(({ landing }) => landing === 'no dataflow');
  const bad = events.filter(({ violations }) => violations.length > 0).length;
  const count = events.length === 1 ? '1 event' : `${events.length} events`;
  const arrived = events.length === 0 ? 'Nothing has arrived yet.' : `${count} arrived, `;
  const verdict = events.length === 0 ? '' : bad === 0 ? 'each of them valid.' : `${bad} of them not valid.`;
  document.querySelector('#arrived').textContent = arrived + verdict;
}

setInterval(() => void look(), 1000);
