/** Who answers in this conversation, and what the assistant leaves to who takes over. */
import { type AnswerOf, assistant, type Conversation, type HandOver, inbox } from '@recoup/contract';
import { Button } from 'antd';
import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import buyerWords from '../assistant/buyer-words.json';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { Status, type Tone, When } from '../ui/status.tsx';

type Known = AnswerOf<typeof assistant.ofConversation>;

export function useAssistantOf(conversationId: string): Known | undefined {
  return useApi(assistant.ofConversation, { params: { id: conversationId } }, { keep: false }).data;
}

/** Above the reply box: it answers here, and a person may take over; or it is silent, and may be let go on. */
export function AssistantBanner({ conversation: at, known }: { conversation: Conversation; known: Known | undefined }) {
  const { t } = useTranslation('assistant');
  const { may, me } = useSession();
  const invite = useMove(assistant.invite);
  const assign = useMove(inbox.assign);
  if (!known || (!known.holds && !known.may_hold) || at.merged_into) return null;
  const of = { params: { id: at.id } };
  const goOn = () => void invite.run({ ...of, body: { on: true } });
  // Silent first, whatever comes of the rest: whoever takes over is not talked over.
  const takeOver = async () => {
    if (await invite.run({ ...of, body: { on: false } })) await assign.run({ ...of, body: { staff_id: me.id } });
  };
  const mayInvite = may('inbox.write');
  if (!known.holds && (known.turns.length === 0 || !mayInvite)) return null;
  return (
    <div className={`inbox-banner${known.holds ? '' : ' is-quiet'}`} role="status">
      {known.holds ? (
        <Status tone="bot">{t('hold.answers')}</Status>
      ) : (
        <span className="r-ink3">{t('hold.silent')}</span>
      )}
      {known.holds && <span className="r-second">{t('hold.until')}</span>}
      {(invite.problem ?? assign.problem) && (
        <span className="r-t-bad">{(invite.problem ?? assign.problem)?.words}</span>
      )}
      {mayInvite && (
        <Button
          size="small"
          loading={invite.busy || assign.busy}
          onClick={() => (known.holds ? void takeOver() : goOn())}
        >
          {t(known.holds ? 'hold.take_over' : 'hold.go_on')}
        </Button>
      )}
    </div>
  );
}

const tones: Record<HandOver['tried'][number]['outcome'], Tone> = {
  worked: 'good',
  failed: 'diff',
  declined: 'idle',
  unanswered: 'idle',
};

/** At the top of a conversation that was handed over: why, what is known, what was tried, what it would give. */
export function HandedOverBlock({ handOver, onRemedies }: { handOver: HandOver; onRemedies: () => void }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const terms = useTerms();
  const [turned, setTurned] = useState(false);
  const [open, setOpen] = useState(true);
  const other = f.language === 'en' ? 'zh' : 'en';
  const shown = turned ? other : f.language;
  const { reason, tried, suggested, summary } = handOver;
  return (
    <section className="inbox-handed" aria-label={t('hold.title')}>
      <header>
        <h3>
          <UserRound size={14} aria-hidden="true" /> {t('hold.title')}
        </h3>
        <span>{t(`because.${reason}`)}</span>
        <span className="r-quiet">
          <When at={handOver.at} />
        </span>
        <button type="button" className="r-link" onClick={() => setOpen(!open)} aria-expanded={open}>
          {t(open ? 'hold.fold' : 'hold.unfold')}
        </button>
      </header>
      {open && (
        <>
          <p lang={shown}>{summary[shown]}</p>
          {tried.length > 0 && (
            <div className="inbox-tried">
              {tried.map((one) => (
                <Status key={`${one.kind} ${one.title}`} tone={tones[one.outcome]}>
                  {t('hold.tried', { title: one.title, outcome: t(`hold.outcome.${one.outcome}`) })}
                </Status>
              ))}
            </div>
          )}
          <div className="inbox-suggested">
            {suggested && (
              <>
                <span>
                  {t('hold.suggests')} <b>{f.language === 'en' ? suggested.title : terms.remedy(suggested.remedy)}</b>
                  {suggested.cost && (
                    <span className="r-quiet">
                      {' '}
                      {t('hold.costs', { amount: f.money(suggested.cost.amount, suggested.cost.currency) })}
                    </span>
                  )}
                </span>
                <Button size="small" onClick={onRemedies}>
                  {t('hold.remedies')}
                </Button>
              </>
            )}
            <button type="button" className="assist-turn" onClick={() => setTurned(!turned)}>
              {t('try.also_in', { language: buyerWords[turned ? f.language : other].name })}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
