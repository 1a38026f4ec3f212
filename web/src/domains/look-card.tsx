/** What people see of a domain: the logo in its QR codes, and an example destination in the form for new links. */
import { Image } from 'lucide-react';
import type { WireDomain } from '#core/domain/wire.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { TextField } from '../design/field.tsx';
import { FileButton, PICTURES } from '../design/file-button.tsx';
import { notify } from '../design/toast.tsx';
import { shrinkPicture } from '../panel/shrink-picture.ts';
import { SaveForm } from '../settings/save-form.tsx';
import settings from '../settings/settings.module.css';
import { useDraft } from '../settings/use-draft.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './domains.module.css';
import { useDomainChange } from './queries.ts';

/** As the API bounds it. */
const MAX_PLACEHOLDER_CHARS = 100;

export function LookCard({ domain, canChange }: { domain: WireDomain; canChange: boolean }) {
  const { id } = useWorkspace();
  const draft = useDraft({ logo: domain.logo ?? '', placeholder: domain.placeholder ?? '' });
  const save = useDomainChange(id, async ({ logo, placeholder }: { logo: string; placeholder: string }) =>
    apiFor(id).domains[':slug'].$patch({
      param: { slug: domain.slug },
      json: { logo: logo.trim() || null, placeholder: placeholder.trim() || null },
    }),
  );
  return (
    <Card title="Look">
      <SaveForm
        canChange={canChange}
        changed={draft.changed}
        saved="Look saved"
        onDiscard={draft.discard}
        save={async () => {
          await save.mutateAsync(draft.values);
          draft.discard();
        }}
      >
        <Logo value={draft.values.logo} canChange={canChange} onChange={(logo) => draft.set('logo', logo)} />
        <div className={settings.wide}>
          <TextField
            label="Example destination"
            placeholder="https://acme.com/shoes"
            note="Stands in the empty field when somebody makes a link on this domain."
            readOnly={!canChange}
            maxLength={MAX_PLACEHOLDER_CHARS}
            value={draft.values.placeholder}
            onChange={(event) => draft.set('placeholder', event.target.value)}
          />
        </div>
      </SaveForm>
    </Card>
  );
}

interface LogoProps {
  /** An address, a picture as `data:`, or empty. */
  value: string;
  canChange: boolean;
  onChange: (value: string) => void;
}

function Logo({ value, canChange, onChange }: LogoProps) {
  const isPicture = value.startsWith('data:');

  async function choose(file: File) {
    const picture = await shrinkPicture(file);
    if (picture) return onChange(picture);
    notify({
      tone: 'danger',
      title: 'This picture cannot be the logo',
      text: 'Choose a PNG or JPEG with few details, or give the address of a PNG.',
    });
  }

  return (
    <>
      <div className={styles.logo}>
        <span className={styles.picture}>
          {isPicture ? <img src={value} alt="The logo" /> : <Image size={20} aria-hidden />}
        </span>
        <div className={settings.words}>
          <p className={settings.name}>Logo</p>
          <p className={settings.detail}>Drawn into the middle of the QR codes of this domain.</p>
        </div>
        {canChange && (
          <div className={settings.side}>
            <FileButton accept={PICTURES} onChoose={(file) => void choose(file)}>
              {isPicture ? 'Choose another' : 'Choose a picture'}
            </FileButton>
            {isPicture && (
              <Button size="small" look="ghost" onClick={() => onChange('')}>
                Remove
              </Button>
            )}
          </div>
        )}
      </div>
      {!isPicture && (
        <div className={settings.wide}>
          <TextField
            label="Or the address of a picture"
            placeholder="https://acme.com/logo.png"
            readOnly={!canChange}
            inputMode="url"
            autoCapitalize="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </>
  );
}
