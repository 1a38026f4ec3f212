/** Name, address, events and scope of a webhook, for making one and for changing it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WireWebhook } from '#core/webhook/wire.ts';
import { CheckField } from '../design/check-field.tsx';
import { TextField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { foldersQuery } from '../links/label-queries.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { LinkPicker } from './link-picker.tsx';
import { canBeNarrowed, type EventName, EVENTS } from './words.ts';

/** What the fields say. Nothing is narrowed where the choice is "all". */
export function readWebhookForm(data: FormData) {
  const some = data.get('scope') === 'some';
  const texts = (name: string) => data.getAll(name).filter((value): value is string => typeof value === 'string');
  return {
    name: textOf(data, 'name'),
    url: textOf(data, 'url'),
    triggers: texts('trigger') as EventName[],
    linkIds: some ? texts('link') : [],
    folderIds: some ? texts('folder') : [],
  };
}

export function WebhookFields({ webhook }: { webhook?: WireWebhook }) {
  const [triggers, setTriggers] = useState<readonly EventName[]>(webhook?.triggers ?? ['link.clicked']);
  return (
    <>
      <TextField
        label="Name"
        name="name"
        placeholder="Order system"
        maxLength={100}
        defaultValue={webhook?.name ?? ''}
        required
      />
      <TextField
        label="Address"
        name="url"
        placeholder="https://hooks.acme.com/hopline"
        note="Takes a POST of JSON, and answers with any 2xx within ten seconds."
        defaultValue={webhook?.url ?? ''}
        inputMode="url"
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <fieldset className={settings.group}>
        <legend>Events</legend>
        {EVENTS.map(({ name, label, note }) => (
          <CheckField
            key={name}
            name="trigger"
            value={name}
            label={label}
            note={note}
            checked={triggers.includes(name)}
            onChange={(event) =>
              setTriggers(event.target.checked ? [...triggers, name] : triggers.filter((each) => each !== name))
            }
          />
        ))}
      </fieldset>
      {canBeNarrowed(triggers) && <Scope {...(webhook && { webhook })} />}
    </>
  );
}

/** Of which links clicks, leads and sales are told. */
function Scope({ webhook }: { webhook?: WireWebhook }) {
  const { id } = useWorkspace();
  const { data: folders = [] } = useQuery(foldersQuery(id));
  const [some, setSome] = useState(webhook ? webhook.linkIds.length + webhook.folderIds.length > 0 : false);
  return (
    <fieldset className={settings.group}>
      <legend>Clicks, leads and sales of</legend>
      <CheckField
        type="radio"
        name="scope"
        value="all"
        label="The whole workspace"
        checked={!some}
        onChange={() => setSome(false)}
      />
      <CheckField
        type="radio"
        name="scope"
        value="some"
        label="Some links only"
        note="Single links, and whatever lies in a folder."
        checked={some}
        onChange={() => setSome(true)}
      />
      {some && (
        <div className={settings.indented}>
          {folders.map((folder) => (
            <CheckField
              key={folder.id}
              name="folder"
              value={folder.id}
              label={`Folder ${folder.name}`}
              defaultChecked={webhook?.folderIds.includes(folder.id) ?? false}
            />
          ))}
          <LinkPicker chosen={webhook?.linkIds ?? []} />
        </div>
      )}
    </fieldset>
  );
}
