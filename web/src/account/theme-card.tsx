/** Light, dark, or as the system has it; in this browser. */
import { Card } from '../design/card.tsx';
import { CheckField } from '../design/check-field.tsx';
import { chooseTheme, type Theme, useTheme } from '../design/theme.ts';
import settings from '../settings/settings.module.css';
import styles from './account.module.css';

const THEMES: { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function ThemeCard() {
  const theme = useTheme();
  return (
    <Card title="Look">
      <div className={settings.body}>
        <div role="radiogroup" aria-label="Theme" className={styles.themes}>
          {THEMES.map(({ value, label }) => (
            <CheckField
              key={value}
              type="radio"
              name="theme"
              label={label}
              checked={theme === value}
              onChange={() => chooseTheme(value)}
            />
          ))}
        </div>
      </div>
    </Card>
  );
}
