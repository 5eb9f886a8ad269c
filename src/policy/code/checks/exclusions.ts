import type { PolicyDocument } from '../../document/document';
import type { Exclusion } from '../../document/intake';
import type { Statement } from '../../document/vocabulary';
import type { Point } from '../reading/findings';
import type { Subject } from '../reading/subject';
import { type Check, spokenTo, unlessShown } from './check';

const TWELVE_MONTHS = /twelve-months|12-months|(one|1|a)-year/;

type Kind = 'court' | 'considered' | 'age' | 'other';

/**
 * Which of the three acceptable exclusions (Code 2.2) one is. Landlords name their own, so this reads the name; one that
 * was decided by a court or an ombudsman was not considered under the policy, and is none of the three.
 */
export function kindOfExclusion({ code }: Statement): Kind {
  if (/by-(a-)?(court|tribunal|ombudsman)|decided/.test(code)) return 'other';
  if (/court|legal|proceedings|litigation/.test(code)) return 'court';
  if (/already-(been-)?considered|previously-considered|considered-before|duplicate|exhausted/.test(code))
    return 'considered';
  if (TWELVE_MONTHS.test(code) || /time-limit|out-of-time|too-old|older-than/.test(code)) return 'age';
  return 'other';
}

const asWords = ({ code, text }: Statement): string =>
  text ? `${code.replaceAll('-', ' ')} ("${text}")` : code.replaceAll('-', ' ');

/** A process of the landlord's own brings the matter back to it; another body's decision does not. */
const ELSEWHERE = /court|tribunal|ombudsman|insur|council/;

function exclusion(each: Exclusion, index: number, { intake: { timeLimit } }: PolicyDocument): Point {
  const at = [`/intake/exclusions/${index}`];
  const explain = `Why it is fair and reasonable not to take: ${each.code.replaceAll('-', ' ')}.`;
  switch (kindOfExclusion(each)) {
    case 'age':
      // How old, the name of the exclusion may say and the time limit does, which Code 2.3 looks at.
      if (timeLimit || TWELVE_MONTHS.test(each.code))
        return { verdict: 'meets', says: `The Code accepts the exclusion: ${asWords(each)}.`, at };
      return {
        verdict: 'cannot-tell',
        says: `Excluded by age: ${asWords(each)}. The Code accepts that for what is more than 12 months old, and how old is meant the document does not say as a limit.`,
        at,
        cure: 'State the limit as 12 months or more.',
      };
    case 'considered':
      return { verdict: 'meets', says: `The Code accepts the exclusion: ${asWords(each)}.`, at };
    case 'court':
      if (each.needsFiledOn) {
        const says = `Legal proceedings exclude a complaint from the day a claim was filed at court, as the Code accepts: ${asWords(each)}.`;
        return { verdict: 'meets', says, at };
      }
      return {
        verdict: 'departs',
        says: `Excluded: ${asWords(each)}. The Code accepts that only once the claim form and particulars were filed at court, which is not asked for.`,
        at,
        explain,
        cure: 'Let legal proceedings exclude a complaint only from the day the claim form and particulars were filed at court.',
      };
    case 'other':
      if (each.redirectTo && !ELSEWHERE.test(each.redirectTo)) {
        const says = `${asWords(each)} goes to ${each.redirectTo.replaceAll('-', ' ')} instead.`;
        const notes = [
          'A matter sent to its own process is not refused for good; dissatisfaction with how that went is a complaint again (Code 1.4, 1.5).',
        ];
        return { verdict: 'meets', says, at, notes };
      }
      return {
        verdict: 'departs',
        says: `Excluded: ${asWords(each)}. That is not among the exclusions the Code names as acceptable.`,
        at,
        explain,
        cure: `Leave out the exclusion "${each.code}", or show that it is fair and reasonable to residents.`,
      };
  }
}

/** The exclusions that the Code does not accept as they stand, with where each is. */
export const unacceptable = ({ document }: Subject): { readonly code: string; readonly at: string }[] =>
  document.intake.exclusions.flatMap((each, index) =>
    exclusion(each, index, document).verdict === 'departs'
      ? [{ code: each.code, at: `/intake/exclusions/${index}` }]
      : [],
  );

const acceptableExclusions: Check = (subject) => {
  const { exclusions } = subject.document.intake;
  if (exclusions.length > 0) return exclusions.map((each, index) => exclusion(each, index, subject.document));
  const silent = subject.silence('exclusions');
  if (silent.length === 0 && subject.statesTimes)
    return [
      { verdict: 'meets', says: 'The document excludes nothing but by age.', at: ['/intake/exclusions'] },
    ];
  return [{ verdict: 'cannot-tell', says: 'The document is silent on exclusions.', at: silent }];
};

/**
 * A resident who is refused has not been through the stages. Where the document shuts matters out and names the
 * ombudsman only at the end of the stages, the resident it refuses is not told of the ombudsman at all.
 */
function refusedUntold(subject: Subject): Point[] {
  const { intake, referrals } = subject.document;
  const { decision } = subject.first.stage.escalation ?? {};
  const refuses = [
    ...intake.exclusions.map((_, index) => `/intake/exclusions/${index}`),
    ...(intake.timeLimit ? ['/intake/timeLimit'] : []),
    ...(decision ? [`${subject.first.at}/escalation/decision`] : []),
  ];
  const ombudsman = referrals.flatMap(({ to, after }, index) =>
    isOmbudsman(to) ? [{ after, at: `/referrals/${index}` }] : [],
  );
  if (refuses.length === 0 || ombudsman.some(({ after }) => after === 'any-time')) return [];
  const named =
    ombudsman.length > 0
      ? 'names the ombudsman only once the procedure is exhausted'
      : 'names no way to the ombudsman';
  return [
    {
      verdict: 'departs',
      says: `The document says what it does not take, not that a resident refused is told why and of the right to take that to the ombudsman; it ${named}.`,
      at: [...refuses, ...ombudsman.map(({ at }) => at), ...subject.silence('refusal-letter')],
      explain:
        'How a resident whose complaint is refused learns the reason and the right to go to the ombudsman.',
    },
  ];
}

/** A regime's ombudsman goes by its initials in a document; a procedure of another regime has its own. */
const isOmbudsman = (to: string): boolean => /ombudsman|^(spso|psow|nipso|lgsco)$/.test(to);

/** Two things are to be told (Code 2.4): the reason, and where the refusal can be taken. */
const refusalExplained: Check = (subject, provision) => {
  const spoken = spokenTo(subject, provision);
  if (spoken.every(({ verdict }) => verdict === 'meets')) {
    if (spoken.some(({ says }) => /ombudsman/i.test(says))) return spoken;
    const says = 'Of the right to take a refusal to the ombudsman it does not speak.';
    return [...spoken, { verdict: 'cannot-tell', says, at: [] }];
  }
  const untold = refusedUntold(subject);
  return untold.length > 0
    ? untold
    : spoken.map((point) => ({ ...point, at: subject.silence('refusal-letter') }));
};

const noBlanketExclusions = unlessShown(({ document }) => {
  const { timeLimit } = document.intake;
  const at = ['/intake/timeLimit'];
  const explain = 'Why the circumstances of late complaints are not weighed.';
  const cure = 'Let discretion be considered for every late complaint.';
  if (timeLimit?.discretion === 'none')
    return [
      {
        verdict: 'departs',
        says: 'A late complaint is refused whatever its circumstances.',
        at,
        explain,
        cure,
      },
    ];
  if (timeLimit?.bar) {
    const says = 'Beyond the absolute limit a complaint is refused whatever its circumstances.';
    return [{ verdict: 'departs', says, at, explain, cure }];
  }
  return [];
});

export const EXCLUSION_CHECKS: Readonly<Record<string, Check>> = {
  '2.2': acceptableExclusions,
  '2.4': refusalExplained,
  '2.5': noBlanketExclusions,
};
