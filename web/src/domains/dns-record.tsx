/** One DNS record, each part of it ready to be copied into the form of a DNS provider. */
import { useId } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { Status } from '../design/status.tsx';
import settings from '../settings/settings.module.css';
import styles from './domains.module.css';
import { type DnsRecord, PURPOSE, recordStanding } from './words.ts';

export function DnsRecordRow({ record }: { record: DnsRecord }) {
  const id = useId();
  const { type, name, value, found, purpose } = record;
  return (
    <li className={styles.record} aria-labelledby={id}>
      <div className={styles.recordHead}>
        <p id={id} className={settings.name}>
          <span className={`${settings.badge} ${settings.code}`}>{type}</span>
          {PURPOSE[purpose]}
        </p>
        <Status {...recordStanding(record)} />
      </div>
      <dl className={styles.parts}>
        <Part label="Name" text={name} what={`name of the ${type} record`} />
        <Part label="Value" text={value} what={`value of the ${type} record`} />
      </dl>
      {found.length > 0 && (
        <p className={settings.detail}>
          Found instead: <span className={settings.code}>{found.join(', ')}</span>
        </p>
      )}
    </li>
  );
}

function Part({ label, text, what }: { label: string; text: string; what: string }) {
  return (
    <div className={styles.part}>
      <dt>{label}</dt>
      <dd>
        <span className={settings.code}>{text}</span>
        <CopyButton size="small" look="ghost" text={text} what={what} />
      </dd>
    </div>
  );
}
