/** A bench beside the dock: units brought to each stage by the verbs themselves. */
import {
  type AnswerOf,
  type BodyIn,
  type Disposition,
  type Inspection,
  inspections,
  type Unit,
  warehouse,
} from '@recoup/contract';
import type { Client } from '../../../test/front-door.ts';
import { binFor } from '../../warehouse/index.ts';
import { type Dock, openDock, type Promised } from '../../warehouse/testing/dock.ts';

type Answer = BodyIn<typeof inspections.answer>;
export type Ways = AnswerOf<typeof inspections.reckon>;

export type Bench = Dock & {
  tasha: Client;
  /** Answers every step that is asked: as told by step, else the first good or neutral answer; photos where needed. */
  answers(run: Inspection, told?: Record<string, Partial<Answer>>, who?: Client): Promise<Inspection>;
  inspected(unit: Pick<Unit, 'id'>, told?: Record<string, Partial<Answer>>, who?: Client): Promise<Inspection>;
  ways(unit: Pick<Unit, 'id'>): Promise<Ways>;
  decide(unit: Pick<Unit, 'id'>, disposition: Disposition, reason?: string, who?: Client): Promise<Ways>;
  /** Decided as suggested and put into the bin of its way. */
  ready(unit: Pick<Unit, 'id'>): Promise<Unit>;
  /** One unit of a return of these goods, taken in. */
  taken(of?: Promised): Promise<{ made: Promised; unit: Unit }>;
};

export async function openBench(): Promise<Bench> {
  const dock = await openDock();
  const { site, door, manager } = dock;
  const tasha = await door.as('technician', { siteIds: [site.id] });
  const bench: Bench = {
    ...dock,
    tasha,
    async answers(run, told = {}, who = tasha) {
      let at = run;
      while (at.next !== null) {
        const step = at.sop.steps.find(({ key }) => key === at.next)!;
        const given = told[step.key] ?? {};
        const fine = step.answers.find(({ tone }) => tone === 'good') ?? step.answers[0];
        const answer = given.note !== undefined ? null : (given.answer ?? fine?.key ?? null);
        const chosen = step.answers.find(({ key }) => key === answer);
        const file_ids: string[] = given.file_ids ?? [];
        const needed = Math.max(step.photos, chosen?.photo ? 1 : 0);
        if (!given.file_ids) for (let n = 0; n < needed; n++) file_ids.push(await dock.photo(who));
        const body = { ...given, step: step.key, answer, file_ids };
        at = await who.call(inspections.answer, { params: { id: at.id }, body });
      }
      return at;
    },
    async inspected(unit, told = {}, who = tasha) {
      const run = await who.call(inspections.start, { params: { id: unit.id } });
      await bench.answers(run, told, who);
      return who.call(inspections.finish, { params: { id: run.id } });
    },
    ways: (unit) => tasha.call(inspections.reckon, { params: { id: unit.id } }),
    decide: (unit, disposition, reason, who = tasha) =>
      who.call(inspections.decide, { params: { id: unit.id }, body: { disposition, reason } }),
    async ready(unit) {
      const { suggested } = await bench.ways(unit);
      await bench.decide(unit, suggested, undefined, manager);
      const bin_id = await dock.bin(binFor[suggested]);
      return tasha.call(warehouse.moveUnit, { params: { id: unit.id }, body: { bin_id } });
    },
    async taken(of) {
      const made = of ?? (await dock.promised());
      const { units } = await dock.takenIn(made);
      return { made, unit: units[0]! };
    },
  };
  return bench;
}
