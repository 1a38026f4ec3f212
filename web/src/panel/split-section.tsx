/** An A/B test: two to four destinations, each with its share of the visitors. A visitor keeps the one they got. */
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { Notice } from '../design/notice.tsx';
import { VERBATIM } from './head-fields.tsx';
import styles from './section.module.css';
import type { SectionProps } from './sections.tsx';
import { evenShares } from './shares.ts';
import type { PanelForm } from './use-panel-form.ts';
import type { Variant } from './values.ts';

const MAX_VARIANTS = 4;
const LETTERS = ['A', 'B', 'C', 'D'];

export function SplitSection({ form, link }: SectionProps) {
  const { values, set } = form;
  if (values.variants.length > 0) return <Test form={form} link={link} />;
  const begin = () => set({ variants: evenShares([variantOf(values.url), variantOf('')]) });
  return (
    <>
      <p className={styles.lead}>
        Visitors are shared among several destinations, and your reports compare them. Each visitor sees the same one
        again.
      </p>
      <Button size="small" className={styles.end} onClick={begin}>
        Start a test
      </Button>
    </>
  );
}

const variantOf = (url: string): Variant => ({ url, percentage: 0 });

function Test({ form: { values, errors, set } }: SectionProps) {
  const { variants } = values;
  const change = (index: number, part: Partial<Variant>) =>
    set({ variants: variants.map((variant, at) => (at === index ? { ...variant, ...part } : variant)) });
  const remove = (index: number) => {
    const left = variants.filter((_variant, at) => at !== index);
    set({ variants: left.length < 2 ? [] : evenShares(left) });
  };
  return (
    <>
      <div className={styles.bar} aria-hidden>
        {variants.map(({ percentage }, index) => (
          <span key={LETTERS[index]} className={styles.share} style={{ flexGrow: Math.max(0, percentage) }} />
        ))}
      </div>
      {errors.testVariants && <Notice tone="danger">{errors.testVariants}</Notice>}
      <div className={styles.list}>
        {variants.map((variant, index) => (
          <VariantRow
            key={LETTERS[index]}
            letter={LETTERS[index] ?? ''}
            variant={variant}
            onChange={(part) => change(index, part)}
            onRemove={() => remove(index)}
          />
        ))}
      </div>
      <div className={styles.row}>
        {variants.length < MAX_VARIANTS && (
          <Button size="small" onClick={() => set({ variants: evenShares([...variants, variantOf('')]) })}>
            <Plus size={14} aria-hidden />
            Add a destination
          </Button>
        )}
        <Button size="small" look="ghost" onClick={() => set({ variants: evenShares(variants) })}>
          Share evenly
        </Button>
        <Button size="small" look="ghost" onClick={() => set({ variants: [], testStartedAt: '', testCompletedAt: '' })}>
          End the test
        </Button>
      </div>
      <Duration values={values} errors={errors} set={set} />
    </>
  );
}

function Duration({ values, errors, set }: Pick<PanelForm, 'values' | 'errors' | 'set'>) {
  return (
    <div className={styles.grid}>
      <TextField
        label="From"
        type="datetime-local"
        optional
        value={values.testStartedAt}
        error={errors.testStartedAt}
        onChange={(event) => set({ testStartedAt: event.target.value })}
      />
      <TextField
        label="Until"
        type="datetime-local"
        optional
        note="Afterwards everybody goes to the destination above."
        value={values.testCompletedAt}
        error={errors.testCompletedAt}
        onChange={(event) => set({ testCompletedAt: event.target.value })}
      />
    </div>
  );
}

function VariantRow({
  letter,
  variant,
  onChange,
  onRemove,
}: {
  letter: string;
  variant: Variant;
  onChange: (part: Partial<Variant>) => void;
  onRemove: () => void;
}) {
  return (
    <div className={styles.split} role="group" aria-label={`Destination ${letter}`}>
      <TextField
        {...VERBATIM}
        label={`Destination ${letter}`}
        inputMode="url"
        placeholder="https://example.com/other-page"
        value={variant.url}
        onChange={(event) => onChange({ url: event.target.value })}
      />
      <TextField
        label="Share, %"
        type="number"
        min={10}
        max={90}
        value={String(variant.percentage)}
        onChange={(event) => onChange({ percentage: Number(event.target.value) })}
      />
      <Button look="ghost" icon className={styles.drop} aria-label={`Remove destination ${letter}`} onClick={onRemove}>
        <Trash2 size={15} aria-hidden />
      </Button>
    </div>
  );
}
