/** Where different visitors go: rules that are tried in order, and the short forms for phones and countries. */
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { Notice } from '../design/notice.tsx';
import { countryName } from '../format/place.ts';
import { VERBATIM } from './head-fields.tsx';
import { RuleCard } from './rule-card.tsx';
import { moved, newRule } from './rules.ts';
import styles from './section.module.css';
import type { SectionProps } from './sections.tsx';
import type { Rule } from './values.ts';

/** More rules than this are a data set, not a link; the API takes no more. */
const MAX_RULES = 50;

export function TargetingSection({ form }: SectionProps) {
  const { values, errors, set } = form;
  const { rules } = values;
  const change = (index: number, rule: Rule) => set({ rules: rules.map((each, at) => (at === index ? rule : each)) });
  return (
    <>
      <p className={styles.lead}>
        Rules are tried from the top; the first that fits decides. Who fits none goes to the destination above.
      </p>
      {errors.rules && <Notice tone="danger">{errors.rules}</Notice>}
      {rules.length > 0 && (
        <ol className={styles.list} aria-label="Rules">
          {rules.map((rule, index) => (
            <li key={rule.id}>
              <RuleCard
                rule={rule}
                number={index + 1}
                onChange={(next) => change(index, next)}
                onRemove={() => set({ rules: rules.filter((_rule, at) => at !== index) })}
                onUp={index > 0 ? () => set({ rules: moved(rules, index, index - 1) }) : undefined}
                onDown={index < rules.length - 1 ? () => set({ rules: moved(rules, index, index + 1) }) : undefined}
              />
            </li>
          ))}
        </ol>
      )}
      {rules.length < MAX_RULES && (
        <Button size="small" className={styles.end} onClick={() => set({ rules: [...rules, newRule(rules)] })}>
          <Plus size={14} aria-hidden />
          Add a rule
        </Button>
      )}
      <Countries form={form} />
      <div className={styles.grid}>
        <TextField
          {...VERBATIM}
          label="On iPhone and iPad"
          optional
          placeholder="App or page"
          value={values.ios}
          error={errors.ios}
          onChange={(event) => set({ ios: event.target.value })}
        />
        <TextField
          {...VERBATIM}
          label="On Android"
          optional
          placeholder="App or page"
          value={values.android}
          error={errors.android}
          onChange={(event) => set({ android: event.target.value })}
        />
      </div>
    </>
  );
}

/** One address a country: the short form of a rule. */
function Countries({ form: { values, errors, set } }: Pick<SectionProps, 'form'>) {
  const { geo } = values;
  const change = (index: number, part: Partial<(typeof geo)[number]>) =>
    set({ geo: geo.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  return (
    <>
      {errors.geo && <Notice tone="danger">{errors.geo}</Notice>}
      {geo.map(({ country, url }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a row is its place: what it says may change, and it holds nothing else
        <div key={index} className={styles.geo} role="group" aria-label={`Country ${index + 1}`}>
          <TextField
            {...VERBATIM}
            label="Country"
            placeholder="DE"
            maxLength={2}
            value={country}
            note={country.length === 2 ? countryName(country.toUpperCase()) : undefined}
            onChange={(event) => change(index, { country: event.target.value.toUpperCase() })}
          />
          <TextField
            {...VERBATIM}
            label="Leads to"
            inputMode="url"
            placeholder="https://example.de"
            value={url}
            onChange={(event) => change(index, { url: event.target.value })}
          />
          <Button
            look="ghost"
            icon
            className={styles.drop}
            aria-label={`Remove country ${index + 1}`}
            onClick={() => set({ geo: geo.filter((_each, at) => at !== index) })}
          >
            <Trash2 size={15} aria-hidden />
          </Button>
        </div>
      ))}
      <Button
        size="small"
        look="ghost"
        className={styles.end}
        onClick={() => set({ geo: [...geo, { country: '', url: '' }] })}
      >
        <Plus size={14} aria-hidden />
        Add a country
      </Button>
    </>
  );
}
