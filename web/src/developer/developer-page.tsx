/** Everything for those who build on Hopline. */
import { CodeXml } from 'lucide-react';
import { API_BASE } from '../api/client.ts';
import { buttonClass } from '../design/button.tsx';
import { EmptyState } from '../design/state.tsx';
import { Page } from '../shell/page.tsx';

export function DeveloperPage() {
  return (
    <Page title="Developer">
      <EmptyState
        icon={<CodeXml size={18} />}
        title="Everything you see here has an API"
        actions={
          <a href={`${API_BASE}/docs`} target="_blank" rel="noreferrer" className={buttonClass({})}>
            Open the reference
          </a>
        }
      >
        Make links, read reports and send events from your own programs, with a token from the settings.
      </EmptyState>
    </Page>
  );
}
