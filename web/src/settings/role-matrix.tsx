/** The permission matrix, as the API knows it. */
import { useQuery } from '@tanstack/react-query';
import { Check, Minus } from 'lucide-react';
import { useWorkspace } from '../shell/workspace.ts';
import { Ask } from './ask.tsx';
import { matrixQuery } from './queries.ts';
import { ROLE_NAMES } from './roles.ts';
import styles from './role-matrix.module.css';

export function RoleMatrix() {
  const mine = useWorkspace().users[0]?.role;
  const matrix = useQuery(matrixQuery);
  return (
    <Ask query={matrix} what="the permissions" rows={5}>
      {({ roles, permissions }) => (
        <>
          <dl className={styles.meanings}>
            {roles.map(({ role, meaning }) => (
              <div key={role} className={styles.meaning}>
                <dt>{ROLE_NAMES[role]}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <table className={styles.table}>
            <caption className="visually-hidden">Permissions by role</caption>
            <thead>
              <tr>
                <th scope="col">May …</th>
                {roles.map(({ role }) => (
                  <th key={role} scope="col" data-mine={role === mine ? '' : undefined}>
                    {ROLE_NAMES[role]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {permissions.map(({ permission, allows, roles: allowed }) => (
                <tr key={permission}>
                  <th scope="row" title={permission}>
                    {allows}
                  </th>
                  {roles.map(({ role }) => (
                    <td key={role} data-mine={role === mine ? '' : undefined}>
                      {allowed.includes(role) ? (
                        <Check size={15} className={styles.yes} role="img" aria-label="yes" />
                      ) : (
                        <Minus size={15} className={styles.no} role="img" aria-label="no" />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Ask>
  );
}
