/** Everything that is kept of one event, and why it counts as it does. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Filter } from 'lucide-react';
import type { WireEvent } from '#core/stats/event-wire.ts';
import { Button } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Sheet } from '../design/sheet.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { ErrorState } from '../design/state.tsx';
import { displayUrl } from '../format/address.ts';
import { useRegionNames } from '../format/region-names.ts';
import { formatMoment } from '../format/time.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { type Fact, factsOf } from './facts.ts';
import styles from './event-sheet.module.css';
import { keptEventQuery } from './queries.ts';
import { type EventsSearch, type Facet, withFilter } from './search.ts';
import { className, titleOf, verdictOf } from './words.ts';

interface EventSheetProps {
  event: WireEvent;
  open: boolean;
  onClose: () => void;
  search: EventsSearch;
  onChange: (search: EventsSearch) => void;
}

export function EventSheet({ event, open, onClose, search, onChange }: EventSheetProps) {
  const { id, slug } = useWorkspace();
  const kept = useQuery(keptEventQuery(id, event));
  const { click, link } = event;
  const regions = useRegionNames(click.region !== '');
  const narrow = (facet: Facet, value: string) => {
    onChange(withFilter(search, facet, value));
    onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={titleOf(event)} narrow>
      <div className={styles.body}>
        <div className={styles.head}>
          <Link to="/$workspace/links/$linkId" params={{ workspace: slug, linkId: link.id }} className={styles.link}>
            {displayUrl(link.shortLink)}
          </Link>
          <time dateTime={event.timestamp} className={styles.time}>
            {formatMoment(Date.parse(event.timestamp))}
          </time>
          <CopyButton text={JSON.stringify(event, null, 2)} what="event as JSON" labelled size="small" />
        </div>
        <section className={styles.verdict} data-human={click.class === 'human' ? '' : undefined}>
          <h3 className={styles.class}>{className(click.class)}</h3>
          <p>{verdictOf(click.class, click.reason)}</p>
        </section>
        {factsOf(event, kept.data, regions).map(({ title, facts }) => (
          <section key={title} className={styles.group}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.facts}>
              {facts.map((fact) => (
                <FactRow key={fact.name} fact={fact} onNarrow={narrow} />
              ))}
            </dl>
          </section>
        ))}
        {kept.isPending && (
          <div role="status">
            <span className="visually-hidden">Loading the rest of it</span>
            <Skeleton height={120} radius={8} />
          </div>
        )}
        {kept.isError && (
          <ErrorState compact what="the rest of it" error={kept.error} onRetry={() => void kept.refetch()} />
        )}
      </div>
    </Sheet>
  );
}

function FactRow({ fact, onNarrow }: { fact: Fact; onNarrow: (facet: Facet, value: string) => void }) {
  const { name, value, filter, code } = fact;
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd className={code ? styles.code : undefined}>
        <span className={styles.value}>{value}</span>
        {filter && (
          <Button
            look="ghost"
            size="small"
            icon
            aria-label={`Only ${name.toLowerCase()} ${value}`}
            onClick={() => onNarrow(filter.facet, filter.value)}
          >
            <Filter size={13} aria-hidden />
          </Button>
        )}
        {code && <CopyButton text={value} what={name} look="ghost" size="small" />}
      </dd>
    </div>
  );
}
