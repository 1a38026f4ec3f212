/** The way back to the list that a page belongs to, above its title. The link itself is the router's, which knows its addresses. */
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './back.module.css';

/** Of the link around `BackTo`. */
export const backClass = styles.back;

export function BackTo({ children }: { children: ReactNode }) {
  return (
    <>
      <ChevronLeft size={14} aria-hidden />
      {children}
    </>
  );
}
