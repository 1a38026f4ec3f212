/** The keys of the page. */
import { Fragment } from 'react';
import { Dialog, DialogBody } from '../design/dialog.tsx';
import { Kbd } from '../design/kbd.tsx';
import styles from './dialogs.module.css';

const KEYS: readonly { keys: string[]; does: string }[] = [
  { keys: ['1', '–', '6'], does: 'Show clicks, visitors, leads, sales, revenue, conversion' },
  { keys: ['d'], does: 'Choose the period' },
  { keys: ['f'], does: 'Add a filter' },
  { keys: ['x'], does: 'Clear all filters' },
  { keys: ['p'], does: 'Compare with the period before, or not' },
  { keys: ['z'], does: 'Zoom out' },
  { keys: ['n'], does: 'Add a note on a day' },
  { keys: ['s'], does: 'Share these figures' },
  { keys: ['e'], does: 'Export' },
  { keys: ['←', '→'], does: 'On the chart: read it; with Shift select, then Enter zooms in' },
  { keys: ['?'], does: 'Show this list' },
];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <DialogBody>
        <dl className={styles.keys}>
          {KEYS.map(({ keys, does }) => (
            <Fragment key={does}>
              <dt>
                <span className="visually-hidden">{keys.join(' ')}</span>
                {keys.map((key) => (key === '–' ? <span key={key}>–</span> : <Kbd key={key}>{key}</Kbd>))}
              </dt>
              <dd>{does}</dd>
            </Fragment>
          ))}
        </dl>
      </DialogBody>
    </Dialog>
  );
}
