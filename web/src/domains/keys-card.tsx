/** The rules for the keys of a domain, the part of a short link behind the name. */
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { WireDomain } from '#core/domain/wire.ts';
import { attempt } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Card } from '../design/card.tsx';
import { Switch } from '../design/switch.tsx';
import { countOf } from '../format/number.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { domainLinksQuery, useDomainChange } from './queries.ts';

export function KeysCard({ domain, canChange }: { domain: WireDomain; canChange: boolean }) {
  const { id } = useWorkspace();
  const links = useQuery(domainLinksQuery(id, domain.slug));
  const note = useId();
  const change = useDomainChange(id, async (caseSensitive: boolean) =>
    apiFor(id).domains[':slug'].$patch({ param: { slug: domain.slug }, json: { caseSensitive } }),
  );
  // What was chosen shows at once, and goes back when it is refused.
  const [chosen, setChosen] = useState<boolean>();

  async function choose(next: boolean) {
    setChosen(next);
    await attempt('The rule was not changed', () => change.mutateAsync(next));
    setChosen(undefined);
  }

  const count = links.data ?? 0;
  return (
    <Card title="Keys">
      <div className={settings.row}>
        <div className={settings.words}>
          <p className={settings.name}>Tell capital letters apart</p>
          <p className={settings.detail} id={note}>
            {`Then ${domain.slug}/Sale and ${domain.slug}/sale are two links; otherwise one. `}
            {count > 0
              ? `Cannot change any more: there ${count === 1 ? 'is' : 'are'} ${countOf(count, 'link')} on the domain.`
              : 'Can change only while there are no links on the domain.'}
          </p>
        </div>
        <Switch
          label="Tell capital letters apart"
          describedBy={note}
          on={chosen ?? domain.caseSensitive}
          onChange={(next) => void choose(next)}
          disabled={!canChange || links.data !== 0 || change.isPending}
        />
      </div>
    </Card>
  );
}
