import { inWords } from '../reading/anchor-order';
import { listed, type Point } from '../reading/findings';
import { called, type Subject } from '../reading/subject';
import { type Check, spokenTo } from './check';
import { kindOfExclusion, unacceptable } from './exclusions';
import { notLast } from './stages';
import { noSecondStage } from './times';

/** What stands between a resident who is not satisfied and the next stage. */
function bars(subject: Subject): Point[] {
  const { first } = subject;
  const { escalation } = first.stage;
  if (!escalation) return [];
  const at = `${first.at}/escalation`;
  const found: Point[] = [];
  if (escalation.grounds) {
    const grounds = listed(escalation.grounds.map(({ code }) => code.replaceAll('-', ' ')));
    found.push({
      verdict: 'departs',
      says: `${called(first)} can be taken further on these grounds alone: ${grounds}.`,
      at: [at, ...escalation.grounds.map((_, index) => `${at}/grounds/${index}`)],
      explain: 'Why a resident who is not satisfied needs a ground to go on to stage 2.',
    });
  }
  if (escalation.decision && escalation.decision.needed !== 'if-excluded') {
    const unless = escalation.decision.needed === 'unless-ground-named' ? ' unless a ground is named' : '';
    found.push({
      verdict: 'departs',
      says: `A request has to be accepted before the next stage begins${unless}.`,
      at: [`${at}/decision`],
      explain: 'Why a request to escalate is judged before stage 2.',
    });
  }
  return found;
}

function window({ first }: Subject): Point[] {
  const { escalation } = first.stage;
  if (!escalation?.within) return [];
  const late =
    escalation.late === 'with-discretion'
      ? ' A late request can be taken all the same.'
      : escalation.late === 'never'
        ? ' A late request is never taken.'
        : ' What becomes of a late request it does not say.';
  return [
    {
      verdict: 'departs',
      says: `The request has to be made within ${inWords(escalation.within)}; the Code sets no such limit.${late}`,
      at: [`${first.at}/escalation/within`],
      cure: 'Leave out the time limit, or take late requests wherever there is no valid reason to refuse them.',
      explain:
        'Why a resident who is not satisfied has a limited time to go on to stage 2, and what is done with late requests.',
    },
  ];
}

const mustProgress: Check = (subject, provision) => {
  const [second, ...further] = subject.later;
  if (!second) return [noSecondStage(subject)];
  const unlimited = window(subject).map((point) => ({ ...point, cure: provision.state }));
  const found = [...bars(subject), ...unlimited, ...notLast(second, further)];
  if (found.length > 0) return found;
  const says = `The request alone takes the complaint to ${called(second)}, which is the last stage${ifExcluded(subject)}.`;
  return [{ verdict: 'meets', says, at: [`${subject.first.at}/escalation`] }];
};

/** A refusal named after the exclusions means those of the intake, or of the landlord's own policy. */
const EXCLUSION = /exclu(ded|sion)/;

/** Where an exclusion ends a complaint after stage 1, it has to be one that the Code accepts. */
function refusedOnExclusions(subject: Subject): Point[] {
  const { first, document } = subject;
  const decision = first.stage.escalation?.decision;
  const all = decision?.needed === 'if-excluded' && decision.refusals.length === 0;
  const late = unacceptable(subject).filter(({ at }) => all || isAnyStage(at, document));
  if (late.length === 0) return [];
  return [
    {
      verdict: 'departs',
      says: `A complaint can be refused after stage 1 too for: ${listed(late.map(({ code }) => code.replaceAll('-', ' ')))}. As it stands that is no exclusion the Code accepts.`,
      at: late.map(({ at }) => at),
      explain: 'Why a complaint is refused at a later stage on an exclusion that the Code does not accept.',
    },
  ];
}

const isAnyStage = (pointer: string, { intake }: Subject['document']): boolean =>
  intake.exclusions[Number(pointer.split('/').at(-1))]?.at === 'any-stage';

const noRefusalWithoutReason: Check = (subject, provision) => {
  const { first } = subject;
  const { escalation } = first.stage;
  if (!escalation) return [noSecondStage(subject)];
  const at = `${first.at}/escalation`;
  const refusals = escalation.decision?.refusals ?? [];
  const foreign = refusals.filter(
    (refusal) => kindOfExclusion(refusal) === 'other' && !EXCLUSION.test(refusal.code),
  );
  const found: Point[] = [
    ...(foreign.length > 0
      ? [
          {
            verdict: 'departs' as const,
            says: `A request can be refused for: ${listed(foreign.map(({ code }) => code.replaceAll('-', ' ')))}. That is no reason for which a complaint itself may be refused.`,
            at: [
              `${at}/decision`,
              ...foreign.map((refusal) => `${at}/decision/refusals/${refusals.indexOf(refusal)}`),
            ],
            explain:
              'Why an escalation is refused for reasons that would not allow the complaint to be refused.',
          },
        ]
      : escalation.grounds
        ? bars(subject).slice(0, 1)
        : []),
    ...lateRefused(subject),
    ...refusedOnExclusions(subject),
  ];
  if (found.length > 0) return found;
  const [spoken] = spokenTo(subject, provision);
  if (spoken?.verdict === 'meets') return [spoken];
  if (escalation.decision?.needed === 'if-excluded') {
    const says = 'A request to escalate can be refused only for what would exclude the complaint itself.';
    return [{ verdict: 'meets', says, at: [`${at}/decision`] }];
  }
  return [
    { verdict: 'meets', says: 'Nothing in the document lets a request to escalate be refused.', at: [at] },
  ];
};

const ifExcluded = ({ first }: Subject): string =>
  first.stage.escalation?.decision?.needed === 'if-excluded'
    ? ', and can afterwards be refused only on an exclusion'
    : '';

/** With discretion each late request is judged on its own, which the provision asks for: the decisions show the rest. */
function lateRefused(subject: Subject): Point[] {
  const discretion = subject.first.stage.escalation?.late === 'with-discretion';
  return window(subject).map((point) => (discretion ? { ...point, verdict: 'cannot-tell' } : point));
}

const noReasonsNeeded: Check = (subject) => {
  const { first } = subject;
  const { escalation } = first.stage;
  if (!escalation) return [noSecondStage(subject)];
  const at = [`${first.at}/escalation`];
  const explain = 'Why a resident has to give reasons to go on to stage 2.';
  if (escalation.reason === 'required') {
    return [{ verdict: 'departs', says: 'A reason is required to take a complaint further.', at, explain }];
  }
  if (escalation.grounds) {
    const says = 'No reason is asked for as such, but one of a closed list of grounds has to be present.';
    return [{ verdict: 'departs', says, at, explain }];
  }
  const asked = escalation.reason === 'asked-for';
  const says = asked
    ? 'A reason is asked for and not required.'
    : 'No reason is required to take a complaint further.';
  return [{ verdict: 'meets', says, at }];
};

export const ESCALATION_CHECKS: Readonly<Record<string, Check>> = {
  '5.11': noRefusalWithoutReason,
  '6.10': mustProgress,
  '6.12': noReasonsNeeded,
};
