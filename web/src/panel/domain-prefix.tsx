/** The domain before the key: a choice when there is one to make. */
import styles from './panel-form.module.css';

export function DomainPrefix({
  domains,
  value,
  onChange,
}: {
  domains: string[];
  value: string;
  onChange: (domain: string) => void;
}) {
  if (domains.length < 2) return <span className={styles.prefix}>{value}/</span>;
  return (
    <span className={styles.domains}>
      <select aria-label="Domain" value={value} onChange={(event) => onChange(event.target.value)}>
        {domains.map((domain) => (
          <option key={domain} value={domain}>
            {domain}/
          </option>
        ))}
      </select>
    </span>
  );
}
