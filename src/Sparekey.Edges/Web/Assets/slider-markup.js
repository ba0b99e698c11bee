// Replaces the markup of Slider.razor, which works without scripts, by the elements of the slider.

export function build(field) {
  const form = field.form ?? field.closest('form');
  const id = field.querySelector('input[name=captcha]');
  const hint = field.querySelector('.slider-hint');
  const status = field.querySelector('.slider-status');
  const picture = field.querySelector('.slider-picture');
  const piece = field.querySelector('.slider-piece');
  const spot = field.querySelector('.slider-background');

  const background = element('img', {
    className: 'slider-background', src: spot.src, alt: 'A landscape with gaps in it', draggable: false,
  });
  const range = element('input', { className: 'slider-range', type: 'range', min: '0', step: '1' });
  const track = element('div', { className: 'slider-track' });
  const another = element('button', { type: 'button', textContent: 'New picture' });
  const unable = element('button', { type: 'button', textContent: 'I cannot drag' });
  const actions = element('div', { className: 'slider-actions' });
  const token = element('input', { type: 'hidden', name: 'captcha_token' });
  range.setAttribute('aria-label', 'Position of the piece');
  track.append(range);
  actions.append(unable, another);

  // Removes the image button, because Enter in any box of the form would press it.
  spot.replaceWith(background);
  piece.alt = '';
  piece.draggable = false;
  picture.after(track, status, actions);
  field.append(token);
  field.classList.add('slider-live');
  hint.textContent = 'Drag the piece until it fits the gap that has its shape.';

  const shown = {
    purpose: field.dataset.purpose,
    width: Number(field.dataset.width),
    height: Number(field.dataset.height),
    pieceY: Number(field.dataset.pieceY),
    pieceSize: Number(piece.getAttribute('width')),
    challenge: field.dataset.challenge,
    bits: Number(field.dataset.bits),
  };
  return { form, id, status, picture, piece, background, range, track, another, unable, token, shown };
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
