/** For a person who is signed in but a member of nothing. */
import { Building2 } from 'lucide-react';
import { EmptyState } from '../design/state.tsx';
import styles from './fallbacks.module.css';

export function NoWorkspace() {
  return (
    <main className={styles.full}>
      <EmptyState icon={<Building2 size={18} />} title="You are not in a workspace yet">
        Links belong to workspaces. Ask the owner of one to invite you with the e-mail address of this account.
      </EmptyState>
    </main>
  );
}
