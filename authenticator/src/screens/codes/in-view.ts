// Which rows are in view or close to it. One observer serves all rows.
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Far enough that a quick scroll does not outrun it. */
const AHEAD = '300px';

const told = new WeakMap<Element, (inView: boolean) => void>();
const observer = new IntersectionObserver(seen => {
  for (const { target, isIntersecting } of seen) told.get(target)?.(isIntersecting);
}, { rootMargin: AHEAD });

export function useInView(element: RefObject<Element | null>): boolean {
  const [inView, setInView] = useState(false);
  useEffect(() => {
    const watched = element.current;
    if (!watched) return undefined;
    told.set(watched, setInView);
    observer.observe(watched);
    return () => observer.unobserve(watched);
  }, [element]);
  return inView;
}
