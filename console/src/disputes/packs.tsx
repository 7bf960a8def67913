/** The evidence pack: looked at as it would be now, made and kept with its hash, and the texts the bank gets. */
import { type DisputeDetail, disputesApi } from '@recoup/contract';
import { Button, Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import { openFile } from '../app/api.ts';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

export function Packs({ dispute }: { dispute: DisputeDetail }) {
  const { t } = useTranslation('disputes');
  const f = useFormat();
  const { may } = useSession();
  const make = useMove(disputesApi.pack);
  const params = { id: dispute.id };
  return (
    <>
      <Section
        title={t('pack.title')}
        aside={t('pack.note')}
        verbs={
          <>
            {(['en', 'zh'] as const).map((language) => (
              <Button
                key={language}
                size="small"
                onClick={() => void openFile(disputesApi.preview, { params, query: { language } }, 'open')}
              >
                {t(`pack.preview.${language}`)}
              </Button>
            ))}
            {may('money.send') &&
              (['en', 'zh'] as const).map((language) => (
                <Button
                  key={`make-${language}`}
                  size="small"
                  loading={make.busy}
                  onClick={() => void make.run({ params, body: { language } })}
                >
                  {t(`pack.make.${language}`)}
                </Button>
              ))}
          </>
        }
      >
        {make.problem && (
          <ErrorState title={t('foot.not_done')} words={make.problem.words} requestId={make.problem.requestId} />
        )}
        <ul className="dispute-packs">
          {dispute.packs.map((pack) => (
            <li key={pack.id}>
              <a href={pack.url} target="_blank" rel="noreferrer">
                {t(`pack.name.${pack.language}`)}
              </a>
              <span className="r-second">
                {f.dateTime(pack.made_at)}, {pack.made_by.name} · {f.fileSize(pack.bytes)}
              </span>
              <span className="r-mono r-quiet" title={pack.sha256}>
                {t('pack.hash', { hash: pack.sha256.slice(0, 12) })}
              </span>
              {pack.submitted && <Status tone="move">{t('pack.sent')}</Status>}
            </li>
          ))}
        </ul>
        {dispute.packs.length === 0 && <p className="r-second">{t('pack.none')}</p>}
      </Section>
      <Collapse
        ghost
        items={[
          {
            key: 'fields',
            label: t('fields.title', { count: dispute.fields.length }),
            children: (
              <dl className="dispute-fields">
                {dispute.fields.map(({ name, value }) => (
                  <div key={name}>
                    <dt className="r-mono">{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            ),
          },
        ]}
      />
    </>
  );
}
