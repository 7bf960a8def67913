/** On the page of a return: the discount codes it was settled with, and what became of them. */
import { discountsApi } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Rows } from '../ui/rows.tsx';
import { Status } from '../ui/status.tsx';
import { codeTone } from './tones.ts';

export function CodesOfReturn({ returnId }: { returnId: string }) {
  const { t } = useTranslation('credits');
  const f = useFormat();
  const { may } = useSession();
  const { data } = useApi(discountsApi.discounts, { query: { return_id: returnId } }, { on: may('money.read') });
  if (!data || data.rows.length === 0) return null;
  return (
    <Rows
      rows={data.rows.map((code) => ({
        key: code.id,
        label: (
          <Link to="/money/credits" search={{ show: 'codes', open: code.id }}>
            <Code>{code.code}</Code>
          </Link>
        ),
        note: `${code.percent} % · ${code.used ? `${code.used.reference} · ${f.money(code.used.off.amount, code.used.off.currency)}` : f.date(code.expires_at)}`,
        value: <Status tone={codeTone[code.state]}>{t(`code_state.${code.state}`)}</Status>,
      }))}
    />
  );
}
