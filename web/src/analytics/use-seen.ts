/** True once an element has come near the window: what is never scrolled to is never asked for. */
import type { RefObject } from 'react';
import { useEffect, useState } from 'react';

/** A screen ahead of the reader. */
const MARGIN = '400px';

export function useSeen(ref: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, seen]);
  return seen;
}
