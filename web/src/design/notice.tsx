/** A sentence or two that stand in the page itself: what went wrong, what was done, what to know first. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './notice.module.css';

const ICONS = { info: Info, ok: CircleCheck, warn: TriangleAlert, danger: CircleAlert };

/** Failures are read out at once, everything else when the reader comes to it. */
export function Notice({
  tone = 'info',
  title,
  actions,
  children,
}: {
  tone?: keyof typeof ICONS;
  title?: string;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div className={classNames(styles.notice, styles[tone])} {...(tone === 'danger' && { role: 'alert' })}>
      <Icon size={16} aria-hidden />
      <div className={styles.words}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div className={styles.text}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
