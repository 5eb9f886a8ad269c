import type { PolicyDocument } from '../../document/document';
import { listed, type Point } from '../reading/findings';
import { type Check, spokenTo } from './check';

/** The parts of the definition, with words by which each shows. Words can be meant without standing there: then nobody can tell. */
const PARTS: readonly (readonly [string, RegExp])[] = [
  ['dissatisfaction', /dissatisf|unhapp|not satisfied/i],
  ['in whatever form', /however (it is )?made|in any (form|way)|by any means/i],
  ['service, actions or inaction', /\b(service|actions?|inaction|failed|failure|done|work)\b/i],
  ['staff and those acting for the landlord', /staff|behalf|contractor|acting for|employee/i],
  ['one resident or a group', /group/i],
];

const UNDEFINED: Point = {
  verdict: 'cannot-tell',
  says: 'The document does not say what a complaint is.',
  at: [],
};

/** The definition with its examples, each of which may be a rule of its own. */
const placesOf = ({ grounds }: NonNullable<PolicyDocument['definition']>): string[] => [
  '/definition',
  ...grounds.map((_, index) => `/definition/grounds/${index}`),
];

const hasDefinition: Check = ({ document: { definition } }) =>
  definition
    ? [
        {
          verdict: 'meets',
          says: 'The document says what it calls a complaint.',
          at: placesOf(definition),
        },
      ]
    : [UNDEFINED];

const definition: Check = ({ document }) => {
  const { definition: theirs, intake } = document;
  if (!theirs) return [UNDEFINED];
  const at = [...placesOf(theirs), ...(intake.group?.text ? ['/intake/group'] : [])];
  if (theirs.closed) {
    const says = `A complaint is one of ${theirs.grounds.length} named matters and nothing else; the Code's definition is open.`;
    return [
      { verdict: 'departs', says, at, explain: 'Why dissatisfaction with other matters is no complaint.' },
    ];
  }
  const words = [theirs.text, ...theirs.grounds.map(({ text }) => text), intake.group?.text].join(' ');
  const missing = PARTS.filter(([, shows]) => !shows.test(words)).map(([part]) => part);
  if (missing.length === 0)
    return [{ verdict: 'meets', says: "The definition has all the parts of the Code's.", at }];
  const says = `In the words of the definition these parts of the Code's were not found: ${listed(missing)}. Whether they are meant, a reader has to judge.`;
  return [{ verdict: 'cannot-tell', says, at }];
};

/**
 * Whoever voices dissatisfaction is offered the choice (Code 1.3). Where a document puts something before the complaint,
 * or keeps feedback out, that is where the choice would have to be offered, so a reader is led there.
 */
const choiceOffered: Check = (subject, provision) => {
  const spoken = spokenTo(subject, provision);
  if (spoken.every(({ verdict }) => verdict === 'meets')) {
    // The provision is about third parties too, and a clause on those alone says nothing of the choice.
    if (spoken.some(({ says }) => /\bchoice\b|\bchoose/i.test(says))) return spoken;
    const says = 'Of the choice to complain it does not speak.';
    return [...spoken, { verdict: 'cannot-tell', says, at: [] }];
  }
  const { preStage, intake } = subject.document;
  const kept = intake.exclusions.flatMap((each, index): Point[] =>
    each.redirectTo === 'feedback'
      ? [
          {
            verdict: 'cannot-tell',
            says: `Kept out as feedback: ${each.text ? `"${each.text}"` : each.code.replaceAll('-', ' ')} Who decides that, and whether the resident was offered the choice to complain, the document does not say.`,
            at: [`/intake/exclusions/${index}`],
          },
        ]
      : [],
  );
  const before: Point[] = preStage
    ? [
        {
          verdict: 'cannot-tell',
          says: `"${preStage.name}" comes before a complaint; that everybody is offered the choice to complain there, the document does not say.`,
          at: [
            '/preStage',
            ...preStage.becomesComplaintWhen.map((_, index) => `/preStage/becomesComplaintWhen/${index}`),
          ],
        },
      ]
    : [];
  return kept.length + before.length > 0 ? [...before, ...kept] : spoken;
};

const serviceRequests: Check = (subject, provision) => {
  const [spoken] = spokenTo(subject, provision);
  if (spoken?.verdict === 'meets') return [spoken];
  const { preStage, intake } = subject.document;
  const apart = intake.exclusions.flatMap(({ redirectTo }, index) =>
    redirectTo?.includes('request') ? [`/intake/exclusions/${index}`] : [],
  );
  if (apart.length > 0) {
    const says =
      'The document tells service requests from complaints; whether they are recorded, monitored and reviewed it does not say.';
    return [{ verdict: 'cannot-tell', says, at: apart }];
  }
  if (preStage?.requiresAgreement) {
    return [
      {
        verdict: 'departs',
        says: `By agreement, "${preStage.name}" keeps dissatisfaction out of the procedure; the document does not tell service requests from complaints instead.`,
        at: ['/preStage'],
        explain:
          'Why dissatisfaction is handled informally by agreement and not told apart as service request or complaint.',
      },
    ];
  }
  return [{ verdict: 'cannot-tell', says: 'The document does not speak of service requests.', at: [] }];
};

export const DEFINITION_CHECKS: Readonly<Record<string, Check>> = {
  '1.1': hasDefinition,
  '1.2': definition,
  '1.3': choiceOffered,
  '1.4': serviceRequests,
};
