/** The second half of signing in: a code from the app, or one of the backup codes. */
import { useState } from 'react';
import { CheckField } from '../design/check-field.tsx';
import { TextField } from '../design/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthFrame } from './auth-frame.tsx';
import styles from './auth-page.module.css';
import { verifySecondFactor } from './authenticate.ts';
import { useEnter } from './use-enter.ts';

const WAYS = {
  app: {
    text: 'Enter the code that your authenticator app shows for Hopline.',
    field: 'Code',
    note: 'Six digits, a new one every 30 seconds.',
    other: 'No access to the app?',
    switchTo: 'Use a backup code',
  },
  backup: {
    text: 'Enter one of the backup codes you kept when you set up the second factor.',
    field: 'Backup code',
    note: 'Each one works once.',
    other: 'Have the app at hand?',
    switchTo: 'Use its code',
  },
} as const;

export function SecondFactor({ onBack }: { onBack: () => void }) {
  const enter = useEnter();
  const [way, setWay] = useState<keyof typeof WAYS>('app');
  const words = WAYS[way];
  return (
    <AuthFrame
      title="One more step"
      text={words.text}
      other={
        <>
          {words.other}{' '}
          <button type="button" className={styles.link} onClick={() => setWay(way === 'app' ? 'backup' : 'app')}>
            {words.switchTo}
          </button>
          {' · '}
          <button type="button" className={styles.link} onClick={onBack}>
            Start again
          </button>
        </>
      }
    >
      <AuthForm
        key={way}
        verb="Sign in"
        submit={async (field) => {
          await verifySecondFactor(way, field('code'), field('trust') === 'on');
          await enter();
        }}
      >
        <TextField
          label={words.field}
          note={words.note}
          name="code"
          autoComplete="one-time-code"
          inputMode={way === 'app' ? 'numeric' : 'text'}
          autoCapitalize="off"
          spellCheck={false}
          className="figures"
          required
        />
        <CheckField name="trust" label="Do not ask on this device for 30 days" />
      </AuthForm>
    </AuthFrame>
  );
}
