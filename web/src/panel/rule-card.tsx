/** One rule: its conditions, all of which must hold, and where it leads. */
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { ConditionRow } from './condition-row.tsx';
import { VERBATIM } from './head-fields.tsx';
import { describe, emptyCondition } from './rules.ts';
import styles from './section.module.css';
import type { Condition, Rule } from './values.ts';

/** The API takes no more of either. */
const MAX_CONDITIONS = 10;
const MAX_VARIANTS = 10;

interface RuleCardProps {
  rule: Rule;
  /** From 1. */
  number: number;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
  /** Undefined at the ends of the list. */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}

export function RuleCard({ rule, number, onChange, onRemove, onUp, onDown }: RuleCardProps) {
  const { when } = rule;
  const setWhen = (next: Condition[]) => onChange({ ...rule, when: next });
  return (
    <section className={styles.card} aria-label={`Rule ${number}`}>
      <header className={styles.cardHead}>
        <h4 className={styles.cardTitle}>
          {number}. When {when.map(describe).join(' and ')}
        </h4>
        <Step label={`Move rule ${number} up`} onClick={onUp} icon={<ArrowUp size={14} aria-hidden />} />
        <Step label={`Move rule ${number} down`} onClick={onDown} icon={<ArrowDown size={14} aria-hidden />} />
        <Button look="ghost" size="small" icon aria-label={`Remove rule ${number}`} onClick={onRemove}>
          <Trash2 size={14} aria-hidden />
        </Button>
      </header>
      {when.map((condition, index) => (
        <ConditionRow
          // oxlint-disable-next-line react/no-array-index-key -- a condition is its place in the rule
          key={index}
          condition={condition}
          name={`Condition ${index + 1} of rule ${number}`}
          onChange={(next) => setWhen(when.map((each, at) => (at === index ? next : each)))}
          onRemove={when.length > 1 ? () => setWhen(when.filter((_each, at) => at !== index)) : undefined}
        />
      ))}
      {when.length < MAX_CONDITIONS && (
        <Button
          look="ghost"
          size="small"
          className={styles.end}
          onClick={() => setWhen([...when, emptyCondition('device')])}
        >
          <Plus size={14} aria-hidden />
          And…
        </Button>
      )}
      <Target rule={rule} number={number} onChange={onChange} />
    </section>
  );
}

function Step({ label, icon, onClick }: { label: string; icon: React.ReactNode; onClick: (() => void) | undefined }) {
  return (
    <Button look="ghost" size="small" icon aria-label={label} disabled={!onClick} onClick={() => onClick?.()}>
      {icon}
    </Button>
  );
}

type TargetProps = Pick<RuleCardProps, 'rule' | 'number' | 'onChange'>;

/** One address, or several with weights. */
function Target({ rule, number, onChange }: TargetProps) {
  const { then } = rule;
  if ('split' in then) return <SplitTarget rule={rule} number={number} onChange={onChange} />;
  const split = [
    { id: 'a', url: then.url, weight: 1 },
    { id: 'b', url: '', weight: 1 },
  ];
  return (
    <>
      <TextField
        {...VERBATIM}
        label="Leads to"
        inputMode="url"
        placeholder="https://example.com/for-them"
        value={then.url}
        onChange={(event) => onChange({ ...rule, then: { url: event.target.value } })}
      />
      <Button look="ghost" size="small" className={styles.end} onClick={() => onChange({ ...rule, then: { split } })}>
        Share these visitors among several
      </Button>
    </>
  );
}

function SplitTarget({ rule, number, onChange }: TargetProps) {
  const split = 'split' in rule.then ? rule.then.split : [];
  const set = (next: typeof split) => {
    const [first] = next;
    onChange({ ...rule, then: next.length > 1 ? { split: next } : { url: first?.url ?? '' } });
  };
  const change = (index: number, part: Partial<(typeof split)[number]>) =>
    set(split.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const freeId = 'abcdefghij'.split('').find((id) => split.every((each) => each.id !== id)) ?? 'z';
  return (
    <>
      {split.map((variant, index) => (
        <div
          key={variant.id}
          className={styles.split}
          role="group"
          aria-label={`Destination ${index + 1} of rule ${number}`}
        >
          <TextField
            {...VERBATIM}
            label={`Leads to (${variant.id})`}
            inputMode="url"
            value={variant.url}
            onChange={(event) => change(index, { url: event.target.value })}
          />
          <TextField
            label="Weight"
            type="number"
            min={1}
            value={String(variant.weight)}
            onChange={(event) => change(index, { weight: Number(event.target.value) })}
          />
          <Button
            look="ghost"
            icon
            className={styles.drop}
            aria-label={`Remove destination ${index + 1} of rule ${number}`}
            onClick={() => set(split.filter((_each, at) => at !== index))}
          >
            <Trash2 size={15} aria-hidden />
          </Button>
        </div>
      ))}
      {split.length < MAX_VARIANTS && (
        <Button
          look="ghost"
          size="small"
          className={styles.end}
          onClick={() => set([...split, { id: freeId, url: '', weight: 1 }])}
        >
          <Plus size={14} aria-hidden />
          Add a destination
        </Button>
      )}
    </>
  );
}
