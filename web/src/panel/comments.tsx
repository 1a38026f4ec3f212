/** What members say about a link: threads of one answer deep. */
import { useQuery } from '@tanstack/react-query';
import { MessageSquare } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { MAX_COMMENT_CHARS } from '#core/comment/comment.ts';
import type { commentSchema } from '#core/comment/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { TextArea } from '../design/field.tsx';
import { EmptyState } from '../design/state.tsx';
import { useSessionUser } from '../session/use-session.ts';
import { Ask } from '../settings/ask.tsx';
import { membersQuery } from '../settings/queries.ts';
import { Ago } from '../shell/ago.tsx';
import { useCanAdminister, useCanEdit, useWorkspace } from '../shell/workspace.ts';
import styles from './link-talk.module.css';
import { commentsQuery } from './talk-queries.ts';

type Comment = z.infer<typeof commentSchema>;

export function Comments({ link }: { link: WireLink }) {
  const { workspaceId, id: linkId } = link;
  const canWrite = useCanEdit();
  const query = commentsQuery(workspaceId, linkId);
  const comments = useQuery(query);
  const api = apiFor(workspaceId).links[':linkId'].comments;
  const say = useChange(
    (json: { body: string; parentId?: string }) => api.$post({ param: { linkId }, json }),
    query.queryKey,
  );
  const remove = useChange(
    (commentId: string) => api[':commentId'].$delete({ param: { linkId, commentId } }),
    query.queryKey,
  );
  const send = (body: string, parentId?: string) =>
    attempt('Your comment was not saved', () => say.mutateAsync({ body, ...(parentId && { parentId }) }));
  return (
    <>
      <Ask query={comments} what="the comments">
        {(all) =>
          all.length === 0 ? (
            <EmptyState compact icon={<MessageSquare size={18} />} title="Nothing said yet">
              Leave a word for the others: why this link leads there, how long it should live.
            </EmptyState>
          ) : (
            <ul className={styles.list} aria-label="Comments">
              {all
                .filter((comment) => comment.parentId === null)
                .map((comment) => (
                  <Thread
                    key={comment.id}
                    comment={comment}
                    answers={all.filter((each) => each.parentId === comment.id)}
                    onAnswer={canWrite ? (body) => send(body, comment.id) : undefined}
                    onDelete={(id) => void attempt('The comment was not deleted', () => remove.mutateAsync(id))}
                  />
                ))}
            </ul>
          )
        }
      </Ask>
      {canWrite && <WriteBox label="Comment" verb="Comment" onSend={send} />}
    </>
  );
}

interface ThreadProps {
  comment: Comment;
  answers: Comment[];
  onAnswer: ((body: string) => Promise<boolean>) | undefined;
  onDelete: (commentId: string) => void;
}

function Thread({ comment, answers, onAnswer, onDelete }: ThreadProps) {
  const [answering, setAnswering] = useState(false);
  const answer = async (body: string) => {
    const done = (await onAnswer?.(body)) ?? false;
    if (done) setAnswering(false);
    return done;
  };
  return (
    <li className={styles.entry}>
      <One comment={comment} onDelete={onDelete}>
        {onAnswer && !answering && (
          <Button look="ghost" size="small" onClick={() => setAnswering(true)}>
            Answer
          </Button>
        )}
      </One>
      {answers.length > 0 && (
        <ul className={styles.answer} aria-label="Answers">
          {answers.map((each) => (
            <li key={each.id} className={styles.entry}>
              <One comment={each} onDelete={onDelete} />
            </li>
          ))}
        </ul>
      )}
      {answering && (
        <div className={styles.answer}>
          <WriteBox label="Your answer" verb="Answer" onSend={answer} />
        </div>
      )}
    </li>
  );
}

function One({
  comment,
  onDelete,
  children,
}: {
  comment: Comment;
  onDelete: (commentId: string) => void;
  children?: React.ReactNode;
}) {
  const me = useSessionUser();
  const isAdmin = useCanAdminister();
  return (
    <>
      <p className={styles.who}>
        <Person userId={comment.userId} />
        {comment.createdAt && <Ago at={comment.createdAt} />}
        {comment.editedAt && <span>edited</span>}
      </p>
      <p className={styles.body}>{comment.body}</p>
      <div className={styles.tools}>
        {children}
        {(comment.userId === me.id || isAdmin) && (
          <Button look="ghost" size="small" onClick={() => onDelete(comment.id)}>
            Delete
          </Button>
        )}
      </div>
    </>
  );
}

function Person({ userId }: { userId: string }) {
  const { id } = useWorkspace();
  const { data: members = [] } = useQuery(membersQuery(id));
  const member = members.find((each) => each.userId === userId);
  return <strong>{member ? member.name || member.email : 'A former member'}</strong>;
}

function WriteBox({
  label,
  verb,
  onSend,
}: {
  label: string;
  verb: string;
  onSend: (body: string) => Promise<boolean>;
}) {
  const [body, setBody] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy || body.trim() === '') return;
    setBusy(true);
    if (await onSend(body.trim())) setBody('');
    setBusy(false);
  };
  return (
    <div className={styles.write}>
      <TextArea
        label={label}
        rows={2}
        maxLength={MAX_COMMENT_CHARS}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      <Button size="small" look="primary" aria-disabled={busy || body.trim() === ''} onClick={() => void send()}>
        {verb}
      </Button>
    </div>
  );
}
