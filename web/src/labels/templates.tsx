/** UTM templates: parameters that new links take over with one click. */
import { useQuery } from '@tanstack/react-query';
import { BookMarked } from 'lucide-react';
import type { CreateUtmTemplateInput } from '#core/utm-template/wire.ts';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { TextField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { templatesKey, templatesQuery } from '../links/label-queries.ts';
import { UTM_NAMES } from '../panel/utm.ts';
import { useMay } from '../settings/permissions.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { LabelList } from './label-list.tsx';

export function Templates() {
  const { id, deleteAt } = useWorkspace();
  const canChange = useMay()('links.write') && deleteAt === null;
  const templates = useQuery(templatesQuery(id));
  const api = apiFor(id)['utm-templates'];
  const save = useChange(
    async ({ templateId, ...json }: CreateUtmTemplateInput & { templateId: string | undefined }) => {
      if (templateId === undefined) await api.$post({ json });
      else await api[':id'].$patch({ param: { id: templateId }, json });
    },
    templatesKey(id),
  );
  const remove = useChange((templateId: string) => api[':id'].$delete({ param: { id: templateId } }), templatesKey(id));
  return (
    <LabelList
      title="UTM templates"
      noun="template"
      query={templates}
      canChange={canChange}
      empty={{
        icon: <BookMarked size={18} />,
        title: 'No templates yet',
        text: 'Set source, medium and campaign once, and everybody writes them the same way.',
      }}
      row={(template) => ({
        detail: UTM_NAMES.flatMap(({ field }) => template[field] ?? []).join(' · ') || 'sets nothing yet',
      })}
      renderFields={(template) => (
        <>
          <TextField label="Name" name="name" defaultValue={template?.name ?? ''} maxLength={100} required />
          {UTM_NAMES.map(({ field, label, example }) => (
            <TextField
              key={field}
              label={label}
              name={field}
              optional
              placeholder={example}
              maxLength={255}
              defaultValue={template?.[field] ?? ''}
            />
          ))}
        </>
      )}
      save={(template, data) => {
        const given = Object.fromEntries(UTM_NAMES.map(({ field }) => [field, textOf(data, field) || null]));
        return save.mutateAsync({ templateId: template?.id, name: textOf(data, 'name'), ...given });
      }}
      remove={(template) => remove.mutateAsync(template.id)}
      consequence="Links made from it keep their parameters."
    />
  );
}
