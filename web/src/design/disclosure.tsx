/** A part of a form that opens when it is needed, and says in a line what is set in it while it is closed. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import styles from './disclosure.module.css';

interface DisclosureProps {
  icon: ReactNode;
  title: string;
  /** What is set in it; a hint at what it is for when nothing is. */
  summary: string;
  /** True when something is set. */
  used: boolean;
  open: boolean;
  onToggle: () => void;
  children: ReactNode;
}

export function Disclosure({ icon, title, summary, used, open, onToggle, children }: DisclosureProps) {
  const id = useId();
  const part = useRef<HTMLElement>(null);
  const wasOpen = useRef(open);
  // What opens at the lower edge would open out of sight.
  useEffect(() => {
    if (open && !wasOpen.current) part.current?.scrollIntoView({ block: 'nearest' });
    wasOpen.current = open;
  }, [open]);
  return (
    <section ref={part} className={styles.part} data-open={open ? '' : undefined}>
      <h3 className={styles.heading}>
        <button type="button" className={styles.toggle} aria-expanded={open} aria-controls={id} onClick={onToggle}>
          <span className={styles.icon} data-used={used ? '' : undefined} aria-hidden>
            {icon}
          </span>
          <span className={styles.title}>{title}</span>
          <span className={styles.summary} data-used={used ? '' : undefined}>
            {summary}
          </span>
          <ChevronRight size={15} aria-hidden className={styles.arrow} />
        </button>
      </h3>
      <div id={id} className={styles.body} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
