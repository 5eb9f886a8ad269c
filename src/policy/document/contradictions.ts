import { type Checked, type Contradiction, type Path, unknownStage } from './checked';
import { circles } from './circles';
import { type Anchor, anchorsOf } from './limit';
import { type PeriodUse, periodsOf } from './periods';
import { readingsAmiss } from './readings';
import { outcomesOf } from './outcome';
import type { Stage } from './stage';
import { COMMON_CHANNELS } from './vocabulary';

/**
 * What the shape alone cannot see: names that nothing bears, keys that stand twice, limits that could never have a
 * date because they wait for what they end, or for each other. Found when the document is published and not when the
 * first complaint meets it.
 */
export function contradictions(document: Checked): Contradiction[] {
  const keys = document.stages.map(({ key }) => key);
  const names = document.stages.map(({ name }) => name);
  const twice = doubled(keys, ['stages'], 'key');
  return [
    ...crossedDates(document),
    ...document.stages.flatMap((stage, index) => misplaced(stage, index, keys)),
    ...twice,
    // A stage that was pasted twice has the other two faults as well, and is told once.
    ...(twice.length > 0 ? [] : [...doubled(names, ['stages'], 'name'), ...unreached(document)]),
    ...doubledCodes(document),
    ...periodsOf(document).flatMap((use) => impossible(use, document)),
    ...document.stages.flatMap((_, index) => circles(document, index)),
    ...readingsAmiss(document),
    ...silenceAmiss(document),
    ...upheldAmiss(document),
    ...decisionsAmiss(document),
  ];
}

function crossedDates({ effectiveFrom, effectiveTo }: Checked): Contradiction[] {
  if (!effectiveTo || effectiveTo >= effectiveFrom) return [];
  return [{ path: ['effectiveTo'], message: `must not be before effectiveFrom, ${effectiveFrom}` }];
}

function misplaced(stage: Stage, index: number, keys: readonly string[]): Contradiction[] {
  const found: Contradiction[] = [];
  if (stage.hear && stage.kind !== 'hearing') {
    found.push({ path: ['stages', index, 'hear'], message: `${stage.key} is not a hearing` });
  }
  if (stage.skip && !stage.escalation) {
    found.push({
      path: ['stages', index, 'skip'],
      message: `${stage.key} is the last stage: nothing follows it`,
    });
  }
  if (stage.escalation) {
    const path = ['stages', index, 'escalation', 'to'];
    const target = keys.indexOf(stage.escalation.to);
    if (target < 0) found.push({ path, message: unknownStage(stage.escalation.to, keys) });
    else if (target <= index) {
      found.push({ path, message: `a complaint can only move to a later stage than ${stage.key}` });
    }
  }
  return found;
}

/** A stage that no complaint could ever come to; a name that is wrong on the way there is told instead. */
function unreached({ stages }: Checked): Contradiction[] {
  const named = stages.flatMap(({ escalation }) => escalation?.to ?? []);
  if (named.some((to) => !stages.some(({ key }) => key === to))) return [];
  return stages.flatMap(({ key, entry }, index) => {
    if (index === 0 || entry || named.includes(key)) return [];
    const message = `nothing leads to ${key}: name it as \`to\` in the escalation of an earlier stage, or let complaints begin there with \`entry\``;
    return [{ path: ['stages', index, 'key'], message }];
  });
}

function doubled(codes: readonly string[], path: Path, field: string): Contradiction[] {
  return codes.flatMap((code, index) =>
    codes.indexOf(code) === index ? [] : [{ path: [...path, index, field], message: `${code} stands twice` }],
  );
}

function doubledCodes({ stages, outcomes, intake, readings }: Checked): Contradiction[] {
  const codesOf = (statements: readonly { readonly code: string }[]) => statements.map(({ code }) => code);
  return [
    ...doubled(codesOf(outcomes ?? []), ['outcomes'], 'code'),
    ...doubled(codesOf(intake.exclusions), ['intake', 'exclusions'], 'code'),
    ...doubled(codesOf(readings), ['readings'], 'code'),
    ...doubled(
      (intake.channels ?? []).map(({ channel }) => channel),
      ['intake', 'channels'],
      'channel',
    ),
    ...stages.flatMap(({ escalation, skip }, index) => [
      ...doubled(codesOf(skip?.reasons ?? []), ['stages', index, 'skip', 'reasons'], 'code'),
      ...doubled(codesOf(escalation?.grounds ?? []), ['stages', index, 'escalation', 'grounds'], 'code'),
      ...doubled(
        codesOf(escalation?.decision?.refusals ?? []),
        ['stages', index, 'escalation', 'decision', 'refusals'],
        'code',
      ),
    ]),
  ];
}

/** A period whose anchor can never be there, whose stage does not exist, or whose condition can never hold. */
function impossible(use: PeriodUse, document: Checked): Contradiction[] {
  const { stages, intake } = document;
  const keys = stages.map(({ key }) => key);
  const { path, period, conditions } = use;
  const found: Contradiction[] = [];
  const named = period.ofStage === null ? use.stage : keys.indexOf(period.ofStage);
  if (named !== null && named < 0) {
    found.push({ path: [...path, 'ofStage'], message: unknownStage(period.ofStage ?? '', keys) });
  } else if (named !== null && use.stage !== null && named > use.stage) {
    found.push({ path: [...path, 'ofStage'], message: 'is a later stage, which has not begun by then' });
  }
  const own = period.ofStage === null || named === use.stage;
  for (const anchor of anchorsOf(period)) {
    const why = neverThere(anchor, own ? use.never : [], named === null ? undefined : stages[named]);
    if (why) found.push({ path: [...path, 'from'], message: `${anchor} ${why}` });
  }
  const channels: readonly string[] = [
    ...COMMON_CHANNELS,
    ...(intake.channels ?? []).map(({ channel }) => channel),
  ];
  for (const { at, condition } of conditions) {
    const strangers = [
      ...(condition.channels ?? []).filter((channel) => !channels.includes(channel)),
      ...(condition.priorities ?? []).filter((priority) => !intake.priorities?.includes(priority)),
    ];
    if (strangers.length > 0) {
      found.push({ path: at, message: `can never hold: the document has no ${strangers.join(', ')}` });
    }
  }
  return found;
}

function neverThere(anchor: Anchor, never: readonly Anchor[], stage: Stage | undefined): string | null {
  if (never.includes(anchor)) return 'cannot be there before this limit has ended';
  if (anchor === 'hearing-held' && stage && stage.kind !== 'hearing')
    return `never happens: ${stage.key} is no hearing`;
  return null;
}

function silenceAmiss({ closure }: Checked): Contradiction[] {
  if (!closure || (closure.when === 'on-silence') === (closure.silence !== null)) return [];
  const path = ['closure', 'silence'];
  return closure.silence
    ? [{ path, message: `counts for nothing: complaints are closed ${closure.when}` }]
    : [{ path, message: 'says how long nothing must be heard, and is missing' }];
}

/** An outcome that counts as upheld and that no response can have. */
function upheldAmiss({ compensation, outcomes }: Checked): Contradiction[] {
  const known = outcomesOf({ outcomes });
  return (compensation?.countsAsUpheld ?? []).flatMap((outcome, index) =>
    known.includes(outcome)
      ? []
      : [
          {
            path: ['compensation', 'countsAsUpheld', index],
            message: `no outcome is called ${outcome}; the outcomes are ${known.join(', ')}`,
          },
        ],
  );
}

/** A decision that can only refuse on an exclusion: it needs one to refuse on, and has no date, since nobody waits for it. */
function decisionsAmiss({ stages, intake }: Checked): Contradiction[] {
  return stages.flatMap(({ escalation }, index) => {
    const decision = escalation?.decision;
    if (decision?.needed !== 'if-excluded') return [];
    const path = ['stages', index, 'escalation', 'decision'];
    const nothing = decision.refusals.length === 0 && intake.exclusions.length === 0;
    return [
      ...(nothing
        ? [{ path: [...path, 'needed'], message: 'can refuse nothing: no exclusion and no refusal is named' }]
        : []),
      ...(decision.within
        ? [
            {
              path: [...path, 'within'],
              message: 'waits for nobody: the request moves the complaint on at once',
            },
          ]
        : []),
    ];
  });
}
