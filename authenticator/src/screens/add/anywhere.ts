// Pasting and dropping anywhere on a screen, not only into a box.
import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../parts/said';

export interface Given {
  readonly files: readonly File[];
  /** Empty if there is none. */
  readonly text: string;
  /** Pasted into a box, where ordinary text belongs. */
  readonly intoBox: boolean;
}

/**
 * @param take Returns whether the content was taken. The browser handles the rest as usual.
 * @returns Whether something is being dragged over the screen.
 */
export function useGivenAnywhere(take: (given: Given) => boolean): boolean {
  const [hovering, setHovering] = useState(false);
  const taker = useRef(take);
  taker.current = take;

  useEffect(() => {
    // Each element on the way causes one enter and one leave.
    let depth = 0;

    function paste(event: ClipboardEvent): void {
      if (!event.clipboardData) return;
      const given = {
        files: [...event.clipboardData.files], text: event.clipboardData.getData('text/plain'),
        intoBox: isBox(event.target),
      };
      if ((given.files.length > 0 || given.text !== '') && taker.current(given)) event.preventDefault();
    }
    function enter(): void {
      depth++;
      setHovering(true);
    }
    function leave(): void {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setHovering(false);
    }
    function over(event: DragEvent): void {
      event.preventDefault(); // allows a drop
    }
    function drop(event: DragEvent): void {
      // Always: otherwise the browser opens a dropped file instead of the app.
      event.preventDefault();
      depth = 0;
      setHovering(false);
      if (!event.dataTransfer) return;
      taker.current({
        files: [...event.dataTransfer.files], text: event.dataTransfer.getData('text/plain'), intoBox: false,
      });
    }

    document.addEventListener('paste', paste);
    document.addEventListener('dragenter', enter);
    document.addEventListener('dragleave', leave);
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('paste', paste);
      document.removeEventListener('dragenter', enter);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
    };
  }, []);

  return hovering;
}

/** While a screen is busy: text stays where it was pasted, and files are refused with a message. */
export function refuse(files: readonly File[]): boolean {
  if (files.length > 0) say('Not taken: finish this first, or go back');
  return false;
}

function isBox(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
