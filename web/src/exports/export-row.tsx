/** One export: how far it is, how to take it away, and which files it consists of. */
import { Download, X } from 'lucide-react';
import type { WireExport } from '#core/export/bundle/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button, buttonClass } from '../design/button.tsx';
import { formatBytes } from '../format/bytes.ts';
import { countOf, formatCount } from '../format/number.ts';
import { formatDay, formatMoment } from '../format/time.ts';
import settings from '../settings/settings.module.css';
import { useNow } from '../shell/clock.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './exports.module.css';
import { downloadUrl, exportsKey } from './queries.ts';

export function ExportRow({ job }: { job: WireExport }) {
  const { id } = useWorkspace();
  const cancel = useChange(
    async () => apiFor(id).exports[':exportId'].cancel.$post({ param: { exportId: job.id } }),
    exportsKey(id),
  );
  return (
    <li className={styles.export}>
      <div className={styles.head}>
        <div className={settings.words}>
          <p className={settings.name}>{formatMoment(Date.parse(job.createdAt))}</p>
          <p className={settings.detail} role={job.state === 'running' ? 'status' : undefined}>
            <State job={job} />
          </p>
        </div>
        {job.state === 'running' && (
          <Button
            size="small"
            onClick={() => void attempt('It goes on', () => cancel.mutateAsync(undefined))}
            aria-disabled={cancel.isPending}
          >
            <X size={13} aria-hidden />
            Cancel
          </Button>
        )}
        {job.state === 'done' && (
          <a className={buttonClass({ size: 'small' })} href={downloadUrl(id, job.id)} download>
            <Download size={13} aria-hidden />
            ZIP
          </a>
        )}
      </div>
      {job.state === 'running' && <Progress part={job.progress} />}
      {job.state === 'done' && <Files job={job} />}
    </li>
  );
}

function State({ job }: { job: WireExport }) {
  const now = useNow();
  switch (job.state) {
    case 'running':
      return <>{`${countOf(job.rows, 'row')} written`}</>;
    case 'done': {
      const until = job.expiresAt ? ` · kept until ${formatDay(Date.parse(job.expiresAt), now)}` : '';
      return (
        <>{`${countOf(job.files.length, 'file')}, ${countOf(job.rows, 'row')}, ${formatBytes(job.bytes)}${until}`}</>
      );
    }
    case 'canceled':
      return <>Canceled; what was written is removed.</>;
    case 'failed':
      return <>{`Failed: ${job.error ?? 'something went wrong on our side.'} Start another one.`}</>;
  }
}

function Progress({ part }: { part: number }) {
  const percent = Math.floor(part * 100);
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label="Part of the rows that is written"
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div className={styles.filled} style={{ transform: `scaleX(${part})` }} />
    </div>
  );
}

function Files({ job }: { job: WireExport }) {
  const { id } = useWorkspace();
  return (
    <details className={styles.files}>
      <summary>Files and checksums</summary>
      <p className={settings.detail}>
        In the ZIP lies <span className={settings.code}>manifest.json</span>: every file with what it holds, its rows,
        bytes and SHA-256, so that you can check that nothing is missing or changed, and what was left out and why.
      </p>
      {/* Wide tables scroll within; the keyboard has to reach them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} role="region" aria-label="Files" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Rows</th>
              <th scope="col">Size</th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {job.files.map(({ name, rows, bytes, sha256 }) => (
              <tr key={name}>
                <th scope="row">
                  <a href={downloadUrl(id, job.id, name)} download className={settings.out}>
                    {name}
                  </a>
                </th>
                <td>{formatCount(rows)}</td>
                <td>{formatBytes(bytes)}</td>
                <td className={settings.code} title={sha256}>
                  {sha256.slice(0, 12)}…
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
