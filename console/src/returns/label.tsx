/** The label with its papers, and what the carrier said of the parcel. */
import { type ReturnDetail, returns } from '@recoup/contract';
import { App, Button } from 'antd';
import { FileText, Printer, Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { openFile } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { Status, type Tone, When } from '../ui/status.tsx';

const tones: Record<NonNullable<ReturnDetail['label']>['state'], Tone> = {
  wanted: 'move',
  made: 'good',
  failed: 'bad',
  void: 'idle',
};

/** Opens a paper in a new tab, or saves what only a printer reads; says why where it cannot. */
export function usePapers({ id, code }: Pick<ReturnDetail, 'id' | 'code'>) {
  const { message } = App.useApp();
  const words = useProblemWords();
  const tell = (error: unknown) => void message.error(words(error).words);
  const of = { params: { id } };
  return {
    pdf: () => void openFile(returns.labelPdf, of, 'open').catch(tell),
    zpl: () => void openFile(returns.labelZpl, of, { save: `${code}.zpl` }).catch(tell),
    slip: () => void openFile(returns.slipPdf, of, 'open').catch(tell),
  };
}

export function LabelAndTracking({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const papers = usePapers(at);
  const label = at.label;
  if (!label) {
    return (
      <Section title={t('label.title')}>
        <p className="r-quiet">
          {t(at.goods_back ? (at.stage === 'requested' ? 'label.after_yes' : 'label.none') : 'label.not_needed')}
        </p>
      </Section>
    );
  }
  const { to } = label;
  return (
    <Section
      title={t('label.title')}
      aside={<Status tone={tones[label.state]}>{terms.label_state(label.state)}</Status>}
      verbs={
        label.state === 'made' && (
          <span className="returns-section-verbs">
            <Button size="small" icon={<Printer size={14} />} onClick={papers.pdf}>
              {t('label.pdf')}
            </Button>
            <Button size="small" icon={<Tag size={14} />} onClick={papers.zpl}>
              {t('label.zpl')}
            </Button>
            <Button size="small" icon={<FileText size={14} />} onClick={papers.slip}>
              {t('label.slip')}
            </Button>
          </span>
        )
      }
    >
      <Rows
        rows={[
          {
            key: 'carrier',
            label: t('label.carrier'),
            value: [terms.carrier(label.carrier), label.service].join(t('list.comma')),
          },
          ...(label.tracking
            ? [{ key: 'tracking', label: t('label.tracking'), value: <Code copy>{label.tracking}</Code> }]
            : []),
          {
            key: 'to',
            label: t('label.to'),
            value: [to.name, to.city, [to.region, to.postal_code].filter(Boolean).join(' ')].filter(Boolean).join(', '),
          },
          ...(label.cost ? [{ key: 'cost', label: t('label.cost'), value: <Money value={label.cost} /> }] : []),
          ...(label.failure
            ? [{ key: 'failure', label: t('label.failure'), value: terms.failure(label.failure) }]
            : []),
        ]}
      />
      {at.tracking.length > 0 && (
        <ul className="returns-tracking">
          {at.tracking
            .toSorted((a, b) => b.at.localeCompare(a.at))
            .map((event) => (
              <li key={`${event.code} ${event.at}`}>
                <Status tone={event.code === 'delivered' ? 'good' : event.code === 'exception' ? 'bad' : 'move'}>
                  {terms.tracking(event.code)}
                </Status>
                <span className="r-second">{[event.place, event.detail].filter(Boolean).join(', ')}</span>
                <span className="r-quiet" title={f.fullDateTime(event.at)}>
                  <When at={event.at} as="dateTime" />
                </span>
              </li>
            ))}
        </ul>
      )}
    </Section>
  );
}
