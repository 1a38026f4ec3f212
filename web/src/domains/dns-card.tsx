/** The DNS records of a domain: what to add, what is there, and a look at them every few seconds until all is well. */
import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useEffect } from 'react';
import type { WireDomain, WireDomainDns } from '#core/domain/wire.ts';
import { apiFor } from '../api/client.ts';
import { ApiError } from '../api/error.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import { Ask } from '../settings/ask.tsx';
import settings from '../settings/settings.module.css';
import { useSeconds } from '../shell/clock.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { DnsRecordRow } from './dns-record.tsx';
import styles from './domains.module.css';
import { dnsQuery, useDomainChange } from './queries.ts';
import { missingOf } from './words.ts';

/** Resolvers may disagree for a while: the server is not asked at every look. */
const MIN_PAUSE_MS = 4_000;

export function DnsCard({ domain, canChange }: { domain: WireDomain; canChange: boolean }) {
  const { id } = useWorkspace();
  const dns = useQuery(dnsQuery(id, domain.slug, !domain.verified));
  const verify = useDomainChange(id, async () =>
    (await apiFor(id).domains[':slug'].verify.$post({ param: { slug: domain.slug } })).json(),
  );
  const isProven = dns.data?.records.some(({ purpose, status }) => purpose === 'proof' && status === 'found') ?? false;
  const { mutate, isPending, submittedAt } = verify;
  // The record was seen: the server is asked to see it too and to put the domain into service. Somebody else's name stays theirs.
  const isTaken = verify.error instanceof ApiError && verify.error.status === 409;
  const shallVerify = isProven && !domain.verified && canChange && !isPending && !isTaken;
  useEffect(() => {
    if (!shallVerify || dns.dataUpdatedAt - submittedAt < MIN_PAUSE_MS) return;
    mutate(undefined, {
      onSuccess: ({ verified, slug }) =>
        verified && notify({ title: `${slug} is yours`, text: 'Links can be made on it now.' }),
    });
  }, [shallVerify, mutate, dns.dataUpdatedAt, submittedAt]);
  if (dns.data && dns.data.records.length === 0) return null;

  function look() {
    if (canChange) verify.mutate(undefined);
    void dns.refetch();
  }

  return (
    <Card
      title="DNS records"
      aside={
        <Button size="small" onClick={look} aria-disabled={isPending || dns.isFetching}>
          <RotateCw size={13} aria-hidden />
          Check now
        </Button>
      }
    >
      <Ask query={dns} what="the DNS records" rows={2}>
        {(found) => (
          <>
            <Finding domain={domain} dns={found} seenAt={dns.dataUpdatedAt} />
            {verify.error instanceof ApiError && !domain.verified && (
              <div className={settings.body}>
                <Notice tone="danger">{verify.error.message}</Notice>
              </div>
            )}
            <ul aria-label="DNS records">
              {found.records.map((record) => (
                <DnsRecordRow key={record.purpose} record={record} />
              ))}
            </ul>
            {missingOf(found.records) !== undefined && <p className={styles.help}>{found.help}</p>}
            <Certificate certificate={verify.data?.certificate ?? found.certificate} />
          </>
        )}
      </Ask>
    </Card>
  );
}

/** What was found, what is missing, and that somebody goes on looking. */
function Finding({ domain, dns, seenAt }: { domain: WireDomain; dns: WireDomainDns; seenAt: number }) {
  const missing = missingOf(dns.records);
  if (domain.verified && missing === undefined)
    return (
      <div className={settings.body}>
        <Notice tone="ok">Both records are there. The TXT record may go now; the CNAME has to stay.</Notice>
      </div>
    );
  const lostTraffic =
    domain.verified && dns.records.some((each) => each.purpose === 'traffic' && each.status !== 'found');
  if (domain.verified && !lostTraffic) return null;
  return (
    <div className={settings.body}>
      <Notice tone={domain.verified ? 'warn' : 'info'} {...(domain.verified && { title: 'Visitors do not arrive' })}>
        <p role="status">
          {domain.verified ? 'The name is proven to be yours, but it does not lead here. ' : ''}
          {missing ?? 'Both records are there. One moment…'}
        </p>
        {!domain.verified && <Watch since={seenAt} />}
      </Notice>
    </div>
  );
}

/** Outside the status role: a screen reader should not hear every second. */
function Watch({ since }: { since: number }) {
  const seconds = Math.max(0, Math.round((useSeconds() - since) / 1000));
  return (
    <p aria-hidden className="figures">
      Looked {seconds < 2 ? 'just now' : `${seconds} s ago`}; this page goes on looking.
    </p>
  );
}

function Certificate({ certificate }: { certificate: WireDomainDns['certificate'] }) {
  if (certificate === null) return null;
  const isReady = certificate.status === 'active';
  return (
    <div className={settings.body}>
      <Notice tone={isReady ? 'ok' : 'info'} title={`Certificate: ${certificate.status}`}>
        {certificate.problems.length > 0
          ? certificate.problems.join(' ')
          : isReady
            ? 'Visitors come by https.'
            : 'It is made by itself once the records are there, usually within minutes.'}
      </Notice>
    </div>
  );
}
