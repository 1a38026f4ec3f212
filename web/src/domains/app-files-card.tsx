/** The two files by which phones open links of a domain in an app, checked while they are typed. */
import { CircleAlert, CircleCheck, ExternalLink } from 'lucide-react';
import type { WireDomain } from '#core/domain/wire.ts';
import { apiFor } from '../api/client.ts';
import { Card } from '../design/card.tsx';
import { TextArea } from '../design/field.tsx';
import { SaveForm } from '../settings/save-form.tsx';
import settings from '../settings/settings.module.css';
import { useDraft } from '../settings/use-draft.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './domains.module.css';
import { useDomainChange } from './queries.ts';
import { type AppFile, judgeAppFile } from './words.ts';

const FILES: readonly { field: AppFile; label: string; path: string; example: string }[] = [
  {
    field: 'appleAppSiteAssociation',
    label: 'iOS: apple-app-site-association',
    path: '/.well-known/apple-app-site-association',
    example: `{
  "applinks": {
    "details": [{ "appIDs": ["ABCDE12345.com.acme.app"], "components": [{ "/": "/*" }] }]
  }
}`,
  },
  {
    field: 'assetLinks',
    label: 'Android: assetlinks.json',
    path: '/.well-known/assetlinks.json',
    example: `[{
  "relation": ["delegate_permission/common.handle_all_urls"],
  "target": { "namespace": "android_app", "package_name": "com.acme.app", "sha256_cert_fingerprints": ["14:6D:…"] }
}]`,
  },
];

export function AppFilesCard({ domain, canChange }: { domain: WireDomain; canChange: boolean }) {
  const { id } = useWorkspace();
  const draft = useDraft({
    appleAppSiteAssociation: domain.appleAppSiteAssociation ?? '',
    assetLinks: domain.assetLinks ?? '',
  });
  const save = useDomainChange(id, async (files: Record<AppFile, string>) =>
    apiFor(id).domains[':slug'].$patch({
      param: { slug: domain.slug },
      json: {
        appleAppSiteAssociation: files.appleAppSiteAssociation.trim() || null,
        assetLinks: files.assetLinks.trim() || null,
      },
    }),
  );
  return (
    <Card title="Apps">
      <SaveForm
        canChange={canChange}
        changed={draft.changed}
        saved="Saved. Phones fetch the files when the app is installed or updated."
        onDiscard={draft.discard}
        save={async () => {
          await save.mutateAsync(draft.values);
          draft.discard();
        }}
      >
        <p className={settings.lead}>
          With these files a phone that has your app opens short links in it, without a browser in between. They are
          served from the domain as they stand here.
        </p>
        {FILES.map(({ field, label, path, example }) => (
          <div key={field} className={settings.group}>
            <TextArea
              label={label}
              placeholder={example}
              rows={draft.values[field] === '' ? 5 : 9}
              className={styles.mono}
              spellCheck={false}
              autoCapitalize="off"
              readOnly={!canChange}
              value={draft.values[field]}
              onChange={(event) => draft.set(field, event.target.value)}
            />
            <VerdictLine file={field} text={draft.values[field]} />
            {domain.verified && domain[field] !== null && (
              <p className={settings.detail}>
                <a className={settings.out} href={`https://${domain.slug}${path}`} target="_blank" rel="noopener">
                  Open the file
                  <ExternalLink size={12} aria-hidden />
                </a>
              </p>
            )}
          </div>
        ))}
      </SaveForm>
    </Card>
  );
}

function VerdictLine({ file, text }: { file: AppFile; text: string }) {
  const verdict = judgeAppFile(file, text);
  if (!verdict) return null;
  const Icon = verdict.tone === 'ok' ? CircleCheck : CircleAlert;
  return (
    <p className={styles.verdict} data-tone={verdict.tone} role="status">
      <Icon size={14} aria-hidden />
      {verdict.text}
    </p>
  );
}
