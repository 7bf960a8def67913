import type { Me } from '@recoup/contract';
import { useSearch } from '@tanstack/react-router';
import { useScope, useSession } from '../app/session.tsx';

/** Whose assistant is being looked at: the one chosen here, else the bar's, else the first. Undefined: there is no brand. */
export function useAssistantBrand(): Me['brands'][number] | undefined {
  const { me } = useSession();
  const scope = useScope();
  const { brand } = useSearch({ strict: false });
  return me.brands.find(({ id }) => id === (brand ?? scope.brand_id)) ?? me.brands[0];
}
