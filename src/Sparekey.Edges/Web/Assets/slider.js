// Turns the markup of Slider.razor into a slider: drag the piece, or move it with the arrow keys, until it fits the gap.
// Nothing secret is here: the server alone knows where the gap is.

const PAGE = 10;                 // pixels of the picture that PageUp and PageDown move; an arrow key moves one
const PATIENCE = 15_000;         // milliseconds for a reply

export function start(field) {
  const form = field.form ?? field.closest('form');
  const id = field.querySelector('input[name=captcha]');
  const hint = field.querySelector('.slider-hint');
  const status = field.querySelector('.slider-status');
  const picture = field.querySelector('.slider-picture');
  const piece = field.querySelector('.slider-piece');
  const spot = field.querySelector('.slider-background');

  const background = element('img', { className: 'slider-background', src: spot.src, alt: 'A landscape with gaps in it', draggable: false });
  const range = element('input', { className: 'slider-range', type: 'range', min: '0', step: '1' });
  const track = element('div', { className: 'slider-track' });
  const another = element('button', { type: 'button', textContent: 'New picture' });
  const unable = element('button', { type: 'button', textContent: 'I cannot drag' });
  const actions = element('div', { className: 'slider-actions' });
  const token = element('input', { type: 'hidden', name: 'captcha_token' });
  range.setAttribute('aria-label', 'Position of the piece');
  track.append(range);
  actions.append(unable, another);

  const shown = {
    purpose: field.dataset.purpose,
    width: Number(field.dataset.width),
    height: Number(field.dataset.height),
    pieceY: Number(field.dataset.pieceY),
    pieceSize: Number(piece.getAttribute('width')),
    challenge: field.dataset.challenge,
    bits: Number(field.dataset.bits),
  };
  let x = 0, state = 'ready', worker = null;

  // The image button goes away entirely: left in, Enter in any box of the form would press it.
  spot.replaceWith(background);
  piece.alt = '';
  piece.draggable = false;
  picture.after(track, status, actions);
  field.append(token);
  field.classList.add('slider-live');
  hint.textContent = 'Drag the piece until it fits the gap that has its shape.';
  for (const button of submits()) button.disabled = true;
  layout();
  new ResizeObserver(layout).observe(picture);

  // Keys are many small changes, so the answer is Enter; a mouse or a finger answers by letting go.
  range.addEventListener('input', () => setX(state === 'ready' ? Number(range.value) : x));
  range.addEventListener('focus', () => { if (state === 'ready' && range.matches(':focus-visible') && !grip) say('Move the piece with the arrow keys, then press Enter.'); });
  range.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -PAGE, PageUp: PAGE }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (state !== 'ready') return;
      begin();
      setX(x + step);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      answer({ x });
    }
  });

  // The piece and the track are dragged alike, by how far the pointer goes: a tap somewhere on the track is no answer.
  let grip = null;
  for (const handle of [piece, track]) {
    handle.addEventListener('pointerdown', event => {
      if (state !== 'ready' || grip || event.button !== 0) return;
      event.preventDefault();
      grip = { pointer: event.pointerId, from: x, start: event.clientX };
      handle.setPointerCapture(event.pointerId);
      range.focus({ preventScroll: true, focusVisible: false });
      begin();
      field.classList.add('slider-dragging');
    });
    handle.addEventListener('pointermove', event => {
      if (event.pointerId === grip?.pointer) setX(grip.from + (event.clientX - grip.start) / scale());
    });
    handle.addEventListener('pointerup', event => {
      if (event.pointerId !== grip?.pointer) return;
      const moved = x !== grip.from;
      letGo();
      if (moved) answer({ x });
    });
    handle.addEventListener('pointercancel', letGo);
    handle.addEventListener('lostpointercapture', letGo);
  }

  another.addEventListener('click', () => { if (state === 'ready' || state === 'working') renew('Here is a new picture.'); });
  unable.addEventListener('click', work);
  // Coming back by the browser's history restores what was typed, but a captcha is spent.
  window.addEventListener('pageshow', event => { if (event.persisted) renew(''); });

  function begin() {
    if (state !== 'ready') return;
    field.classList.remove('slider-wrong', 'slider-returning');
    say('');
  }

  function letGo() {
    grip = null;
    field.classList.remove('slider-dragging');
  }

  function setX(value) {
    x = Math.round(Math.min(Math.max(value, 0), shown.width - shown.pieceSize));
    piece.style.left = `${x * scale()}px`;
    range.value = `${x}`;
    range.setAttribute('aria-valuetext', `${x} of ${range.max} pixels from the left. Press Enter when the piece fits.`);
  }

  /** Pixels of the screen for one of the picture. */
  function scale() {
    return picture.clientWidth / shown.width || 1;
  }

  function layout() {
    const side = `${shown.pieceSize * scale()}px`;
    background.width = shown.width;
    background.height = shown.height;
    piece.style.top = `${shown.pieceY * scale()}px`;
    piece.style.width = side;
    piece.style.height = side;
    range.style.setProperty('--slider-thumb', side);
    range.max = `${shown.width - shown.pieceSize}`;
    setX(x);
  }

  async function answer(body) {
    if (state !== 'ready' && state !== 'working') return;
    if (body.x === 0) return;   // put back where it was
    busy('checking');
    const reply = await post(`/v1/captchas/${encodeURIComponent(id.value)}/answer`, body);
    if (reply.status === 200 && reply.json?.captcha_token) return matched(reply.json.captcha_token);
    if (reply.status === 422 && reply.json?.tries_left > 0) return wrong(reply.json.tries_left);
    if (reply.status === 422) return renew('That was not the place. Here is a new picture.');
    if (reply.status === 410) return renew('This picture is too old. Here is a new one.');
    ready();
    say(trouble(reply));
  }

  function matched(value) {
    state = 'matched';
    field.classList.remove('slider-busy', 'slider-wrong');
    field.classList.add('slider-matched');
    token.value = value;
    const held = field.contains(document.activeElement);
    range.disabled = true;
    for (const button of submits()) button.disabled = false;
    say('Matched');
    if (held) submits()[0]?.focus();
  }

  function wrong(triesLeft) {
    ready();
    field.classList.add('slider-wrong', 'slider-returning');
    say(`That is not quite the place. ${triesLeft === 1 ? 'One try' : `${triesLeft} tries`} left.`);
    setX(0);
  }

  async function renew(words) {
    worker?.terminate();
    worker = null;
    busy('loading');
    const reply = await post('/v1/captchas', { purpose: shown.purpose });
    if (reply.status !== 201 && reply.status !== 200 || !reply.json?.captcha) {
      ready();
      say(trouble(reply));
      return;
    }

    const fresh = reply.json;
    id.value = fresh.captcha;
    token.value = '';
    Object.assign(shown, { width: fresh.width, height: fresh.height, pieceY: fresh.piece_y, challenge: fresh.alternative.challenge, bits: fresh.alternative.bits });
    background.src = fresh.background;
    piece.src = fresh.piece;
    await Promise.allSettled([background.decode(), piece.decode()]);
    shown.pieceSize = piece.naturalWidth || shown.pieceSize;
    for (const button of submits()) button.disabled = true;
    field.classList.remove('slider-matched', 'slider-wrong', 'slider-returning');
    x = 0;
    layout();
    ready();
    say(words);
  }

  function work() {
    if (state !== 'ready') return;
    busy('working');
    field.classList.remove('slider-wrong');
    say('Your browser is working instead of you. This takes a few seconds.');
    const expected = 2 ** shown.bits;
    let told = 0;
    worker = new Worker(new URL('./proof-of-work.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }) => {
      if (data.work !== undefined) {
        stop();
        answer({ work: data.work });
        return;
      }

      // How much longer is luck; the share of the usual number is what one can say. Each quarter is told once, so a screen reader is not flooded.
      const quarter = Math.min(3, Math.floor(data.tried / expected * 4));
      if (quarter > told) {
        told = quarter;
        say(`Still working, about ${quarter * 25} percent.`);
      }
    });
    worker.addEventListener('error', () => {
      stop();
      ready();
      say('Your browser could not do this. Try the slider, or another browser.');
    });
    worker.postMessage({ challenge: shown.challenge, bits: shown.bits });
  }

  function stop() {
    worker?.terminate();
    worker = null;
  }

  function busy(what) {
    state = what;
    field.classList.add('slider-busy');
    range.setAttribute('aria-disabled', 'true');
    // Said, not done: a button that is really disabled loses the keyboard's focus. A long search can be left for a new picture.
    another.setAttribute('aria-disabled', `${what !== 'working'}`);
    unable.setAttribute('aria-disabled', 'true');
  }

  function ready() {
    state = 'ready';
    field.classList.remove('slider-busy');
    range.disabled = false;
    range.removeAttribute('aria-disabled');
    another.removeAttribute('aria-disabled');
    unable.removeAttribute('aria-disabled');
  }

  function say(words) {
    status.textContent = words;
  }

  function submits() {
    return [...(form?.querySelectorAll('button[data-needs-captcha]') ?? [])];
  }
}

async function post(address, body) {
  try {
    const reply = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, application/problem+json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: reply.status, json: await reply.json().catch(() => null) };
  } catch {
    return { status: 0, json: null };
  }
}

function trouble(reply) {
  if (reply.status === 429) return 'That was quick. Wait a minute and try again.';
  if (reply.status === 0) return 'The server could not be reached. Check the connection and try again.';
  return 'The server could not check this. Try again in a moment.';
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
