/** One condition: what is asked, is or is not, and the answers that fit. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { VERBATIM } from './head-fields.tsx';
import { fromLocal, localOf } from './local-time.ts';
import { clockOf, dayName, emptyCondition, type Fact, kindOf, KINDS, listOf, minuteOf } from './rules.ts';
import styles from './section.module.css';
import type { Condition } from './values.ts';

interface ConditionRowProps {
  condition: Condition;
  /** For screen readers: which condition of which rule. */
  name: string;
  onChange: (condition: Condition) => void;
  /** Undefined for the only one. */
  onRemove: (() => void) | undefined;
}

export function ConditionRow({ condition, name, onChange, onRemove }: ConditionRowProps) {
  return (
    <div className={styles.condition} role="group" aria-label={name}>
      <select
        className={styles.plain}
        aria-label={`${name}: about`}
        value={condition.on}
        onChange={(event) => onChange(emptyCondition(event.target.value as Fact))}
      >
        {KINDS.map(({ on, label }) => (
          <option key={on} value={on}>
            {label}
          </option>
        ))}
      </select>
      <select
        className={styles.plain}
        aria-label={`${name}: is or is not`}
        value={condition.not ? 'not' : 'is'}
        onChange={(event) => onChange({ ...condition, not: event.target.value === 'not' })}
      >
        <option value="is">is</option>
        <option value="not">is not</option>
      </select>
      <div className={styles.wide}>
        <Answers condition={condition} name={name} onChange={onChange} />
      </div>
      <Button
        look="ghost"
        size="small"
        icon
        aria-label={`Remove ${name.toLowerCase()}`}
        disabled={!onRemove}
        onClick={onRemove}
      >
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}

type AnswersProps = Omit<ConditionRowProps, 'onRemove'>;

function Answers({ condition, name, onChange }: AnswersProps) {
  switch (condition.on) {
    case 'query':
      return (
        <>
          <input
            {...VERBATIM}
            className={styles.plain}
            aria-label={`${name}: name of the parameter`}
            placeholder="utm_source"
            value={condition.name}
            onChange={(event) => onChange({ ...condition, name: event.target.value })}
          />
          <ListInput
            name={`${name}: values`}
            example="any value"
            values={condition.values}
            onChange={(values) => onChange({ ...condition, values })}
          />
        </>
      );
    case 'ip':
      return (
        <ListInput
          name={`${name}: addresses`}
          example={kindOf('ip')?.example ?? ''}
          values={condition.within}
          onChange={(within) => onChange({ ...condition, within })}
        />
      );
    case 'date':
      return <DateAnswer condition={condition} name={name} onChange={onChange} />;
    case 'time':
      return <TimeAnswer condition={condition} name={name} onChange={onChange} />;
    default: {
      const kind = kindOf(condition.on);
      const set = (is: string[]) => onChange({ ...condition, is });
      return kind?.choices ? (
        <Toggles name={name} choices={kind.choices} chosen={condition.is} onChange={set} />
      ) : (
        <ListInput name={`${name}: values`} example={kind?.example ?? ''} values={condition.is} onChange={set} />
      );
    }
  }
}

/** A list with commas between; a comma at its end is a value that is still to come. */
function ListInput({
  name,
  example,
  values,
  onChange,
}: {
  name: string;
  example: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const [typed, setTyped] = useState(values.join(', '));
  const shown = listOf(typed).join() === values.join() ? typed : values.join(', ');
  return (
    <input
      {...VERBATIM}
      className={styles.plain}
      aria-label={name}
      placeholder={example}
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(listOf(event.target.value));
      }}
    />
  );
}

function Toggles({
  name,
  choices,
  chosen,
  onChange,
}: {
  name: string;
  choices: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const has = (value: string) => chosen.some((each) => each.toLowerCase() === value.toLowerCase());
  return (
    <div className={styles.days} role="group" aria-label={`${name}: values`}>
      {choices.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className={styles.day}
          aria-pressed={has(value)}
          onClick={() =>
            onChange(
              has(value) ? chosen.filter((each) => each.toLowerCase() !== value.toLowerCase()) : [...chosen, value],
            )
          }
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function DateAnswer({ condition, name, onChange }: AnswersProps & { condition: Extract<Condition, { on: 'date' }> }) {
  const set = (end: 'from' | 'until', local: string) => {
    const { [end]: _before, ...rest } = condition;
    const iso = fromLocal(local);
    onChange(iso === null ? rest : { ...rest, [end]: Date.parse(iso) });
  };
  return (['from', 'until'] as const).map((end) => {
    const at = condition[end];
    return (
      <input
        key={end}
        type="datetime-local"
        className={styles.plain}
        aria-label={`${name}: ${end}`}
        value={at === undefined ? '' : localOf(at)}
        onChange={(event) => set(end, event.target.value)}
      />
    );
  });
}

function TimeAnswer({ condition, name, onChange }: AnswersProps & { condition: Extract<Condition, { on: 'time' }> }) {
  const { days } = condition;
  const dayChoices = [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: dayName(day) }));
  return (
    <>
      {(['fromMinute', 'untilMinute'] as const).map((end) => (
        <input
          key={end}
          type="time"
          className={styles.plain}
          aria-label={`${name}: ${end === 'fromMinute' ? 'from' : 'until'}`}
          value={clockOf(condition[end])}
          onChange={(event) => onChange({ ...condition, [end]: minuteOf(event.target.value) })}
        />
      ))}
      <input
        {...VERBATIM}
        className={styles.plain}
        aria-label={`${name}: time zone`}
        placeholder="Europe/Zurich"
        value={condition.timeZone}
        onChange={(event) => onChange({ ...condition, timeZone: event.target.value })}
      />
      <Toggles
        name={`${name}: days`}
        choices={dayChoices}
        chosen={days.map(String)}
        onChange={(chosen) => onChange({ ...condition, days: chosen.map(Number).toSorted() })}
      />
    </>
  );
}
