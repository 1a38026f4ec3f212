/** The workspace as it happens: where clicks come from, which they are, and totals that are the ledger's own. */
import { Pause as PauseIcon, Play } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Kbd } from '../design/kbd.tsx';
import { Notice } from '../design/notice.tsx';
import { countOf } from '../format/number.ts';
import { useLiveState } from '../live/live.tsx';
import { Page } from '../shell/page.tsx';
import { useShortcut } from '../shell/shortcut.ts';
import { FeedCard } from './feed-card.tsx';
import { Figures } from './figures.tsx';
import styles from './live-page.module.css';
import { MapCard } from './map-card.tsx';
import { MinutesCard } from './minutes-card.tsx';
import { type Pause, usePause } from './pause.ts';
import { GAP_WORDS } from './words.ts';

export function LivePage() {
  const pause = usePause(useLiveState());
  useShortcut('p', pause.toggle, { does: pause.paused ? 'Resume' : 'Pause', where: 'Live' });
  const { shown } = pause;
  return (
    <Page title="Live" actions={<PauseButton pause={pause} />}>
      <div className={styles.layout}>
        <div className={styles.main}>
          <Figures shown={shown} />
          <MapCard events={shown?.events} />
          <MinutesCard minutes={shown?.minutes} />
        </div>
        <div className={styles.side}>
          {shown?.gap && (
            <Notice tone="info" title={`${countOf(shown.unshown, 'event was', 'events were')} not listed`}>
              {GAP_WORDS[shown.gap]} Every total on this page is exact.
            </Notice>
          )}
          <FeedCard shown={shown} paused={pause.paused} />
        </div>
      </div>
    </Page>
  );
}

function PauseButton({ pause: { paused, waiting, toggle } }: { pause: Pause }) {
  return (
    <>
      <span role="status" className={styles.waiting}>
        {paused && (waiting > 0 ? `${countOf(waiting, 'event')} waiting` : 'Paused')}
      </span>
      <Button look={paused ? 'primary' : 'secondary'} onClick={toggle} aria-keyshortcuts="p">
        {paused ? <Play size={14} aria-hidden /> : <PauseIcon size={14} aria-hidden />}
        {paused ? 'Resume' : 'Pause'}
        <Kbd onAccent={paused}>P</Kbd>
      </Button>
    </>
  );
}
