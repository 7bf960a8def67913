/** Who writes: how they are reached, what they bought, what time it is where they are, and whether they are somebody we know. */
import { type AnswerOf, type Contact, inbox, orders } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { BadgeCheck, Hash, Mail, MessageSquare, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { useUndoWord } from './use-undo-word.tsx';

type Double = AnswerOf<typeof inbox.related>['doubles'][number];
const icons = { email: Mail, phone: Phone, chat: MessageSquare, external: Hash };

export function WhoPart({ contact, doubles }: { contact: Contact; doubles: readonly Double[] }) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const f = useFormat();
  const { may } = useSession();
  const customerId = contact.customer?.id;
  const customer = useApi(
    orders.customer,
    { params: { id: customerId ?? '' } },
    { on: !!customerId && may('orders.read'), keep: false },
  ).data;
  return (
    <section>
      <header>
        <h3>
          <Link to="/contacts/$id" params={{ id: contact.id }}>
            {contact.name}
          </Link>
        </h3>
        <span className="r-quiet">
          {contact.time_zone
            ? t('who.there', { time: f.timeThere(contact.time_zone), zone: f.zone(contact.time_zone) })
            : terms.language(contact.language)}
        </span>
      </header>
      <Points contact={contact} />
      {customer && (
        <p className="r-second">
          <Link to={`/customers/${customer.id}` as '/'}>{t('who.orders', { count: customer.orders_count })}</Link>
          {customer.spent.length > 0 &&
            t('who.spent', { amount: customer.spent.map((one) => f.money(one.amount, one.currency)).join(' + ') })}
          {customer.returns_count > 0 && t('who.returns', { count: customer.returns_count })}
        </p>
      )}
      {!customerId && <p className="r-quiet">{t('who.no_customer')}</p>}
      {contact.conversations === 1 && <p className="r-quiet">{t('who.first')}</p>}
      {contact.note && <p className="inbox-who-note">{contact.note}</p>}
      {doubles.map((double) => (
        <DoubleAsked key={double.id} contact={contact} double={double} />
      ))}
    </section>
  );
}

export function Points({ contact }: { contact: Contact }) {
  const { t } = useTranslation('inbox');
  return (
    <ul className="inbox-points">
      {contact.points
        .filter(({ kind }) => kind === 'email' || kind === 'phone')
        .map((point) => {
          const Icon = icons[point.kind];
          return (
            <li key={`${point.kind} ${point.value}`}>
              <Icon size={13} aria-hidden="true" />
              <span>{point.value}</span>
              {point.verified && (
                <span title={t('who.verified')} className="r-t-good">
                  <BadgeCheck size={13} aria-hidden="true" />
                  <span className="r-sr">{t('who.verified')}</span>
                </span>
              )}
            </li>
          );
        })}
    </ul>
  );
}

/** Asked, never merged alone. */
function DoubleAsked({ contact, double }: { contact: Contact; double: Double }) {
  const { t } = useTranslation('inbox');
  const { may } = useSession();
  const word = useUndoWord();
  const undo = useMove(inbox.undoContactMerge);
  const merge = useMove(inbox.mergeContacts, {
    onDone: ({ join_id }) =>
      word(
        t('double.done', { name: contact.name }),
        () => void undo.run({ params: { id: contact.id }, body: { join_id } }),
      ),
  });
  return (
    <div className="inbox-double">
      <p>
        {t(`double.${double.because}`)}:{' '}
        <Link to="/contacts/$id" params={{ id: double.id }}>
          {double.name}
        </Link>{' '}
        <span className="r-quiet">
          {double.points[0]?.value} {t('double.conversations', { count: double.conversations })}
        </span>
      </p>
      {may('inbox.write') && (
        <Button
          size="small"
          loading={merge.busy}
          onClick={() => void merge.run({ params: { id: contact.id }, body: { other_id: double.id } })}
        >
          {t('double.same')}
        </Button>
      )}
      {merge.problem && (
        <p className="r-t-bad" role="alert">
          {merge.problem.words}
        </p>
      )}
    </div>
  );
}
