/** Chooses the period: one of a few that people ask for, or any days. */
import { CalendarDays, ChevronDown } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { Popover } from '../design/popover.tsx';
import { useNow } from '../shell/clock.ts';
import { dayOf, periodWords, presetWords, withPeriod } from './period.ts';
import styles from './period-picker.module.css';
import { type AnalyticsSearch, DEFAULT_PRESET, endOf, PRESETS, startOf } from './search.ts';

interface PeriodPickerProps {
  search: AnalyticsSearch;
  onSearch: (next: AnalyticsSearch) => void;
}

export function PeriodPicker({ search, onSearch }: PeriodPickerProps) {
  const [open, setOpen] = useState(false);
  const choose = (next: AnalyticsSearch) => {
    setOpen(false);
    onSearch(next);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Period"
      trigger={
        <Button aria-keyshortcuts="d" data-fill>
          <CalendarDays size={15} aria-hidden />
          <span>
            <span className="visually-hidden">Period: </span>
            {periodWords(search)}
          </span>
          <ChevronDown size={14} aria-hidden className={styles.arrow} />
        </Button>
      }
    >
      <div className={styles.panel}>
        <Presets search={search} onChoose={choose} />
        <CustomPeriod search={search} onChoose={choose} />
      </div>
    </Popover>
  );
}

interface ChoiceProps {
  search: AnalyticsSearch;
  onChoose: (next: AnalyticsSearch) => void;
}

function Presets({ search, onChoose }: ChoiceProps) {
  const chosen = search.from === undefined ? (search.range ?? DEFAULT_PRESET) : undefined;
  return (
    <ul className={styles.presets}>
      {PRESETS.map((preset) => (
        <li key={preset}>
          <button
            type="button"
            className={styles.preset}
            aria-current={preset === chosen ? 'true' : undefined}
            onClick={() => onChoose(withPeriod(search, { range: preset }))}
          >
            {presetWords(preset)}
          </button>
        </li>
      ))}
    </ul>
  );
}

const WRONG_WAY = 'The last day lies before the first.';

function CustomPeriod({ search, onChoose }: ChoiceProps) {
  const [wrong, setWrong] = useState<string>();
  const today = dayOf(useNow());
  const from = search.from?.slice(0, 10) ?? '';
  const to = search.to === undefined ? today : dayOf(endOf(search.to) - 1);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [first, last] = [textOf(data, 'from'), textOf(data, 'to')];
    if (!first || !last) return setWrong('Choose the first and the last day.');
    if (startOf(first) >= endOf(last)) return setWrong(WRONG_WAY);
    onChoose(withPeriod(search, { from: first, to: last }));
  }

  return (
    <form className={styles.custom} onSubmit={submit} noValidate>
      <TextField
        label="First day"
        name="from"
        type="date"
        min="2010-01-01"
        max={today}
        defaultValue={from}
        error={wrong}
      />
      <TextField label="Last day" name="to" type="date" min="2010-01-01" max={today} defaultValue={to} />
      <Button type="submit" look="primary">
        Show these days
      </Button>
    </form>
  );
}
