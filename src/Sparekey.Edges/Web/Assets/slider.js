// Turns the markup of Slider.razor into a slider: people drag the piece, or move it with the arrow keys, until it fits
// the gap. This script knows no secret: only the server knows the position of the gap.

import { post, errorText } from './slider-calls.js';
import { drag } from './slider-drag.js';
import { build } from './slider-markup.js';
import { search } from './slider-work.js';

const PAGE = 10;                 // pixels of the picture that PageUp and PageDown move; an arrow key moves one

export function start(field) {
  const { form, id, status, picture, piece, background, range, track, another, unable, token, shown } = build(field);
  let x = 0, state = 'ready', worker = null;

  for (const button of submits()) button.disabled = true;
  layout();
  new ResizeObserver(layout).observe(picture);

  // With keys, Enter sends the answer, because keys make many small changes. With a mouse or a finger, the release
  // sends the answer.
  range.addEventListener('input', () => setX(state === 'ready' ? Number(range.value) : x));
  range.addEventListener('focus', () => {
    if (state !== 'ready' || !range.matches(':focus-visible') || field.classList.contains('slider-dragging')) return;
    say('Move the piece with the arrow keys, then press Enter.');
  });
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

  drag([piece, track], {
    mayBegin: () => state === 'ready',
    begin: () => {
      field.classList.add('slider-dragging');
      range.focus({ preventScroll: true, focusVisible: false });
      begin();
      return x;
    },
    move: (from, pixels) => setX(from + pixels / scale()),
    drop: from => { if (x !== from) answer({ x }); },
    end: () => field.classList.remove('slider-dragging'),
  });

  another.addEventListener('click', () => {
    if (state === 'ready' || state === 'working') renew('Here is a new picture.');
  });
  unable.addEventListener('click', work);
  // Back and forward restore the form, but the captcha is spent.
  window.addEventListener('pageshow', event => { if (event.persisted) renew(''); });

  function begin() {
    if (state !== 'ready') return;
    field.classList.remove('slider-wrong', 'slider-returning');
    say('');
  }

  function setX(value) {
    x = Math.round(Math.min(Math.max(value, 0), shown.width - shown.pieceSize));
    piece.style.left = `${x * scale()}px`;
    range.value = `${x}`;
    range.setAttribute('aria-valuetext', `${x} of ${range.max} pixels from the left. Press Enter when the piece fits.`);
  }

  /** Screen pixels for one pixel of the picture. */
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
    if (body.x === 0) return;   // The piece is at its start.
    busy('checking');
    const reply = await post(`/v1/captchas/${encodeURIComponent(id.value)}/answer`, body);
    if (reply.status === 200 && reply.json?.captcha_token) return matched(reply.json.captcha_token);
    if (reply.status === 422 && reply.json?.tries_left > 0) return wrong(reply.json.tries_left);
    if (reply.status === 422) return renew('That was not the place. Here is a new picture.');
    if (reply.status === 410) return renew('This picture is too old. Here is a new one.');
    ready();
    say(errorText(reply));
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
    stop();
    busy('loading');
    const reply = await post('/v1/captchas', { purpose: shown.purpose });
    if (reply.status !== 201 && reply.status !== 200 || !reply.json?.captcha) {
      ready();
      say(errorText(reply));
      return;
    }

    const fresh = reply.json;
    id.value = fresh.captcha;
    token.value = '';
    Object.assign(shown, {
      width: fresh.width, height: fresh.height, pieceY: fresh.piece_y, challenge: fresh.alternative.challenge,
      bits: fresh.alternative.bits,
    });
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
    worker = search(shown, {
      progress: percent => say(`Still working, about ${percent} percent.`),
      found: work => {
        stop();
        answer({ work });
      },
      failed: () => {
        stop();
        ready();
        say('Your browser could not do this. Try the slider, or another browser.');
      },
    });
  }

  function stop() {
    worker?.terminate();
    worker = null;
  }

  function busy(what) {
    state = what;
    field.classList.add('slider-busy');
    range.setAttribute('aria-disabled', 'true');
    // aria-disabled instead of disabled, because a disabled button loses the keyboard focus. During a long search
    // people may still request a new picture.
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
