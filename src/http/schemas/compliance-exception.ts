import { z } from 'zod';
import type { ExceptionWithRecord } from '../../complaints/landlord/compliance-exception';
import type { ExceptionRow } from '../../db/landlords/compliance-exceptions';
import { ASKED, exceptionFields, statusOfException } from '../../policy/code/compliance-exception';
import { exceptionRedactionSchema } from '../../policy/redactions';
import { sentenceOn } from '../../policy/code/exceptions-found';
import { instantSchema, type LocalDate } from '../../policy/dates/local-date';

const asOfToday = {
  open: z.boolean().describe('The Code is not kept again yet.'),
  overdue: z.boolean().describe('The expected day of return has passed.'),
  missing: z.array(z.enum(ASKED)).describe('What Code 8.5 asks for and is not recorded.'),
};

const recorded = {
  version: z.int().describe('Also its ETag, until words are taken out of it.'),
  why: z.string().nullable(),
  recordedAt: instantSchema,
  recordedBy: z.string(),
  redactions: z
    .array(exceptionRedactionSchema)
    .readonly()
    .describe('When words were taken out of this version, and of what.'),
};

export const exceptionSchema = z
  .strictObject({
    id: z.uuid(),
    ...exceptionFields,
    ...asOfToday,
    sentence: z.string().describe('The same in words, as the check against the Code has it.'),
    ...recorded,
  })
  .meta({
    id: 'ComplianceException',
    description: 'A time in which exceptional circumstances kept the landlord from keeping the Code.',
  });

export const exceptionWithRecordSchema = exceptionSchema
  .extend({
    record: z
      .array(z.strictObject({ ...exceptionFields, ...recorded, version: z.int() }))
      .describe('As it was recorded each time, the first time first.'),
  })
  .meta({ id: 'ComplianceExceptionRecord', description: 'The same, with all that was recorded before.' });

/** What figures show of one that lasts. */
export const openExceptionSchema = exceptionSchema
  .pick({
    id: true,
    from: true,
    expectedReturnOn: true,
    policyVersion: true,
    overdue: true,
    missing: true,
  })
  .meta({ id: 'OpenComplianceException', description: 'One that lasts today.' });

/** What the dates of a complaint show of one whose version they are under. */
export const namedExceptionSchema = exceptionSchema
  .pick({ id: true, from: true, expectedReturnOn: true, returnedOn: true, policyVersion: true })
  .meta({
    id: 'ComplianceExceptionOfDates',
    description: 'One that names the version of the procedure that dates are under.',
  });

export const namedExceptionView = ({
  id,
  from,
  expectedReturnOn,
  returnedOn,
  policyVersion,
}: ExceptionRow): z.input<typeof namedExceptionSchema> => ({
  id,
  from,
  expectedReturnOn,
  returnedOn,
  policyVersion,
});

export const exceptionView = (row: ExceptionRow, today: LocalDate): z.output<typeof exceptionSchema> => ({
  ...row,
  ...statusOfException(row, today),
  sentence: sentenceOn(row, today),
});

export const exceptionWithRecordView = ({
  latest,
  versions,
  today,
}: ExceptionWithRecord): z.output<typeof exceptionWithRecordSchema> => ({
  ...exceptionView(latest, today),
  record: versions.map(({ id: _, ...version }) => version),
});

const timesRedacted = ({ versions }: ExceptionWithRecord): number =>
  versions.reduce((count, { redactions }) => count + redactions.length, 0);

export const isRedacted = (exception: ExceptionWithRecord): boolean => timesRedacted(exception) > 0;

/** A redaction changes what is read and makes no version, so it is counted beside that. */
export const exceptionVersion = (exception: ExceptionWithRecord): string =>
  isRedacted(exception)
    ? `${exception.latest.version}-${timesRedacted(exception)}`
    : String(exception.latest.version);

export const openExceptionView = (
  { id, from, expectedReturnOn, policyVersion, ...row }: ExceptionRow,
  today: LocalDate,
): z.output<typeof openExceptionSchema> => {
  const { overdue, missing } = statusOfException({ from, expectedReturnOn, policyVersion, ...row }, today);
  return { id, from, expectedReturnOn, policyVersion, overdue, missing };
};

/** The example landlord's in the demo. */
export const EXAMPLE_EXCEPTION_ID = '01920000-0000-7000-8000-00000ecc8500';

export const exampleNewException = {
  from: '2025-06-17',
  expectedReturnOn: '2025-09-01',
  reason: 'An attack put the repairs and complaints systems out of use.',
  ombudsmanToldOn: '2025-06-19',
  residentsToldOn: '2025-06-20',
  publishedOn: '2025-06-20',
  returnedOn: null,
  policyVersion: null,
};

export const exampleExceptionChange = {
  ...exampleNewException,
  expectedReturnOn: '2025-10-01',
  why: 'The records of repairs are restored a month later than was planned.',
};

const exampleRecorded = { recordedAt: '2025-06-20T16:10:00.000Z', recordedBy: 'key:crm', redactions: [] };

export const exampleException = {
  id: EXAMPLE_EXCEPTION_ID,
  ...exampleNewException,
  open: true,
  overdue: false,
  missing: [],
  sentence:
    'Exceptional circumstances are recorded in which the Code could not be kept from Tuesday 17 June 2025; the ombudsman was told on Thursday 19 June 2025, the residents affected were told on Friday 20 June 2025 and it was published on Friday 20 June 2025. It is expected to be kept again from Monday 1 September 2025.',
  version: 1,
  why: null,
  ...exampleRecorded,
};

export const exampleExceptionRecord = {
  ...exampleException,
  record: [{ ...exampleNewException, version: 1, why: null, ...exampleRecorded }],
};
