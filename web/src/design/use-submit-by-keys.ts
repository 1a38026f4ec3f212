/** ⌘↵ or Ctrl+↵ sends a form from any of its fields, also from those where ↵ begins a new line. */
import { type RefObject, useEffect, useRef } from 'react';

/** @returns what the form takes as its `ref`. */
export function useSubmitByKeys(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const here = form.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      here?.requestSubmit();
    };
    here?.addEventListener('keydown', onKeyDown);
    return () => here?.removeEventListener('keydown', onKeyDown);
  }, []);
  return form;
}
