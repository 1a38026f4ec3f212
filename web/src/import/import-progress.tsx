/** How far an import has come, what is wrong with the file, and what can be done now. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, Pause, Play, X } from 'lucide-react';
import { useEffect } from 'react';
import type { WireImport } from '#core/import/wire.ts';
import { attempt } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button, buttonClass } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { countOf, formatCount } from '../format/number.ts';
import { linksKey } from '../links/queries.ts';
import { Ask } from '../settings/ask.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './import.module.css';
import { errorsUrl, importQuery, MAX_SHOWN_PROBLEMS, problemsQuery } from './queries.ts';
import { stateWords } from './words.ts';

type Verb = 'start' | 'pause' | 'resume' | 'cancel';

export function ImportProgress({ job, onAnother }: { job: WireImport; onAnother: () => void }) {
  const { id } = useWorkspace();
  const client = useQueryClient();
  const { state } = job;
  const steer = (verb: Verb) =>
    void attempt('That could not be done', async () => {
      const answer = await apiFor(id).imports[':importId'][verb].$post({ param: { importId: job.id } });
      client.setQueryData(importQuery(id, job.id).queryKey, await answer.json());
    });
  // The list of links has grown.
  useEffect(() => {
    if (state === 'done') void client.invalidateQueries({ queryKey: linksKey(id) });
  }, [client, id, state]);
  const percent = Math.floor(job.progress * 100);
  return (
    <div className={styles.body}>
      <div className={styles.state}>
        <h3 className={styles.title} aria-live="polite">
          {stateWords(job)}
        </h3>
        <Actions job={job} onSteer={steer} onAnother={onAnother} />
      </div>
      {(state === 'running' || state === 'paused') && (
        <div
          className={styles.track}
          role="progressbar"
          aria-label="Part of the file that has been read"
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <div className={styles.filled} style={{ transform: `scaleX(${job.progress})` }} />
        </div>
      )}
      {job.error && <Notice tone="danger">{job.error}</Notice>}
      <dl className={styles.figures}>
        <Figure label="Lines read" count={job.lines} />
        <Figure label={job.dryRun ? 'Links to be made' : 'Links made'} count={job.created} />
        <Figure label="Here already" count={job.unchanged} />
        <Figure label="Lines with problems" count={job.refused} bad={job.refused > 0} />
        {job.clicks > 0 && <Figure label="Clicks of the past" count={job.clicks} />}
      </dl>
      {job.refused > 0 && <Problems job={job} />}
    </div>
  );
}

function Figure({ label, count, bad = false }: { label: string; count: number; bad?: boolean }) {
  return (
    <div className={styles.figure} data-bad={bad ? '' : undefined}>
      <dt>{label}</dt>
      <dd>{formatCount(count)}</dd>
    </div>
  );
}

function Actions({
  job: { state, created },
  onSteer,
  onAnother,
}: {
  job: WireImport;
  onSteer: (verb: Verb) => void;
  onAnother: () => void;
}) {
  const { slug } = useWorkspace();
  const over = state === 'done' || state === 'canceled';
  return (
    <div className={styles.actions}>
      {state === 'checked' && (
        <Button look="primary" onClick={() => onSteer('start')}>
          Import {countOf(created, 'link')}
        </Button>
      )}
      {state === 'running' && (
        <Button onClick={() => onSteer('pause')}>
          <Pause size={14} aria-hidden />
          Pause
        </Button>
      )}
      {(state === 'paused' || state === 'failed') && (
        <Button look="primary" onClick={() => onSteer('resume')}>
          <Play size={14} aria-hidden />
          Resume
        </Button>
      )}
      {over ? (
        <>
          <Button onClick={onAnother}>Import another file</Button>
          <Link to="/$workspace/links" params={{ workspace: slug }} className={buttonClass({ look: 'primary' })}>
            See the links
          </Link>
        </>
      ) : (
        <Button look="ghost" onClick={() => onSteer('cancel')}>
          <X size={14} aria-hidden />
          Cancel
        </Button>
      )}
    </div>
  );
}

function Problems({ job }: { job: WireImport }) {
  const { id } = useWorkspace();
  const problems = useQuery({ ...problemsQuery(id, job.id, job.refused), placeholderData: (before) => before });
  return (
    <section className={styles.step} aria-label="Problems">
      <div className={styles.state}>
        <p className={styles.lead}>
          These lines are left out, the others go on. Mend them in the file and import it again: what is here already is
          not made twice.
        </p>
        <a href={errorsUrl(id, job.id)} download className={buttonClass({ size: 'small' })}>
          <Download size={14} aria-hidden />
          All problems as CSV
        </a>
      </div>
      <Ask query={problems} what="the problems">
        {(shown) => (
          // Scrolls by itself, so it has to be reached by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as just said
          <div className={styles.problems} tabIndex={0} role="group" aria-label="Lines with problems">
            <table>
              <thead>
                <tr>
                  <th scope="col">Line</th>
                  <th scope="col">What is wrong</th>
                  <th scope="col" className={styles.content}>
                    The line
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map(({ line, reason, content }) => (
                  <tr key={line}>
                    <td>{line}</td>
                    <td>{reason}</td>
                    <td className={styles.content}>{content}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Ask>
      {job.refused > MAX_SHOWN_PROBLEMS && (
        <p className={styles.lead}>
          The first {MAX_SHOWN_PROBLEMS} of {formatCount(job.refused)}.
        </p>
      )}
    </section>
  );
}
