import { listed, type Point } from '../findings';
import { called, type PlacedStage } from '../subject';
import { type Check, spokenTo } from './check';
import { noSecondStage } from './times';

const INFORMAL = /\binformal\b|\bstage[ -]?(0|zero)\b|\binitial\b/i;

const noExtraStage: Check = (subject, provision) => {
  const { stages, preStage } = subject.document;
  const informal = stages.flatMap((stage, index): Point[] =>
    !stage.formal || INFORMAL.test(stage.name)
      ? [
          {
            verdict: 'departs',
            says: `${called({ stage, at: '' })} is a named step before the two stages.`,
            at: [`/stages/${index}`],
            explain: `Why the procedure has ${called({ stage, at: '' })} beside the two stages.`,
          },
        ]
      : [],
  );
  if (!preStage) {
    const says = 'No informal stage and no stage 0 is named.';
    return informal.length > 0 ? informal : [{ verdict: 'meets', says, at: ['/stages'] }];
  }
  const at = ['/preStage'];
  const early = `"${preStage.name}" comes before any complaint`;
  if (/\bstage\b/i.test(preStage.name) || INFORMAL.test(preStage.name) || INFORMAL.test(preStage.recordAs)) {
    const says = `${early}, as a step of its own recorded as ${preStage.recordAs}.`;
    const explain = `Why "${preStage.name}" stands before the two stages.`;
    return [...informal, { verdict: 'departs', says, at, explain }];
  }
  const [spoken] = spokenTo(subject, provision);
  if (informal.length === 0 && spoken?.verdict === 'meets') return [spoken];
  const says = `${early}. It is no stage and bars no complaint; whether residents are held there, the document does not show.`;
  return [...informal, { verdict: 'cannot-tell', says, at }];
};

const gateOf = ({ stage }: PlacedStage): boolean =>
  Boolean(stage.escalation?.grounds) || Boolean(stage.escalation?.decision);

const twoStages: Check = (subject) => {
  const { stages } = subject.document;
  const names = listed(stages.map(({ name }) => name));
  const { first, later } = subject;
  if (stages.length !== 2 || later.length !== 1) {
    const reached =
      later.length === 0 && stages.length > 1 ? `, and nothing leads on from ${called(first)}` : '';
    const says = `The procedure has ${stages.length === 1 ? 'one stage' : `${stages.length} stages`}: ${names}${reached}. The Code has two.`;
    return [
      { verdict: 'departs', says, at: ['/stages'], explain: 'Why the procedure does not have two stages.' },
    ];
  }
  if (!gateOf(first))
    return [{ verdict: 'meets', says: `The procedure has two stages: ${names}.`, at: ['/stages'] }];
  const says = `The procedure has two stages, ${names}, but the second is open on conditions only: for everybody else there is one.`;
  const explain = `Why some residents have one stage only.`;
  return [{ verdict: 'departs', says, at: [`${first.at}/escalation`], explain }];
};

/** The Code's second stage is its last (Code 6.10, 6.20). */
export function notLast(second: PlacedStage, further: readonly PlacedStage[]): Point[] {
  if (further.length === 0) return [];
  const names = listed(further.map(called));
  const says = `${called(second)} is not the last: ${names} follows.`;
  return [
    {
      verdict: 'departs',
      says,
      at: [second.at, ...further.map((each) => each.at)],
      explain: `Why ${names} follows stage 2.`,
    },
  ];
}

const lastWord: Check = (subject) => {
  const [second, ...further] = subject.later;
  if (!second) return [noSecondStage(subject)];
  const found = notLast(second, further);
  if (found.length > 0) return found;
  const notes = ['Whether all staff needed take part, a document cannot show.'];
  return [
    {
      verdict: 'meets',
      says: `Nothing follows ${called(second)}: its response is the last.`,
      at: [second.at],
      notes,
    },
  ];
};

export const STAGE_CHECKS: Readonly<Record<string, Check>> = {
  '5.2': noExtraStage,
  '5.3': twoStages,
  '6.20': lastWord,
};
