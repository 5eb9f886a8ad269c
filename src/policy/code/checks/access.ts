import { inWords } from '../reading/anchor-order';
import { listed, type Point } from '../reading/findings';
import type { Provision } from '../reading/provisions';
import type { Subject } from '../reading/subject';
import { type Check, quoted, saidNear, spokenTo, unlessShown } from './check';

const severalChannels: Check = (subject, provision) => {
  const { channels } = subject.document.intake;
  if (!channels || channels.length === 0) return spokenTo(subject, provision);
  const at = channels.map((_, index) => `/intake/channels/${index}`);
  if (channels.length === 1) {
    const says = `One channel is named: ${channels[0]?.channel}.`;
    return [{ verdict: 'departs', says, at, explain: 'Why residents can complain in one way only.' }];
  }
  const says = `${channels.length} channels are named: ${listed(channels.map(({ channel }) => channel))}.`;
  return [
    { verdict: 'meets', says, at },
    ...orUnsaid(subject, provision, {
      says: 'What is done about adjustments and under the Equality Act, it does not say.',
      cure: 'Say how adjustments are thought of beforehand and made.',
    }),
  ];
};

/** The half of a provision that a figure or a list cannot show: met by what is said, else not to be told. */
function orUnsaid(
  subject: Subject,
  provision: Provision,
  unsaid: Pick<Point, 'says' | 'cure'>,
): readonly Point[] {
  const spoken = spokenTo(subject, provision);
  const met = spoken.every(({ verdict }) => verdict === 'meets');
  return met ? spoken : [{ verdict: 'cannot-tell', at: [], ...unsaid }];
}

const anyWay: Check = (subject, provision) => {
  const { formRequired, requiredContent } = subject.document.intake;
  const explain = 'Why a complaint has to have a certain form.';
  if (formRequired?.required)
    return [{ verdict: 'departs', says: 'A form has to be used.', at: ['/intake/formRequired'], explain }];
  if (requiredContent.length > 0) {
    const content = listed(requiredContent.map(({ code }) => code.replaceAll('-', ' ')));
    const says = `A complaint has to contain ${content}.`;
    const at = requiredContent.map((_, index) => `/intake/requiredContent/${index}`);
    return [{ verdict: 'departs', says, at, explain }];
  }
  const anyStaff = {
    says: 'That any member of staff takes a complaint, it does not say.',
    cure: 'Say that a complaint may be made to anybody who works for the landlord.',
  };
  const freely = saidNear(subject, /(which|what)ever way|any way|however/i);
  if (freely.length > 0)
    return [
      { verdict: 'meets', says: `The document says ${quoted(freely)}`, at: freely.map(({ at }) => at) },
      ...orUnsaid(subject, provision, anyStaff),
    ];
  if (!formRequired) return spokenTo(subject, provision);
  const says = 'No form has to be used.';
  return [
    { verdict: 'meets', says, at: ['/intake/formRequired'] },
    ...orUnsaid(subject, provision, anyStaff),
  ];
};

const FULL_POLICY = 'full-policy';

/** The stages and their times can be seen here; where the policy can be had, only a commitment tells. */
const policyAvailable: Check = (subject, provision) => {
  const spoken = spokenTo(subject, provision);
  if (spoken.every(({ verdict }) => verdict === 'meets')) return spoken;
  const { stages, commitments } = subject.document;
  const untimed = stages.filter(({ respond }) => !respond).map(({ name }) => name);
  const times =
    untimed.length > 0 ? `no time for a response at ${listed(untimed)}` : 'a time for each response';
  const described = `The document describes ${stages.length} stages, with ${times}.`;
  const at = stages.map((_, index) => `/stages/${index}`);
  const where = commitments.flatMap(({ code, text }, index) =>
    code === FULL_POLICY && text ? [{ at: `/commitments/${index}`, text }] : [],
  );
  if (where.length === 0) {
    const says = `${described} Where the policy can be had it does not say.`;
    return [{ verdict: 'cannot-tell', says, at }];
  }
  const pointers = [...where.map((each) => each.at), ...at];
  const says = `It says of the full policy: ${quoted(where)} ${described}`;
  if (/website|page|online/i.test(where.map(({ text }) => text).join(' ')) && untimed.length === 0) {
    const notes = ['Whether it is easy to get in forms that every resident can use, a document cannot show.'];
    return [{ verdict: 'meets', says, at: pointers, notes }];
  }
  return [{ verdict: 'cannot-tell', says, at: pointers }];
};

const representatives: Check = (subject, provision) => {
  const { representative } = subject.document.intake;
  if (!representative) return spokenTo(subject, provision);
  const at = ['/intake/representative'];
  const notes = representative.gates.includes('acceptance')
    ? ['The complaint itself waits for the permission or its evidence.']
    : [];
  const says = 'A representative may act for the resident.';
  if (/accompan|meeting/i.test(representative.text ?? '')) return [{ verdict: 'meets', says, at, notes }];
  return [
    { verdict: 'meets', says, at, notes },
    {
      verdict: 'cannot-tell',
      says: 'That a resident may be accompanied at meetings, it does not say.',
      at,
      cure: 'Say that a resident may be accompanied at meetings.',
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
  '3.1': severalChannels,
  '3.2': anyWay,
  '3.4': policyAvailable,
  '3.6': representatives,
  '3.7': ombudsmanAtAnyTime,
};
