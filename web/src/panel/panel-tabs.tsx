/** Settings of a link, what was said about it, and what was changed. */
import styles from '../design/segments.module.css';

const TABS = [
  { tab: 'settings', label: 'Settings' },
  { tab: 'comments', label: 'Comments' },
  { tab: 'history', label: 'History' },
] as const;
export type PanelTab = (typeof TABS)[number]['tab'];

export function PanelTabs({ tab, onChange }: { tab: PanelTab; onChange: (tab: PanelTab) => void }) {
  return (
    <div role="group" aria-label="Show" className={styles.segments}>
      {TABS.map((each) => (
        <button
          key={each.tab}
          type="button"
          className={styles.segment}
          aria-pressed={each.tab === tab}
          data-chosen={each.tab === tab ? '' : undefined}
          onClick={() => onChange(each.tab)}
        >
          {each.label}
        </button>
      ))}
    </div>
  );
}
