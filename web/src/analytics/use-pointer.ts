/** Which shape of a picture the pointer is on. For pointers alone: a picture is one thing to keyboards, and has a list beside it. */
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** By the shape's own `data-code` and `data-name`, in pixels from the picture's corner. */
export interface PointedAt {
  code: string;
  name: string;
  x: number;
  y: number;
}

interface Listeners {
  onPoint: (at: PointedAt | undefined) => void;
  /** Gets the code of a shape that was pressed. */
  onChoose: ((code: string) => void) | undefined;
}

export function usePointer(picture: RefObject<SVGSVGElement | null>, listeners: Listeners): void {
  const latest = useRef(listeners);
  useEffect(() => {
    latest.current = listeners;
  });
  useEffect(() => {
    const element = picture.current;
    if (!element) return;
    const move = (event: PointerEvent) => latest.current.onPoint(pointedAt(event, element));
    const leave = () => latest.current.onPoint(undefined);
    const press = (event: MouseEvent) => {
      const code = event.target instanceof SVGElement ? event.target.dataset['code'] : undefined;
      if (code) latest.current.onChoose?.(code);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('click', press);
    return () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('click', press);
    };
  }, [picture]);
}

function pointedAt({ target, clientX, clientY }: PointerEvent, picture: SVGSVGElement): PointedAt | undefined {
  const { code = '', name } = target instanceof SVGElement ? target.dataset : {};
  if (name === undefined) return undefined;
  const box = picture.getBoundingClientRect();
  return { code, name, x: clientX - box.left, y: clientY - box.top };
}
