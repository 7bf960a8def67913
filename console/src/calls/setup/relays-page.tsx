/** Setup: the relays that carry calls where two browsers cannot reach each other; whether they work, tried from here and from the server. */
import './setup.css';
import { callRelay, type RelayCheck, type RelayServer } from '@recoup/contract';
import { tryRelays } from '@recoup/rtc/relay-test';
import { Button } from 'antd';
import { Activity } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { type ProblemWords, useProblemWords } from '../../app/problem-words.ts';
import { useApi } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import { NotDone, SetupPage } from '../../settings/frame.tsx';
import { Section } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Status, When } from '../../ui/status.tsx';

export function RelaysPage() {
  const { t } = useTranslation('calls');
  const { may } = useSession();
  const source = useApi(callRelay.relays);
  const test = useTest(source.retry);
  const relays = source.data;
  const servers = [...(relays?.stun ?? []), ...(relays?.regions.flatMap((region) => region.servers) ?? [])];
  return (
    <SetupPage
      title={t('setup.relays.name')}
      source={source}
      sentence={<span className="r-ink2">{t('setup.relays.words')}</span>}
      verbs={
        servers.length > 0 &&
        may('settings.write') && (
          <Button type="primary" icon={<Activity size={15} />} loading={test.busy} onClick={() => void test.run()}>
            {t('setup.relays.test')}
          </Button>
        )
      }
    >
      <NotDone problem={test.problem} />
      {relays && servers.length === 0 && (
        <EmptyState title={t('setup.relays.none')} note={t('setup.relays.none_note')} />
      )}
      {relays?.regions.map((region) => (
        <Section key={region.name} title={region.name}>
          <Servers rows={region.servers} />
        </Section>
      ))}
      {relays && relays.stun.length > 0 && (
        <Section title={t('setup.relays.stun')} aside={t('setup.relays.stun_note')}>
          <Servers rows={relays.stun} />
        </Section>
      )}
      {relays && servers.length > 0 && (
        <p className="r-quiet">
          {t(relays.relay_only ? 'setup.relays.only' : 'setup.relays.direct')}{' '}
          {t('setup.relays.ttl', { hours: Math.round((relays.ttl_seconds / 3600) * 10) / 10 })}
        </p>
      )}
    </SetupPage>
  );
}

/** The server tries every one, then this browser does, and what it found is kept beside. */
function useTest(onDone: () => void) {
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemWords | null>(null);
  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const [, ice] = await Promise.all([call(callRelay.check, {}), call(callRelay.iceToTry, {})]);
      const found = await tryRelays(ice);
      if (found.length > 0)
        await call(callRelay.tried, {
          body: {
            checks: found.map(({ url, works, milliseconds, failure }) => ({ url, works, milliseconds, failure })),
          },
        });
    } catch (error) {
      setProblem(words(error));
    } finally {
      setBusy(false);
      onDone();
    }
  };
  return { run, busy, problem };
}

function Servers({ rows }: { rows: readonly RelayServer[] }) {
  const { t } = useTranslation('calls');
  return (
    <table className="relays">
      <thead>
        <tr>
          <th>{t('setup.relays.server')}</th>
          <th>{t('setup.relays.from_server')}</th>
          <th>{t('setup.relays.from_browser')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.url}>
            <td className="r-mono">{row.url}</td>
            <td>
              <Checked check={row.from_server} />
            </td>
            <td>{row.kind === 'turn' ? <Checked check={row.from_browser} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What came of the last try, and where it failed, what to do. */
function Checked({ check }: { check: RelayCheck | null }) {
  const { t } = useTranslation('calls');
  if (!check) return <Status tone="idle">{t('setup.relays.untried')}</Status>;
  return (
    <>
      <Status tone={check.works ? 'good' : 'bad'}>
        {check.works
          ? check.milliseconds === null
            ? t('setup.relays.works')
            : t('setup.relays.works_in', { n: check.milliseconds })
          : t(`setup.relays.failure.${check.failure ?? 'silent'}`)}
      </Status>{' '}
      <span className="r-quiet">
        <When at={check.at} /> {check.by}
      </span>
      {!check.works && <p className="r-second">{t(`setup.relays.remedy.${check.failure ?? 'silent'}`)}</p>}
    </>
  );
}
