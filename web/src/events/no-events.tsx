/** The list without events: what would stand here, or which filter to let go. */
import { Link } from '@tanstack/react-router';
import { Activity, SearchX } from 'lucide-react';
import { Button, buttonClass } from '../design/button.tsx';
import { EmptyState } from '../design/state.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { type EventsSearch, isNarrowed, type Kind, widened } from './search.ts';

const TEACHING: Record<Kind, string> = {
  clicks: 'Every time somebody opens one of your short links, it stands here: when, where from, on which device.',
  leads:
    'A lead is something a visitor did after a click, such as signing up. Your server reports it, and it stands here with the click it goes back to.',
  sales:
    'A sale is money that a click brought. Your server reports it, and it stands here with its amount and the click it goes back to.',
};

export function NoEvents({ search, onChange }: { search: EventsSearch; onChange: (search: EventsSearch) => void }) {
  const { slug } = useWorkspace();
  const { event = 'clicks' } = search;
  if (isNarrowed(search))
    return (
      <EmptyState
        icon={<SearchX size={18} />}
        title="No event matches these filters"
        actions={<Button onClick={() => onChange(widened(search))}>Clear filters</Button>}
      >
        All filters must hold at the same time. Hits of machines are only listed when you ask for them.
      </EmptyState>
    );
  const widerRange = search.range !== 'all' || search.start !== undefined;
  return (
    <EmptyState
      icon={<Activity size={18} />}
      title={`No ${event} in this period`}
      actions={
        <>
          {widerRange && (
            <Button onClick={() => onChange({ ...(search.event && { event: search.event }), range: 'all' })}>
              Look at all time
            </Button>
          )}
          {event === 'clicks' ? (
            <Link to="/$workspace/live" params={{ workspace: slug }} className={buttonClass({ look: 'ghost' })}>
              Watch them live
            </Link>
          ) : (
            <Link
              to="/$workspace/developer"
              params={{ workspace: slug }}
              search={{ q: event === 'leads' ? 'track/lead' : 'track/sale' }}
              className={buttonClass({ look: 'ghost' })}
            >
              How to report them
            </Link>
          )}
        </>
      }
    >
      {TEACHING[event]}
    </EmptyState>
  );
}
