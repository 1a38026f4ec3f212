/** Takes what the page shows away as a file. */
import { Download } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { API_BASE, WORKSPACE_HEADER } from '../api/client.ts';
import { ApiError } from '../api/error.ts';
import { Button } from '../design/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../design/dialog.tsx';
import { SelectField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import dialog from '../design/dialog.module.css';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import { countOf, formatCount } from '../format/number.ts';
import { useAnalytics } from './analytics-context.ts';
import styles from './dialogs.module.css';
import { download, type Progress, saveFile } from './download.ts';
import { EXPORT_FORMATS, exportOf, EXPORTS, type ExportFormat, type ExportWhat } from './export-what.ts';
import { periodWords } from './period.ts';
import { filtersOf } from './search.ts';

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { workspaceId, search } = useAnalytics();
  const [progress, setProgress] = useState<Progress>();
  const [failure, setFailure] = useState<string>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start(what: ExportWhat, format: ExportFormat) {
    const controller = new AbortController();
    running.current = controller;
    setFailure(undefined);
    setProgress({ rows: undefined, of: undefined, bytes: 0 });
    const { path, name } = exportOf(search, what, format);
    try {
      const blob = await download({
        url: `${API_BASE}${path}`,
        headers: { [WORKSPACE_HEADER]: workspaceId },
        isLines: format === 'csv' || format === 'ndjson',
        signal: controller.signal,
        onProgress: setProgress,
      });
      saveFile(blob, name);
      notify({ title: `${name} is saved` });
      onClose();
    } catch (error) {
      if (controller.signal.aborted) return;
      setFailure(error instanceof ApiError ? error.message : 'Something unexpected happened. Try again.');
    } finally {
      setProgress(undefined);
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (progress) return;
    const data = new FormData(event.currentTarget);
    void start(textOf(data, 'what') as ExportWhat, textOf(data, 'format') as ExportFormat);
  }

  const filters = filtersOf(search).length;
  return (
    <Dialog open onClose={onClose} title="Export">
      <form className={dialog.form} onSubmit={onSubmit}>
        <DialogBody>
          <SelectField label="What" name="what" choices={EXPORTS} />
          <SelectField label="As" name="format" choices={EXPORT_FORMATS} />
          <p className={styles.note}>
            {periodWords(search)}
            {filters > 0 && `, with ${countOf(filters, 'filter')} of this page`}.
          </p>
          {progress && <ProgressBar progress={progress} />}
          {failure && <Notice tone="danger">{failure}</Notice>}
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" aria-disabled={progress !== undefined}>
            <Download size={15} aria-hidden />
            {progress ? 'On its way…' : 'Download'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function ProgressBar({ progress: { rows, of, bytes } }: { progress: Progress }) {
  const words =
    of === undefined
      ? 'Asking for the file…'
      : rows === undefined
        ? `${countOf(of, 'row')}, ${formatCount(Math.ceil(bytes / 1000))} KB so far`
        : `${formatCount(Math.min(rows, of))} of ${countOf(of, 'row')}`;
  return (
    <div className={styles.progress} role="status">
      <progress
        aria-label="Progress of the export"
        {...(rows !== undefined && of ? { value: Math.min(rows, of), max: of } : {})}
      />
      {words}
    </div>
  );
}
