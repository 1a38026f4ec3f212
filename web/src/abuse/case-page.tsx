/** One case: what speaks against it, what people say, what was done, and what can be decided. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import type { DecisionName } from '#core/abuse/decide.ts';
import type { WireCaseDetail } from '#core/abuse/wire.ts';
import { ApiError } from '../api/error.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/state.tsx';
import { Ask } from '../settings/ask.tsx';
import settings from '../settings/settings.module.css';
import { CaseFacts } from './case-facts.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { DeskFrame } from './frame.tsx';
import { History, Reports, Signals } from './case-lists.tsx';
import { caseQuery } from './queries.ts';
import { DECISION_WORDS, decisionsFor, titleOf } from './words.ts';

export function CasePage() {
  const { caseId } = useParams({ from: '/member/operator/abuse/$caseId' });
  const found = useQuery(caseQuery(caseId));
  const isGone = found.error instanceof ApiError && found.error.status === 404;
  return (
    <DeskFrame title={found.data ? titleOf(found.data) : 'Case'} within>
      {isGone && !found.data ? (
        <EmptyState icon={<SearchX size={18} />} title="There is no such case">
          Its workspace was removed, or the address is not whole.
        </EmptyState>
      ) : (
        <Ask query={found} what="the case" rows={4}>
          {(detail) => <Detail found={detail} />}
        </Ask>
      )}
    </DeskFrame>
  );
}

function Detail({ found }: { found: WireCaseDetail }) {
  const [deciding, setDeciding] = useState<DecisionName>();
  const decisions = decisionsFor(found);
  return (
    <>
      <Card title="Case">
        <CaseFacts found={found} />
        {decisions.length > 0 && (
          <div className={settings.row}>
            <div className={settings.actions}>
              {decisions.map((each, at) => (
                <Button
                  key={each}
                  look={at > 0 ? 'secondary' : DECISION_WORDS[each].danger ? 'danger' : 'primary'}
                  onClick={() => setDeciding(each)}
                >
                  {DECISION_WORDS[each].verb}
                </Button>
              ))}
            </div>
          </div>
        )}
      </Card>
      <Signals signals={found.signals} />
      <Reports found={found} />
      <History entries={found.history} />
      {deciding && (
        <DecideDialog key={deciding} found={found} action={deciding} onClose={() => setDeciding(undefined)} />
      )}
    </>
  );
}
