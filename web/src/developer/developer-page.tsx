/** Everything for those who build on Hopline: the way to a first answer, and every operation of the API. */
import { ExternalLink } from 'lucide-react';
import { API_BASE } from '../api/client.ts';
import { buttonClass } from '../design/button.tsx';
import { Page } from '../shell/page.tsx';
import { QuickStart } from './quick-start.tsx';
import { Reference } from './reference.tsx';

export function DeveloperPage() {
  return (
    <Page
      title="Developer"
      actions={
        <a href={`${API_BASE}/openapi.json`} target="_blank" rel="noreferrer" className={buttonClass({})}>
          OpenAPI document
          <ExternalLink size={13} aria-hidden />
        </a>
      }
    >
      <QuickStart />
      <Reference />
    </Page>
  );
}
