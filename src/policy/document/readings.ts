import { CLOCK_KINDS } from './clock-kinds';
import { type Checked, type Contradiction, unknownStage } from './checked';
import { isReasonable, type Length, type Limit, TOO_LONG } from './limit';
import type { Stage } from './stage';

/** Readings of clocks that are not there, and other readings under which a date would leave the years that dates can have. */
export const readingsAmiss = (document: Checked): Contradiction[] => [
  ...ofNoClock(document),
  ...ofNoDate(document),
];

function ofNoClock({ stages, readings }: Checked): Contradiction[] {
  const keys = stages.map(({ key }) => key);
  return readings.flatMap((reading, index) =>
    reading.appliesTo.flatMap((target, at) => {
      const [stage = '', clock = ''] = target.split('.');
      const path = ['readings', index, 'appliesTo', at];
      if (!keys.includes(stage)) return [{ path, message: unknownStage(stage, keys) }];
      if (CLOCK_KINDS.some((kind) => kind === clock)) return [];
      return [{ path, message: `no clock is called ${clock}; the clocks are ${CLOCK_KINDS.join(', ')}` }];
    }),
  );
}

/** Another reading changes parts of a limit, so that only with the rest of it can its length be told. */
function ofNoDate({ stages, readings }: Checked): Contradiction[] {
  return readings.flatMap(({ appliesTo, alternatives }, index) => {
    const lengths = appliesTo.flatMap((target) => lengthsOf(target, stages));
    return alternatives.flatMap(({ limit: change }, at) => {
      if (!change || (change.amount === undefined && change.unit === undefined)) return [];
      const under = ({ amount, unit }: Length) => ({
        amount: change.amount ?? amount,
        unit: change.unit ?? unit,
      });
      if (lengths.every((length) => isReasonable(under(length)))) return [];
      const path = ['readings', index, 'alternatives', at, 'limit', 'amount'];
      return [{ path, message: TOO_LONG }];
    });
  });
}

function lengthsOf(target: string, stages: readonly Stage[]): Length[] {
  const [key, clock] = target.split('.');
  return stages
    .filter((stage) => stage.key === key)
    .flatMap((stage) => limitsOf(stage, stages)[clock ?? ''] ?? [])
    .flatMap((limit) => (limit ? [limit, ...limit.variants] : []));
}

const limitsOf = (stage: Stage, stages: readonly Stage[]): Readonly<Record<string, (Limit | null)[]>> => ({
  log: [stage.log],
  acknowledge: [stage.acknowledge],
  contact: [stage.contact],
  assign: [stage.assign],
  hearing: [stage.hear],
  respond: [stage.respond],
  update: [stage.update],
  escalate: [stage.escalation?.within ?? null],
  'decide-escalation': stages.map(({ escalation }) =>
    escalation?.to === stage.key ? (escalation.decision?.within ?? null) : null,
  ),
});
