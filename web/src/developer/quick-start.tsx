/** Three steps to the first answer: a token, where the code finds it, and the code. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import segments from '../design/segments.module.css';
import { Skeleton } from '../design/skeleton.tsx';
import { useFreshToken } from '../settings/fresh-token.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { Code } from './code.tsx';
import { documentQuery } from './queries.ts';
import styles from './quick-start.module.css';
import { environment, type Language, LANGUAGES, sampleOf, SETUP, type Task, TASK_NAMES, TASKS } from './samples.ts';

export function QuickStart() {
  const { id, slug } = useWorkspace();
  const { data: document } = useQuery(documentQuery);
  const fresh = useFreshToken(id);
  const [language, setLanguage] = useState<Language>('curl');
  const [task, setTask] = useState<Task>('link');
  const base = document?.servers?.[0]?.url;
  return (
    <Card title="Quick start">
      <ol className={styles.steps}>
        <li className={styles.step}>
          <div className={styles.words}>
            <h3 className={styles.title}>Make a token</h3>
            <p>It says what your program may do. For these samples: read and write links, read analytics.</p>
          </div>
          <Link
            to="/$workspace/settings/tokens"
            params={{ workspace: slug }}
            className={buttonClass({ look: fresh ? 'secondary' : 'primary' })}
          >
            <KeyRound size={14} aria-hidden />
            {fresh ? 'Your tokens' : 'Create a token'}
          </Link>
        </li>
        <li className={styles.step}>
          <div className={styles.words}>
            <h3 className={styles.title}>Put it where your program reads its secrets</h3>
            <p>
              {fresh
                ? 'This is the token you have just made. It is shown until you leave the app, and never again.'
                : 'A token’s secret is shown once, when it is made; nobody can look it up later.'}
            </p>
          </div>
          <Code text={environment(fresh)} what="environment variable" />
        </li>
        <li className={styles.step}>
          <div className={styles.words}>
            <h3 className={styles.title}>Run this</h3>
            <p>As it stands, nothing to fill in. TypeScript uses the official client of the API’s wire format.</p>
          </div>
          <div className={styles.choices}>
            <Choice
              label="Language"
              options={LANGUAGES}
              value={language}
              onChange={setLanguage}
              nameOf={(each) => each}
            />
            <Choice label="Task" options={TASKS} value={task} onChange={setTask} nameOf={(each) => TASK_NAMES[each]} />
          </div>
          {SETUP[language] && <Code text={SETUP[language]} what="installation" />}
          {base === undefined ? (
            <Skeleton height={122} radius={8} />
          ) : (
            <Code text={sampleOf(task, language, base)} what={`${language} sample`} />
          )}
        </li>
      </ol>
    </Card>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  options: readonly Value[];
  value: Value;
  onChange: (value: Value) => void;
  nameOf: (value: Value) => string;
}

function Choice<Value extends string>({ label, options, value, onChange, nameOf }: ChoiceProps<Value>) {
  return (
    <div className={segments.segments} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          className={segments.segment}
          data-chosen={option === value ? '' : undefined}
          aria-pressed={option === value}
          onClick={() => onChange(option)}
        >
          {nameOf(option)}
        </button>
      ))}
    </div>
  );
}
