/** The other two tabs of the panel: comments and history. */
import type { WireLink } from '#core/link/wire.ts';
import { Comments } from './comments.tsx';
import { History } from './history.tsx';
import type { PanelTab } from './panel-tabs.tsx';
import styles from './link-talk.module.css';

export function LinkTalk({ link, tab }: { link: WireLink; tab: PanelTab }) {
  return <div className={styles.page}>{tab === 'comments' ? <Comments link={link} /> : <History link={link} />}</div>;
}
