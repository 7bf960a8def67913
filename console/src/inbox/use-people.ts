/** Who works in the inbox, and what the reader's translator and language are. */
import { inbox, inboxSetup } from '@recoup/contract';
import { useApi } from '../app/queries.ts';

const nobody = { staff: [], teams: [] };
export function useColleagues() {
  return useApi(inbox.colleagues).data ?? nobody;
}
export type Colleagues = ReturnType<typeof useColleagues>;

/** The translator's name; null where none is set up; undefined while unknown. */
export function useTranslator(): string | null | undefined {
  const { data } = useApi(inboxSetup.translator);
  return data === undefined ? undefined : data.name;
}
