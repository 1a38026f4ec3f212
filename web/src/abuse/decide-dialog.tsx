/** Asks for what a decision needs, says what follows from it, and takes it. */
import type { BlockReason } from '#core/abuse/case.ts';
import type { DecisionName } from '#core/abuse/decide.ts';
import type { WireCaseDetail } from '#core/abuse/wire.ts';
import { useChange } from '../api/attempt.ts';
import { account } from '../api/client.ts';
import { CheckField } from '../design/check-field.tsx';
import { SelectField, TextArea } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { notify } from '../design/toast.tsx';
import settings from '../settings/settings.module.css';
import { casesKey } from './queries.ts';
import { DECISION_WORDS, REASONS } from './words.ts';

interface DecideDialogProps {
  found: WireCaseDetail;
  action: DecisionName;
  onClose: () => void;
}

export function DecideDialog({ found, action, onClose }: DecideDialogProps) {
  const { verb, means, danger } = DECISION_WORDS[action];
  const isAnswer = found.status === 'appealed';
  const needsReason = action === 'block' || action === 'quarantine';
  const decide = useChange(
    async (json: { action: DecisionName; reason?: BlockReason; note: string; listHost: boolean }) =>
      account.abuse.cases[':caseId'].decision.$post({ param: { caseId: found.id }, json }),
    casesKey,
  );

  async function submit(data: FormData) {
    const reason = REASONS.find(({ value }) => value === data.get('reason'))?.value;
    const listHost = data.get('listHost') === 'on';
    await decide.mutateAsync({
      action,
      note: textOf(data, 'note'),
      listHost,
      ...(needsReason && reason && { reason }),
    });
    onClose();
    notify({ title: 'Decided', text: means });
  }

  return (
    <FormDialog open onClose={onClose} title={`${verb}?`} verb={verb} danger={danger} submit={submit}>
      <p className={settings.lead}>{means}</p>
      {needsReason && <SelectField label="Because of" name="reason" choices={REASONS} />}
      {action === 'block' && <CheckField name="listHost" label="Nothing on this host can be shortened from now on" />}
      <TextArea
        label={isAnswer ? 'Your answer to the owner' : 'Note for the log'}
        name="note"
        maxLength={1_000}
        optional={!isAnswer}
        required={isAnswer}
      />
    </FormDialog>
  );
}
