import { type LocalDate, longDate } from '../dates/local-date';
import { ASKED, type ComplianceException, statusOfException } from './compliance-exception';
import { type CodeCheck, type Finding, listed } from './reading/findings';

const PROVISION = '8.5';

const SAID = {
  ombudsmanToldOn: 'the ombudsman was told',
  residentsToldOn: 'the residents affected were told',
  publishedOn: 'it was published',
} as const;

/**
 * The findings with what the landlord recorded of exceptional circumstances beside provision 8.5. No verdict changes by
 * it: those judge the document, and this is conduct.
 */
export const withExceptions = (
  findings: readonly Finding[],
  exceptions: readonly ComplianceException[],
  today: LocalDate,
): Finding[] =>
  findings.map((finding) =>
    finding.provision === PROVISION
      ? { ...finding, notes: [...finding.notes, ...notesOn(exceptions, today)] }
      : finding,
  );

const notesOn = (exceptions: readonly ComplianceException[], today: LocalDate): string[] =>
  exceptions.length === 0
    ? ['The landlord has recorded no exceptional circumstances for the time looked at.']
    : exceptions.map((exception) => sentenceOn(exception, today));

/** One exception in a sentence or two: when, whether it was told and published, and its end. */
export function sentenceOn(exception: ComplianceException, today: LocalDate): string {
  const { from, expectedReturnOn, returnedOn } = exception;
  const { overdue, missing } = statusOfException(exception, today);
  const done = ASKED.flatMap((field) => {
    const on = exception[field];
    return on ? [`${SAID[field]} on ${longDate(on)}`] : [];
  });
  const told = done.length > 0 ? `; ${listed(done)}` : '';
  const untold =
    missing.length > 0 ? ` Not recorded: that ${listed(missing.map((field) => SAID[field]))}.` : '';
  const end = returnedOn
    ? `It was kept again from ${longDate(returnedOn)}.`
    : `It is expected to be kept again from ${longDate(expectedReturnOn)}${overdue ? ', which has passed' : ''}.`;
  return `Exceptional circumstances are recorded in which the Code could not be kept from ${longDate(from)}${told}.${untold} ${end}`;
}

/** A check of a published version, with what the landlord recorded of exceptional circumstances. */
export function checkWithExceptions(
  check: CodeCheck,
  exceptions: readonly ComplianceException[],
  today: LocalDate,
): CodeCheck {
  const own = exceptions.filter(({ policyVersion }) => policyVersion === check.document.version);
  return {
    ...check,
    remarks: [
      ...check.remarks,
      ...own.map(
        ({ from }) =>
          `The version holds the times for exceptional circumstances recorded from ${longDate(from)} (Code ${PROVISION}).`,
      ),
    ],
    findings: withExceptions(check.findings, exceptions, today),
  };
}
