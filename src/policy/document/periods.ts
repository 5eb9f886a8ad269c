import type { Checked, Path } from './checked';
import { type Anchor, anchorSchema, type Condition, type Limit, type Period } from './limit';

/** One period of a document, where it stands, and what could never be its start there. */
export interface PeriodUse {
  readonly path: Path;
  readonly period: Pick<Period, 'from' | 'ofStage'>;
  /** Index of the stage whose acts its anchors are; null where it is the last stage answered, whichever that is. */
  readonly stage: number | null;
  readonly never: readonly Anchor[];
  readonly conditions: readonly { readonly at: Path; readonly condition: Condition }[];
}

const ANSWER: readonly Anchor[] = ['response-dated', 'response-sent', 'response-received'];
const INCIDENT: readonly Anchor[] = ['occurred', 'aware', 'reported'];
/** What a limit on coming too late cannot count from: it asks how long ago the matter was. */
const NOT_THE_INCIDENT = anchorSchema.options.filter((anchor) => !INCIDENT.includes(anchor));

/** Every period in the document. */
export function periodsOf({ stages, intake, referrals, closure }: Checked): PeriodUse[] {
  const found: PeriodUse[] = [];
  const add = (
    path: Path,
    period: Pick<Period, 'from' | 'ofStage'> | null,
    stage: number | null,
    never: readonly Anchor[],
  ) => {
    if (period) found.push({ path, period, stage, never, conditions: [] });
  };
  const addLimit = (path: Path, limit: Limit | null, stage: number, never: readonly Anchor[]) => {
    if (!limit) return;
    const conditions = [
      ...(limit.when ? [{ at: [...path, 'when'], condition: limit.when }] : []),
      ...limit.variants.map(({ when }, index) => ({
        at: [...path, 'variants', index, 'when'],
        condition: when,
      })),
    ];
    found.push({ path, period: limit, stage, never, conditions });
    add([...path, 'orIfLater'], limit.orIfLater, stage, never);
    add([...path, 'orIfEarlier'], limit.orIfEarlier, stage, never);
  };
  stages.forEach((stage, index) => {
    const at = ['stages', index];
    addLimit([...at, 'log'], stage.log, index, ['logged', ...ANSWER]);
    addLimit([...at, 'acknowledge'], stage.acknowledge, index, ['acknowledged', ...ANSWER]);
    addLimit([...at, 'contact'], stage.contact, index, ['contacted', ...ANSWER]);
    addLimit([...at, 'assign'], stage.assign, index, ['passed', ...ANSWER]);
    addLimit([...at, 'hear'], stage.hear, index, ['hearing-held', ...ANSWER]);
    addLimit([...at, 'respond'], stage.respond, index, ANSWER);
    addLimit([...at, 'update'], stage.update, index, ANSWER);
    if (!stage.escalation) return;
    addLimit([...at, 'escalation', 'within'], stage.escalation.within, index, []);
    const target = stages.findIndex(({ key }) => key === stage.escalation?.to);
    if (target >= 0) {
      const decision = stage.escalation.decision?.within ?? null;
      addLimit([...at, 'escalation', 'decision', 'within'], decision, target, ['accepted', ...ANSWER]);
    }
  });
  add(['intake', 'timeLimit', 'within'], intake.timeLimit?.within ?? null, 0, NOT_THE_INCIDENT);
  add(['intake', 'timeLimit', 'bar'], intake.timeLimit?.bar ?? null, 0, NOT_THE_INCIDENT);
  add(['closure', 'silence'], closure?.silence ?? null, null, []);
  referrals.forEach(({ wait, limit }, index) => {
    add(['referrals', index, 'wait'], wait, null, []);
    add(['referrals', index, 'limit'], limit, null, []);
  });
  return found;
}
