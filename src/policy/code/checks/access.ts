import { inWords } from '../anchor-order';
import { listed, type Point } from '../findings';
import type { Subject } from '../subject';
import { type Check, spokenTo, unlessShown } from './check';

/** The parts of the definition, with words by which each shows. Words can be meant without standing there: then nobody can tell. */
const PARTS: readonly (readonly [string, RegExp])[] = [
  ['dissatisfaction', /dissatisf|unhapp|not satisfied/i],
  ['in whatever form', /however (it is )?made|in any (form|way)|by any means/i],
  ['service, actions or inaction', /\b(service|actions?|inaction|failed|failure|done|work)\b/i],
  ['staff and those acting for the landlord', /staff|behalf|contractor|acting for|employee/i],
  ['one resident or a group', /group/i],
];

const hasDefinition: Check = ({ document }) => {
  const { definition } = document;
  if (!definition)
    return [{ verdict: 'cannot-tell', says: 'The document does not say what a complaint is.', at: [] }];
  return [{ verdict: 'meets', says: 'The document says what it calls a complaint.', at: ['/definition'] }];
};

const definition: Check = ({ document }) => {
  const { definition: theirs, intake } = document;
  if (!theirs)
    return [{ verdict: 'cannot-tell', says: 'The document does not say what a complaint is.', at: [] }];
  const at = ['/definition'];
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

const severalChannels: Check = (subject, provision) => {
  const { channels } = subject.document.intake;
  const at = ['/intake/channels'];
  if (channels?.length === 1) {
    const says = `One channel is named: ${channels[0]?.channel}.`;
    return [{ verdict: 'departs', says, at, explain: 'Why residents can complain in one way only.' }];
  }
  if (!channels || channels.length === 0) return spokenTo(subject, provision);
  const says = `${channels.length} channels are named: ${listed(channels.map(({ channel }) => channel))}.`;
  const notes = ['What is done about adjustments, the channels do not show.'];
  return [{ verdict: 'meets', says, at, notes }];
};

const anyWay: Check = (subject, provision) => {
  const { formRequired, requiredContent } = subject.document.intake;
  const explain = 'Why a complaint has to have a certain form.';
  if (formRequired?.required)
    return [{ verdict: 'departs', says: 'A form has to be used.', at: ['/intake/formRequired'], explain }];
  if (requiredContent.length > 0) {
    const content = listed(requiredContent.map(({ code }) => code.replaceAll('-', ' ')));
    const says = `A complaint has to contain ${content}.`;
    return [{ verdict: 'departs', says, at: ['/intake/requiredContent'], explain }];
  }
  const [spoken] = spokenTo(subject, provision);
  if (spoken?.verdict === 'meets' || !formRequired) return spoken ? [spoken] : [];
  return [
    {
      verdict: 'meets',
      says: 'No form has to be used.',
      at: ['/intake/formRequired'],
      notes: ['Whether any member of staff takes a complaint, the document does not say.'],
    },
  ];
};

/** What the policy describes can be seen here; where it can be had, only a commitment tells. */
const policyAvailable: Check = (subject, provision) => {
  const [spoken] = spokenTo(subject, provision);
  if (spoken?.verdict === 'meets') return [spoken];
  const untimed = subject.document.stages.filter(({ respond }) => !respond).map(({ name }) => name);
  const times =
    untimed.length > 0 ? `no time for a response at ${listed(untimed)}` : 'a time for each response';
  const says = `The document describes ${subject.document.stages.length} stages, with ${times}; where the policy can be had it does not say in full.`;
  return [{ verdict: 'cannot-tell', says, at: ['/stages'] }];
};

const representatives: Check = (subject, provision) => {
  const { representative } = subject.document.intake;
  if (!representative) return spokenTo(subject, provision);
  const waits = representative.gates.includes('acceptance')
    ? ['The complaint itself waits for the permission or its evidence.']
    : [];
  const notes = [
    ...waits,
    'Whether a resident may be accompanied at meetings, such a clause does not always say.',
  ];
  return [
    {
      verdict: 'meets',
      says: 'A representative may act for the resident.',
      at: ['/intake/representative'],
      notes,
    },
  ];
};

const OMBUDSMAN = 'housing-ombudsman';

const ombudsmanAtAnyTime = unlessShown(({ document }) => {
  const ways = document.referrals.flatMap((referral, index) =>
    referral.to === OMBUDSMAN ? [{ referral, at: `/referrals/${index}` }] : [],
  );
  const waits = ways.flatMap(({ referral, at }): Point[] =>
    referral.wait
      ? [
          {
            verdict: 'departs',
            says: `The resident is told to wait ${inWords(referral.wait)} before going to the ombudsman. The scheme has had no such wait since 1 October 2022.`,
            at: [at],
            explain: 'Why residents are told of a wait that the scheme no longer has.',
            cure: 'Leave out the wait.',
          },
        ]
      : [],
  );
  if (ways.length === 0) return [];
  if (ways.some(({ referral }) => referral.after === 'any-time')) {
    const says = 'The document says that the ombudsman can be reached at any time.';
    return [...waits, { verdict: 'meets', says, at: ways.map(({ at }) => at), notes: filter(document) }];
  }
  return [
    ...waits,
    {
      verdict: 'departs',
      says: 'The document names the ombudsman only for when the procedure is exhausted, and not at any time.',
      at: ways.map(({ at }) => at),
      explain: 'Why residents are told of the ombudsman only at the end.',
      notes: filter(document),
    },
  ];
});

const filter = ({ referrals }: Subject['document']): string[] =>
  referrals.some(({ to, via }) => to === 'designated-person' || via === 'designated-person')
    ? [
        'Residents may still turn to an MP, a councillor or a panel; since 1 October 2022 that is no part of the way to the ombudsman.',
      ]
    : [];

export const ACCESS_CHECKS: Readonly<Record<string, Check>> = {
  '1.1': hasDefinition,
  '1.2': definition,
  '1.4': serviceRequests,
  '3.1': severalChannels,
  '3.2': anyWay,
  '3.4': policyAvailable,
  '3.6': representatives,
  '3.7': ombudsmanAtAnyTime,
};
