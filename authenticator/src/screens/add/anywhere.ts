// Pasting and dropping anywhere on a screen, not only into a box.
import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../parts/said';

export interface Given {
  readonly files: readonly File[];
  /** Empty when there is none. */
  readonly text: string;
  /** Pasted while the cursor stood in a box: ordinary text belongs there. */
  readonly intoBox: boolean;
}

/**
 * @param take Answers whether it took what was given; what it leaves goes where the browser would put it.
 * @returns Whether something is being dragged over the screen.
 */
export function useGivenAnywhere(take: (given: Given) => boolean): boolean {
  const [hovering, setHovering] = useState(false);
  const taker = useRef(take);
  taker.current = take;

  useEffect(() => {
    // Enter and leave come in pairs for each element on the way.
    let depth = 0;

    function paste(event: ClipboardEvent): void {
      if (!event.clipboardData) return;
      const given = { files: [...event.clipboardData.files], text: event.clipboardData.getData('text/plain'), intoBox: isBox(event.target) };
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
      event.preventDefault(); // says that a drop is welcome
    }
    function drop(event: DragEvent): void {
      // Always: a browser opens a dropped file in place of the app otherwise.
      event.preventDefault();
      depth = 0;
      setHovering(false);
      if (!event.dataTransfer) return;
      taker.current({ files: [...event.dataTransfer.files], text: event.dataTransfer.getData('text/plain'), intoBox: false });
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

/** While a screen looks at something else: a text stays where it was pasted, files are said not to be taken. */
export function refuse(files: readonly File[]): boolean {
  if (files.length > 0) say('Not taken: finish this first, or go back');
  return false;
}

function isBox(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
