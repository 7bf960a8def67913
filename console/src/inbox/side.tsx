/** Beside the thread: who this is, what was bought, what policy says, what may be given, what comes back, what was before. */
import { type Conversation, inbox, orders, returns } from '@recoup/contract';
import { Button } from 'antd';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import type { Attached } from './attached.ts';
import { CopilotPart } from './copilot-part.tsx';
import { HeadDialogs } from './head-dialogs.tsx';
import { OrderPart } from './side-order.tsx';
import { PastPart } from './side-past.tsx';
import { PolicyPart } from './side-policy.tsx';
import { ReturnsPart } from './side-returns.tsx';
import { WhoPart } from './side-who.tsx';

/** Orders of the same customer, one press away. */
function Likely({ conversation: at, customerId }: { conversation: Conversation; customerId: string }) {
  const { t } = useTranslation('inbox');
  const list = useApi(orders.list, { query: { customer_id: customerId, limit: 3 } }, { keep: false });
  const link = useMove(inbox.link);
  return (
    <ul className="inbox-likely">
      {(list.data?.rows ?? []).map((row) => (
        <li key={row.id}>
          <Code>{row.number}</Code>
          <span className="r-cut r-second">{row.title}</span>
          <Button
            size="small"
            loading={link.busy}
            onClick={() => void link.run({ params: { id: at.id }, body: { order_id: row.id } })}
          >
            {t('link.go')}
          </Button>
        </li>
      ))}
      {link.problem && <li className="r-t-bad">{link.problem.words}</li>}
    </ul>
  );
}

type SideProps = {
  conversation: Conversation;
  onAttach: (attached: Attached | null) => void;
  /** Words to go into the reply. */
  onWords: (text: string) => void;
};
export function Side({ conversation: at, onAttach, onWords }: SideProps) {
  const { t } = useTranslation('inbox');
  const { may } = useSession();
  const [linking, setLinking] = useState(false);
  const orderId = at.order?.id;
  const order = useApi(
    orders.get,
    { params: { id: orderId ?? '' } },
    { on: !!orderId && may('orders.read'), keep: false },
  );
  const back = useApi(
    returns.list,
    { query: { order_id: orderId ?? '', view: 'all', limit: 20 } },
    { on: !!orderId && may('returns.read'), keep: false },
  );
  const related = useApi(inbox.related, { params: { id: at.id } }, { keep: false });
  const mayLink = may('inbox.write') && at.merged_into === null;
  return (
    <div className="inbox-side-body">
      <WhoPart contact={at.contact} doubles={related.data?.doubles ?? []} />
      {orderId ? (
        order.problem ? (
          <section>
            <ErrorState words={order.problem.words} requestId={order.problem.requestId} onRetry={order.retry} />
          </section>
        ) : order.data ? (
          <>
            <OrderPart order={order.data} onLink={mayLink ? () => setLinking(true) : null} />
            {may('returns.read') && (
              <PolicyPart key={order.data.id} conversation={at} order={order.data} onAttach={onAttach} />
            )}
          </>
        ) : (
          <section>
            <SkeletonRows rows={4} />
          </section>
        )
      ) : (
        <section>
          <header>
            <h3>{t('order.title')}</h3>
          </header>
          <p className="r-second">{t('order.none')}</p>
          {mayLink && at.contact.customer && may('orders.read') && (
            <Likely conversation={at} customerId={at.contact.customer.id} />
          )}
          {mayLink && (
            <Button size="small" icon={<Link2 size={14} />} onClick={() => setLinking(true)}>
              {t('link.verb')}
            </Button>
          )}
        </section>
      )}
      {(back.data?.rows.length ?? 0) > 0 && <ReturnsPart rows={back.data!.rows} linked={at.return?.id ?? null} />}
      {may('inbox.write') && <CopilotPart conversation={at} onWords={onWords} />}
      <PastPart conversation={at} rows={related.data?.conversations ?? []} />
      {linking && <HeadDialogs dialog="link" conversation={at} onGo={() => {}} onClose={() => setLinking(false)} />}
    </div>
  );
}
