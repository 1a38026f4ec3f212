/** Imports so far. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../design/card.tsx';
import { countOf } from '../format/number.ts';
import { Ask } from '../settings/ask.tsx';
import settings from '../settings/settings.module.css';
import { Ago } from '../shell/ago.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { importsQuery } from './queries.ts';
import { FORMAT_LABELS, stateWords } from './words.ts';

/** `current` is the one that is shown above. */
export function ImportList({ current }: { current: string | undefined }) {
  const { id, slug } = useWorkspace();
  const imports = useQuery(importsQuery(id));
  const others = imports.data?.filter((job) => job.id !== current);
  if (others?.length === 0) return null;
  return (
    <Card title="Earlier imports">
      <Ask query={{ ...imports, data: others }} what="earlier imports">
        {(all) => (
          <ul aria-label="Earlier imports">
            {all.map((job) => (
              <li key={job.id} className={settings.row}>
                <div className={settings.words}>
                  <p className={settings.name}>
                    <Link to="/$workspace/import" params={{ workspace: slug }} search={{ id: job.id }}>
                      {FORMAT_LABELS[job.format]}: {stateWords(job)}
                    </Link>
                  </p>
                  <p className={settings.detail}>
                    {countOf(job.created, 'link')} {job.dryRun ? 'would be made' : 'made'},{' '}
                    {countOf(job.refused, 'problem')} · <Ago at={job.createdAt} />
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Ask>
    </Card>
  );
}
