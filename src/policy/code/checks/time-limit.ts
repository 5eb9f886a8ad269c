import { lengthInWords } from '../../clocks/count-in-words';
import type { Intake } from '../../document/intake';
import { inWords } from '../reading/anchor-order';
import type { Point } from '../reading/findings';
import type { Subject } from '../reading/subject';
import { type Check, spokenTo } from './check';

type TimeLimit = NonNullable<Intake['timeLimit']>;

const TWELVE_MONTHS = { amount: 12, unit: 'months' } as const;
const AT = ['/intake/timeLimit'];
const AWARENESS = 'aware';

/** Code 2.3: how long, from what, and whether a late complaint is weighed. */
const twelveMonths: Check = (subject, provision) => {
  const { timeLimit } = subject.document.intake;
  if (timeLimit)
    return [length(timeLimit, subject), start(timeLimit), discretion(timeLimit, subject), ...bar(timeLimit)];
  const [spoken] = spokenTo(subject, provision);
  if (spoken?.verdict === 'meets') return [spoken];
  const says = 'The document does not say until when a complaint is taken.';
  return [{ verdict: 'cannot-tell', says, at: subject.silence('time-limit-to-complain', 'time-limit') }];
};

function length({ within, to }: TimeLimit, { days }: Subject): Point {
  const theirs = { ...within, boundary: 'inclusive', roll: 'none' } as const;
  const compared = days.against(theirs, TWELVE_MONTHS);
  const said = `A complaint is taken within ${inWords(within)}`;
  const exact = within.boundary === 'exclusive' ? 'the last day itself is out of time' : null;
  const reported =
    to === 'reported' ? ['What has to fall within the time is the report, not the complaint.'] : [];
  const notes = [...(exact ? [`Here ${exact}.`] : []), ...reported];
  const explain = `Why complaints are not taken for 12 months but for ${lengthInWords(within)}.`;
  const cure = 'State 12 months or more.';
  switch (compared.is) {
    case 'unknown':
      return {
        verdict: 'cannot-tell',
        says: `${said}; that cannot be compared with 12 months.`,
        at: AT,
        notes,
      };
    case 'shorter':
      return { verdict: 'departs', says: `${said}, less than 12 months.`, at: AT, notes, explain, cure };
    case 'longer':
      if (compared.earlier)
        return {
          verdict: 'departs',
          says: `${said}, at times less than 12 months.`,
          at: AT,
          notes,
          explain,
          cure,
        };
      return { verdict: 'stricter', says: `${said}, longer than the 12 months of the Code.`, at: AT, notes };
    case 'equal':
      return exact
        ? { verdict: 'departs', says: `${said}, and ${exact}.`, at: AT, explain, cure, notes: reported }
        : { verdict: 'meets', says: `${said}.`, at: AT, notes };
  }
}

function start({ within, alsoRequires }: TimeLimit): Point {
  const anchors = Array.isArray(within.from) ? within.from : [within.from];
  const kept = alsoRequires
    ? ['An older matter stays in if it was reported at the time, which the Code does not ask for.']
    : [];
  if (anchors.includes(AWARENESS)) {
    const says = 'It runs from the resident becoming aware, where that is later.';
    return { verdict: 'meets', says, at: AT, notes: kept };
  }
  return {
    verdict: 'departs',
    says: 'It does not run from the resident becoming aware of the matter, where that is later.',
    at: AT,
    explain: 'Why a resident who became aware of a matter late is out of time.',
    cure: 'Let the time run from the matter or from the resident becoming aware of it, whichever is later.',
    notes: kept,
  };
}

function discretion(limit: TimeLimit, subject: Subject): Point {
  switch (limit.discretion) {
    case 'must-consider':
      return { verdict: 'meets', says: 'Discretion has to be considered for a later one.', at: AT };
    case 'for-good-reason':
      return { verdict: 'meets', says: 'A later one can be taken for a good reason.', at: AT };
    case 'none':
      return {
        verdict: 'departs',
        says: 'A later one is never taken.',
        at: AT,
        explain: 'Why discretion is not considered for late complaints.',
        cure: 'Say that discretion is considered for late complaints where there is good reason.',
      };
    case null:
      return {
        verdict: 'cannot-tell',
        says: 'Whether a later one may be taken it does not say.',
        at: [...AT, ...subject.silence('late-complaint')],
        cure: 'Say that discretion is considered for late complaints where there is good reason.',
      };
  }
}

function bar({ bar: absolute }: TimeLimit): Point[] {
  if (!absolute) return [];
  return [
    {
      verdict: 'departs',
      says: `Beyond ${inWords(absolute)} none is taken, whatever the reason.`,
      at: AT,
      explain: 'Why discretion ends at an absolute limit.',
      cure: 'Leave out the absolute limit.',
    },
  ];
}

export const TIME_LIMIT_CHECKS: Readonly<Record<string, Check>> = { '2.3': twelveMonths };
