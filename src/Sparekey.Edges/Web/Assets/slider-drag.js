// Drags by several handles alike. The distance of the pointer counts, so a tap somewhere on the track is no answer.

/**
 * @param begin Returns the place from which the drag begins.
 * @param move Called with that place and the pixels that the pointer has moved to the right.
 * @param drop Called with that place when the pointer is released, after `letGo`.
 * @param letGo Called at every end of a drag, also when the browser takes the pointer away.
 */
export function drag(handles, { mayBegin, begin, move, drop, letGo }) {
  let grip = null;

  function end() {
    grip = null;
    letGo();
  }

  for (const handle of handles) {
    handle.addEventListener('pointerdown', event => {
      if (!mayBegin() || grip || event.button !== 0) return;
      event.preventDefault();
      grip = { pointer: event.pointerId, start: event.clientX };
      handle.setPointerCapture(event.pointerId);
      grip.from = begin();
    });
    handle.addEventListener('pointermove', event => {
      if (event.pointerId === grip?.pointer) move(grip.from, event.clientX - grip.start);
    });
    handle.addEventListener('pointerup', event => {
      if (event.pointerId !== grip?.pointer) return;
      const { from } = grip;
      end();
      drop(from);
    });
    handle.addEventListener('pointercancel', end);
    handle.addEventListener('lostpointercapture', end);
  }
}
