/** The workspace at a glance: its total as it grows, its traffic over time, and what happens right now. */
import { useSearch } from '@tanstack/react-router';
import { useWorkspaceTotals } from '../live/live.tsx';
import { Page } from '../shell/page.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { Countries, Devices, Referrers } from '../stats/breakdowns.tsx';
import grid from '../stats/grid.module.css';
import { RangePicker } from '../stats/range-picker.tsx';
import { parseRange } from '../stats/range.ts';
import { Traffic } from '../stats/traffic.tsx';
import { classNames } from '../design/class-names.ts';
import { NewLinkButton } from '../links/new-link-button.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LiveFeed } from './live-feed.tsx';
import { OpenAlerts } from './open-alerts.tsx';
import { TopLinks } from './top-links.tsx';

export function Overview() {
  const workspace = useWorkspace();
  const range = parseRange(useSearch({ from: '/member/$workspace/' }).range);
  const subject = { workspaceId: workspace.id };
  return (
    <Page
      title="Overview"
      beside={<OpenAlerts key={workspace.id} />}
      actions={
        <>
          <RangePicker range={range} />
          <NewLinkButton />
        </>
      }
    >
      <div key={workspace.id} className={grid.stack}>
        <FirstSteps />
        <Traffic subject={subject} range={range} total={useWorkspaceTotals()?.clicks} />
        <div className={classNames(grid.grid, grid.two)}>
          <TopLinks subject={subject} range={range} />
          <LiveFeed />
        </div>
        <div className={grid.grid}>
          <Countries subject={subject} range={range} />
          <Referrers subject={subject} range={range} />
          <Devices subject={subject} range={range} />
        </div>
      </div>
    </Page>
  );
}
