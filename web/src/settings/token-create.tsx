/** Making a token: for a program or a page, with what it may do and for how long. */
import { useState } from 'react';
import type { CreatedToken, CreateTokenInput } from '#core/token/wire.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { CheckField } from '../design/check-field.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import { FormDialog } from '../design/form-dialog.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { rememberFreshToken } from './fresh-token.ts';
import { readTokenForm } from './token-form.ts';
import { ScopeFields } from './token-scopes.tsx';
import styles from './settings.module.css';

const EXPIRIES = [
  { value: '', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
];
const MACHINE_ROLES = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'editor', label: 'Editor' },
  { value: 'admin', label: 'Admin' },
];

interface CreateTokenProps {
  open: boolean;
  onClose: () => void;
  onCreated: (token: CreatedToken) => void;
}

export function CreateTokenDialog({ open, onClose, onCreated }: CreateTokenProps) {
  const { id } = useWorkspace();
  const client = useQueryClient();
  const create = useChange(
    async (json: CreateTokenInput) => (await apiFor(id).tokens.$post({ json })).json(),
    ['tokens', id],
  );
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="New token"
      verb="Create token"
      submit={async (data) => {
        const token = await create.mutateAsync(readTokenForm(data, Date.now()));
        if (token.kind === 'secret') rememberFreshToken(client, id, token.token);
        onCreated(token);
      }}
    >
      <TokenFields />
    </FormDialog>
  );
}

function TokenFields() {
  const [kind, setKind] = useState('secret');
  const [machine, setMachine] = useState(false);
  return (
    <>
      <TextField label="Name" name="name" placeholder="Deploy pipeline" maxLength={100} required />
      <fieldset className={styles.group}>
        <legend>For</legend>
        <CheckField
          type="radio"
          name="kind"
          value="secret"
          label="A program"
          note="Secret: it stays on your servers."
          checked={kind === 'secret'}
          onChange={() => setKind('secret')}
        />
        <CheckField
          type="radio"
          name="kind"
          value="publishable"
          label="A web page"
          note="Publishable: anybody can read it, and it can only send events."
          checked={kind === 'publishable'}
          onChange={() => setKind('publishable')}
        />
      </fieldset>
      {kind === 'publishable' ? (
        <TextField
          label="Only on these hosts"
          name="hosts"
          placeholder="acme.com, *.acme.com"
          note="Separated by commas. Empty: on any page."
          optional
        />
      ) : (
        <>
          <ScopeFields />
          <CheckField
            name="machine"
            label="Tie it to no person"
            note="It keeps working when you leave, with a role of its own."
            checked={machine}
            onChange={(event) => setMachine(event.target.checked)}
          />
          {machine && <SelectField label="Role" name="role" defaultValue="editor" choices={MACHINE_ROLES} />}
          <TextField
            label="Only from these addresses"
            name="ips"
            placeholder="203.0.113.0/24"
            note="IP addresses or CIDR blocks, separated by commas. Empty: from anywhere."
            optional
          />
        </>
      )}
      <SelectField label="Expires" name="expires" choices={EXPIRIES} />
    </>
  );
}
