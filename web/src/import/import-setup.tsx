/** How a file is to be read: whose it is, where its links go, which column holds what. */
import { useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import type { FormatName } from '#core/import/format/formats.ts';
import { ApiError } from '../api/error.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { CheckField } from '../design/check-field.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import { Notice } from '../design/notice.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { formatShort } from '../format/number.ts';
import { foldersQuery } from '../links/label-queries.ts';
import { listOf } from '../panel/rules.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { columnsOf, guessOf, MAPPED, type Mapping } from './columns.ts';
import styles from './import.module.css';
import { sendFile } from './queries.ts';
import { FORMAT_LABELS, OLD_DOMAINS } from './words.ts';

const FORMATS = (Object.keys(FORMAT_LABELS) as FormatName[]).map((value) => ({ value, label: FORMAT_LABELS[value] }));

export function ImportSetup({ onOpened }: { onOpened: (importId: string) => void }) {
  const { id } = useWorkspace();
  const [format, setFormat] = useState<FormatName>('csv');
  const [file, setFile] = useState<File>();
  const [columns, setColumns] = useState<string[]>([]);
  const [mapping, setMapping] = useState<Mapping>({});
  const [sent, setSent] = useState<number>();
  const [failure, setFailure] = useState<string>();
  const mapped = format === 'csv' && columns.length > 0;

  async function choose(chosen: File | undefined) {
    setFile(chosen);
    setMapping({});
    setFailure(undefined);
    setColumns(chosen ? await columnsOf(chosen) : []);
  }

  async function begin(data: FormData) {
    if (!file) return setFailure('Choose a file first.');
    setFailure(undefined);
    setSent(0);
    try {
      onOpened(await openImport(id, format, mapped ? mapping : {}, data, file, setSent));
    } catch (error) {
      setFailure(error instanceof ApiError ? error.message : 'Something unexpected happened. Try again.');
      setSent(undefined);
    }
  }

  return (
    <Card title="New import">
      <form
        className={styles.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (sent === undefined) void begin(new FormData(event.currentTarget));
        }}
      >
        <Step number={1} title="What do you bring?">
          <div className={styles.grid}>
            <SelectField
              label="The file comes from"
              choices={FORMATS}
              value={format}
              onChange={(event) => setFormat(event.target.value as FormatName)}
            />
          </div>
          <DropZone file={file} onChoose={(chosen) => void choose(chosen)} />
        </Step>
        {mapped && (
          <Step number={2} title="Which column holds what?">
            <Columns columns={columns} mapping={mapping} onChange={setMapping} />
          </Step>
        )}
        <Step number={mapped ? 3 : 2} title="Where do the links go?">
          <Places format={format} />
        </Step>
        {failure && <Notice tone="danger">{failure}</Notice>}
        <div className={styles.actions}>
          <Button type="submit" look="primary" aria-disabled={sent !== undefined}>
            {sent === undefined ? 'Check the file' : `Sending… ${Math.floor(sent * 100)} %`}
          </Button>
          <p className={styles.lead}>First every line is checked, and nothing is written. You decide afterwards.</p>
        </div>
      </form>
    </Card>
  );
}

/** Opens the import as a check and sends its file. Resolves with its id. */
async function openImport(
  workspaceId: string,
  format: FormatName,
  mapping: Mapping,
  data: FormData,
  file: File,
  onSent: (part: number) => void,
): Promise<string> {
  const tagNames = listOf(textOf(data, 'tags'));
  const [old, domain, folderId] = [textOf(data, 'old').toLowerCase(), textOf(data, 'domain'), textOf(data, 'folder')];
  const opened = await apiFor(workspaceId).imports.$post({
    json: {
      format,
      dryRun: true,
      history: data.get('history') === 'on',
      ...(domain && { domain }),
      ...(old && domain && { domains: { [old]: domain } }),
      ...(Object.keys(mapping).length > 0 && { mapping }),
      ...(tagNames.length > 0 && { tagNames }),
      ...(folderId && { folderId }),
    },
  });
  const { id } = await opened.json();
  await sendFile(workspaceId, id, file, onSent);
  return id;
}

function Places({ format }: { format: FormatName }) {
  const { id, domains } = useWorkspace();
  const { data: folders = [] } = useQuery(foldersQuery(id));
  return (
    <>
      <div className={styles.grid}>
        <SelectField
          label="Domain here"
          name="domain"
          choices={domains.map(({ slug }) => ({ value: slug, label: slug }))}
          note="Keys stay as they are."
        />
        <TextField
          key={format}
          label="Domain before"
          name="old"
          optional
          placeholder="bit.ly"
          defaultValue={OLD_DOMAINS[format] ?? ''}
          note="Links of it move to the domain here."
        />
        <TextField label="Tags for all of them" name="tags" optional placeholder="imported, 2026" />
        <SelectField
          label="Folder for all of them"
          name="folder"
          optional
          choices={[
            { value: '', label: 'No folder' },
            ...folders.map((folder) => ({ value: folder.id, label: folder.name })),
          ]}
        />
      </div>
      <CheckField
        name="history"
        defaultChecked
        label="Count the clicks of the past, too"
        note="Where the file tells of them. They are marked as imported in reports."
      />
    </>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: React.ReactNode }) {
  return (
    <section className={styles.step} aria-label={title}>
      <h3 className={styles.number}>
        {number}. {title}
      </h3>
      {children}
    </section>
  );
}

/** The field itself covers the whole place, so a file that is dropped there is the browser's business. */
function DropZone({ file, onChoose }: { file: File | undefined; onChoose: (file: File | undefined) => void }) {
  return (
    <label className={styles.drop}>
      <FileUp size={18} aria-hidden />
      <strong>{file ? file.name : 'Choose a file or drop it here'}</strong>
      <span>
        {file ? `${formatShort(file.size)} bytes` : 'CSV with a header line, JSON, or one object a line. Up to 500 MB.'}
      </span>
      <input
        type="file"
        className={styles.file}
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,text/csv,application/json"
        onChange={(event) => onChoose(event.target.files?.[0])}
      />
    </label>
  );
}

interface ColumnsProps {
  columns: readonly string[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

function Columns({ columns, mapping, onChange }: ColumnsProps) {
  return (
    <>
      <p className={styles.lead}>
        Columns were recognised by their names. Choose another one where that is wrong; a destination is needed.
      </p>
      <div className={styles.grid}>
        {MAPPED.map(({ field, label }) => (
          <ColumnChoice
            key={field}
            label={label}
            columns={columns}
            guess={guessOf(field, columns)}
            value={mapping[field] ?? ''}
            onChange={(column) => {
              const { [field]: _before, ...others } = mapping;
              onChange(column ? { ...others, [field]: column } : others);
            }}
          />
        ))}
      </div>
    </>
  );
}

function ColumnChoice({
  label,
  columns,
  guess,
  value,
  onChange,
}: {
  label: string;
  columns: readonly string[];
  guess: string | undefined;
  value: string;
  onChange: (column: string) => void;
}) {
  const choices = [
    { value: '', label: guess === undefined ? 'Not in the file' : `${guess} (recognised)` },
    ...[...new Set(columns)].filter((column) => column !== '').map((column) => ({ value: column, label: column })),
  ];
  return (
    <SelectField label={label} choices={choices} value={value} onChange={(event) => onChange(event.target.value)} />
  );
}
