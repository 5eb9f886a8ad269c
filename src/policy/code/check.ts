import type { PolicyDocument } from '../document/document';
import { ACCESS_CHECKS } from './checks/access';
import { type Check, spokenTo } from './checks/check';
import { DEFINITION_CHECKS } from './checks/definition';
import { ESCALATION_CHECKS } from './checks/escalation';
import { EXCLUSION_CHECKS } from './checks/exclusions';
import { EXTENSION_CHECKS } from './checks/extensions';
import { REMEDY_CHECKS } from './checks/remedies';
import { REPORT_CHECKS } from './checks/reports';
import { RESPONSE_CHECKS } from './checks/responses';
import { STAGE_CHECKS } from './checks/stages';
import { TIME_LIMIT_CHECKS } from './checks/time-limit';
import { TIME_CHECKS } from './checks/times';
import {
  type CodeCheck,
  type Finding,
  listed,
  type Point,
  resultOf,
  unique,
  weightiest,
} from './reading/findings';
import { type Provision, PROVISIONS } from './reading/provisions';
import { type Subject, subjectOf } from './reading/subject';

/** Provisions a document can show to be kept or not. The others are about conduct: `spokenTo` answers for them. */
const CHECKS: Readonly<Record<string, Check>> = {
  ...DEFINITION_CHECKS,
  ...ACCESS_CHECKS,
  ...EXCLUSION_CHECKS,
  ...TIME_LIMIT_CHECKS,
  ...STAGE_CHECKS,
  ...ESCALATION_CHECKS,
  ...TIME_CHECKS,
  ...EXTENSION_CHECKS,
  ...RESPONSE_CHECKS,
  ...REMEDY_CHECKS,
  ...REPORT_CHECKS,
};

const CODE_SINCE = '2024-04-01';

/**
 * A procedure held against the Complaint Handling Code 2024, provision by provision. It judges the document and nothing
 * else: what a landlord does, records or publishes is met only by its word, and the finding says so.
 */
export function checkAgainstCode(document: PolicyDocument): CodeCheck {
  const subject = subjectOf(document);
  const findings = PROVISIONS.map((provision) => findingOn(provision, subject));
  return {
    code: 'housing-ombudsman-2024',
    document: { name: document.name, version: document.version, regime: document.regime },
    ...resultOf(findings),
    remarks: remarksOn(subject),
    findings,
  };
}

function findingOn(provision: Provision, subject: Subject): Finding {
  const { number, title, requirement, seen, seenNote } = provision;
  const points = (CHECKS[number] ?? spokenTo)(subject, provision);
  const verdict = weightiest(points.map((point) => point.verdict));
  const clause = unique(points.flatMap(({ at }) => at));
  const open = points.filter((point) => point.verdict === 'departs' || point.verdict === 'cannot-tell');
  return {
    provision: number,
    title,
    requirement,
    verdict,
    clause,
    reasoning: unique(points.map(({ says }) => capitalised(says))).join(' '),
    cure: open.length === 0 ? null : unique(open.map(({ cure }) => cure ?? provision.state)).join(' '),
    mustExplain: verdict === 'departs' ? explanations(points, provision) : null,
    evidence: points.some((point) => point.verdict === 'cannot-tell') ? provision.evidence : null,
    notes: unique(points.flatMap(({ notes = [] }) => notes)),
    rules: unique(subject.rulesAt(clause)),
    unconfirmed: seen !== 'whole',
    unconfirmedWhy: whyUnconfirmed(seen, seenNote),
  };
}

/**
 * A stage that is "the stage …" in the middle of a sentence may also begin one, the second of a point as well. Nothing
 * else is touched there: a point quotes the landlord's own words.
 */
const capitalised = (text: string): string =>
  text.replace(/^[a-z]|(?<=\. )t(?=he stage ")/g, (letter) => letter.toUpperCase());

function explanations(points: readonly Point[], { number }: Provision): string {
  const departed = points.filter(({ verdict }) => verdict === 'departs');
  return unique(departed.map(({ explain }) => explain ?? `Why provision ${number} is not kept.`)).join(' ');
}

function whyUnconfirmed(seen: Provision['seen'], note: string | null): string | null {
  switch (seen) {
    case 'whole':
      return null;
    case 'part':
      return `The wording of the provision was seen in part: ${note ?? 'confirm the rest'}.`;
    case 'none':
      return `The wording of the provision was not seen${note ? `: ${note}` : ''}.`;
  }
}

/** What bears on every finding, said once. */
function remarksOn({ document, days }: Subject): string[] {
  const { regime, effectiveFrom, effectiveTo, calendar } = document;
  const since = regime === 'housing-ombudsman' ? '; the Code applies to it since' : '';
  const elsewhere = document.commitments.findIndex(({ code }) => code === 'full-policy');
  const fault = days.calendarFault();
  const unconfirmed = document.readings.filter((reading) => reading.unconfirmed).length;
  const against = document.readings.filter((reading) => reading.againstResident).length;
  return [
    ...(regime === 'housing-ombudsman'
      ? []
      : [
          `The procedure is made for another regime (${regime}): the Code binds landlords in England, and a difference from it is no breach there.`,
        ]),
    ...(effectiveFrom < CODE_SINCE
      ? [
          `${document.undated ? `The procedure carries no date and is taken to apply from ${effectiveFrom}` : `The procedure took effect on ${effectiveFrom}`}, before the Code became statutory on ${CODE_SINCE}${effectiveTo && effectiveTo < CODE_SINCE ? `, and ended on ${effectiveTo}` : since}.`,
        ]
      : []),
    ...(fault ? [`The procedure cannot be published as it stands: ${fault}`] : []),
    ...(elsewhere >= 0
      ? [
          `The document says that a full policy stands elsewhere (/commitments/${elsewhere}): what is silent here may stand there.`,
        ]
      : []),
    ...(unconfirmed > 0
      ? [
          `Marked as unconfirmed in the document itself: ${unconfirmed} of its ${document.readings.length} readings.`,
        ]
      : []),
    ...(against > 0
      ? [
          `Read against the resident by the document's own account: ${against} of its ${document.readings.length} readings (${listed(document.readings.filter((reading) => reading.againstResident).map(({ code }) => code))}).`,
        ]
      : []),
    ...(calendar.counting === 'day-after'
      ? []
      : [
          `Working days are counted ${calendar.counting}; no text of the Code seen says how, so both sides are compared counted that way.`,
        ]),
  ];
}
