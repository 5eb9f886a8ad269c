import type { PolicyDocument } from '../../document/document';
import { listed, type Point } from '../reading/findings';
import { called, type PlacedStage, type Subject } from '../reading/subject';
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
  if (preStage.comesFirst) {
    const says = `What is brought goes through "${preStage.name}" first, recorded as ${preStage.recordAs.replaceAll('-', ' ')}, and is handled as a complaint only afterwards: ${quotedWhen(preStage)}`;
    const explain = `Why a complaint goes through "${preStage.name}" before the two stages.`;
    const places = preStage.becomesComplaintWhen.map((_, index) => `/preStage/becomesComplaintWhen/${index}`);
    return [...informal, { verdict: 'departs', says, at: [...at, ...places], explain }];
  }
  const [spoken] = spokenTo(subject, provision);
  if (informal.length === 0 && spoken?.verdict === 'meets') return [spoken];
  const says = `${early}. It is no stage and bars no complaint; whether residents are held there, the document does not show.`;
  return [...informal, { verdict: 'cannot-tell', says, at }];
};

const quotedWhen = ({ becomesComplaintWhen }: NonNullable<PolicyDocument['preStage']>): string =>
  becomesComplaintWhen.length === 0
    ? 'when, the document does not say.'
    : `${listed(becomesComplaintWhen.map(({ code, text }) => `"${text ?? code.replaceAll('-', ' ')}"`))}.`;

/** A decision that can only refuse on an exclusion keeps nobody waiting, and shuts out no more than the exclusion does. */
const gateOf = ({ stage: { escalation } }: PlacedStage): boolean =>
  Boolean(escalation?.grounds) || (escalation?.decision?.needed ?? 'if-excluded') !== 'if-excluded';

const ONE_STAGE_ONLY = 'Why some residents have one stage only.';

/** What leaves some residents with one of the two stages: a gate between them, a way past the first, a way in behind it. */
function oneOfTwo({ first, later }: Subject): Point[] {
  const found: Point[] = [];
  if (gateOf(first)) {
    found.push({
      verdict: 'departs',
      says: `${called(first)} leads on to the second on conditions only: for everybody else there is one stage.`,
      at: [`${first.at}/escalation`],
      explain: ONE_STAGE_ONLY,
      cure: 'Open the second stage to everybody who asks for it.',
    });
  }
  if (first.stage.skip) {
    const reasons = listed(first.stage.skip.reasons.map(({ code }) => code.replaceAll('-', ' ')));
    found.push({
      verdict: 'departs',
      says: `${called(first)} can be left without an answer for: ${reasons}. What follows is then the only stage.`,
      at: [`${first.at}/skip`],
      explain: ONE_STAGE_ONLY,
      cure: `Answer every complaint at ${called(first)} before it goes on.`,
    });
  }
  for (const { stage, at } of later.filter((each) => each.stage.entry)) {
    found.push({
      verdict: 'departs',
      says: `A complaint may begin at ${called({ stage, at })}, and then has one stage.`,
      at: [at],
      explain: ONE_STAGE_ONLY,
      cure: `Let every complaint begin at ${called(first)}.`,
    });
  }
  return found;
}

const twoStages: Check = (subject) => {
  const { stages } = subject.document;
  const names = listed(stages.map(({ name }) => name));
  const { first, later } = subject;
  const at = stages.map((_, index) => `/stages/${index}`);
  if (stages.length !== 2 || later.length !== 1) {
    const reached =
      later.length === 0 && stages.length > 1 ? `, and nothing leads on from ${called(first)}` : '';
    const says = `The procedure has ${stages.length === 1 ? 'one stage' : `${stages.length} stages`}: ${names}${reached}. The Code has two formal ones.`;
    return [{ verdict: 'departs', says, at, explain: 'Why the procedure does not have two stages.' }];
  }
  const found = oneOfTwo(subject);
  const two = `The procedure has two stages: ${names}.`;
  return [{ verdict: 'meets', says: two, at: found.length > 0 ? [] : at }, ...found];
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
      cure: `Let the response at ${called(second)} be the last, and leave out ${names}.`,
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
