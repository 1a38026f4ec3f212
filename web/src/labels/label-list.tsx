/** A card of labels of one kind: the list, the dialog that makes or changes one, and the question before one goes. */
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { attempt } from '../api/attempt.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { FormDialog } from '../design/form-dialog.tsx';
import { EmptyState } from '../design/state.tsx';
import { notify } from '../design/toast.tsx';
import { Ask } from '../settings/ask.tsx';
import { LabelRow } from './label-row.tsx';

interface LabelListProps<Label> {
  title: string;
  /** "tag": in sentences and on buttons. */
  noun: string;
  query: { data: Label[] | undefined; isError: boolean; error: unknown; refetch: () => Promise<unknown> };
  empty: { icon: ReactNode; title: string; text: string };
  canChange: boolean;
  row: (label: Label) => { mark?: ReactNode; detail: ReactNode };
  renderFields: (label: Label | undefined) => ReactNode;
  /** Throws what was refused. */
  save: (label: Label | undefined, data: FormData) => Promise<unknown>;
  remove: (label: Label) => Promise<unknown>;
  /** What becomes of links when one is deleted. */
  consequence: string;
}

type Doing<Label> = { is: 'make' } | { is: 'change' | 'delete'; label: Label };

export function LabelList<Label extends { id: string; name: string }>(props: LabelListProps<Label>) {
  const { title, noun, query, empty, canChange, row, renderFields, save, remove, consequence } = props;
  const [doing, setDoing] = useState<Doing<Label>>();
  const done = () => setDoing(undefined);
  const changing = doing?.is === 'change' ? doing.label : undefined;
  const leaving = doing?.is === 'delete' ? doing.label : undefined;
  const confirm = async (label: Label) => {
    done();
    if (await attempt(`The ${noun} was not deleted`, () => remove(label))) notify({ title: `${label.name} deleted` });
  };
  const make = canChange && (
    <Button size="small" onClick={() => setDoing({ is: 'make' })}>
      <Plus size={14} aria-hidden />
      New {noun}
    </Button>
  );
  return (
    <Card title={title} aside={make}>
      <Ask query={query} what={`the ${noun}s`}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState compact icon={empty.icon} title={empty.title}>
              {empty.text}
            </EmptyState>
          ) : (
            <ul aria-label={title}>
              {all.map((label) => (
                <LabelRow
                  key={label.id}
                  name={label.name}
                  {...row(label)}
                  onEdit={canChange ? () => setDoing({ is: 'change', label }) : undefined}
                  onDelete={canChange ? () => setDoing({ is: 'delete', label }) : undefined}
                />
              ))}
            </ul>
          )
        }
      </Ask>
      <FormDialog
        open={doing?.is === 'make' || changing !== undefined}
        onClose={done}
        title={changing ? `Change ${changing.name}` : `New ${noun}`}
        verb={changing ? 'Save' : `Create ${noun}`}
        submit={async (data) => {
          await save(changing, data);
          done();
        }}
      >
        {renderFields(changing)}
      </FormDialog>
      <ConfirmDialog
        open={leaving !== undefined}
        onClose={done}
        title={`Delete ${leaving?.name ?? ''}?`}
        verb={`Delete ${noun}`}
        onConfirm={() => leaving && void confirm(leaving)}
      >
        {consequence}
      </ConfirmDialog>
    </Card>
  );
}
