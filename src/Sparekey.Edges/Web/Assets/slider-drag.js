// Dragging with one of several handles. Only the distance of the pointer counts, so a tap on the track is not an
// answer.

/**
 * @param begin Returns the position at which the drag begins.
 * @param move Called with that position and the number of pixels that the pointer has moved to the right.
 * @param drop Called with that position when the pointer is released, after `end`.
 * @param end Called at the end of every drag, also if the browser cancels the pointer.
 */
export function drag(handles, { mayBegin, begin, move, drop, end }) {
  let grip = null;

  function stop() {
    grip = null;
    end();
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
      stop();
      drop(from);
    });
    handle.addEventListener('pointercancel', stop);
    handle.addEventListener('lostpointercapture', stop);
  }
}
