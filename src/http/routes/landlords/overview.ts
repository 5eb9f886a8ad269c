import { z } from 'zod';
import { exceptionsOf } from '../../../complaints/landlord/compliance-exception';
import type { ComplaintDeps } from '../../../complaints/loading/deps';
import { readOverview } from '../../../db/complaints/overview';
import { findSelfAssessment } from '../../../db/landlords/self-assessments';
import { statusOfException } from '../../../policy/code/compliance-exception';
import { localDateSchema } from '../../../policy/dates/local-date';
import { forceSchema } from '../../../policy/document/limit';
import { isRejection } from '../../../policy/rules/rejection';
import { todayOf } from '../../../policy/rules/rules';
import { annualReportReminder, reportingYearBefore } from '../../../policy/code/self-assessment';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { principalOf } from '../../auth/principal';
import { problem } from '../../problems/problem';
import { openExceptionSchema, openExceptionView } from '../../schemas/compliance-exception';

const count = z.int().min(0);
const duty = {
  stage: z.string(),
  kind: z.string().describe('As in the worklist, e.g. respond.'),
  force: forceSchema
    .nullable()
    .describe('How strongly the landlord words it: a missed aim is no breach. null: no time is set.'),
};

const keptSchema = z
  .array(
    z.strictObject({
      ...duty,
      due: count.describe(
        'The date by which it is judged fell in the period: the sum of the next four. Extensions count where they were given in time.',
      ),
      inTime: count,
      inTimeByLateStart: count.describe(
        'In time only because an act of the landlord’s own that the time runs from came late. Never part of a percentage in time; added to inTime it gives the reading of earlier releases.',
      ),
      late: count,
      outstanding: count.describe(
        'Not done so far, or not at all: the complaint ended after that day without it.',
      ),
      undated: count.describe('Beside them: done in the period, with no date to judge it by.'),
      incomplete: count.describe(
        'Beside them, and in time or late as well: the act lacks something that the document asks for, and is recorded so.',
      ),
      leftUnanswered: count.describe(
        'Beside them: the complaint went to the next stage before the date, unanswered.',
      ),
    }),
  )
  .readonly();

const overviewSchema = z
  .strictObject({
    on: localDateSchema.describe('Today, for what is open and overdue.'),
    from: localDateSchema,
    to: localDateSchema,
    open: z
      .array(z.strictObject({ status: z.string(), stage: z.string(), complaints: count }))
      .readonly()
      .describe('Complaints that are open today.'),
    overdue: z
      .array(z.strictObject({ ...duty, dates: count }))
      .readonly()
      .describe("The landlord's dates that have passed unmet, as the worklist counts them."),
    undated: z
      .array(z.strictObject({ ...duty, clocks: count }))
      .readonly()
      .describe('What is awaited of the landlord today with no date to judge it by.'),
    kept: keptSchema.describe(
      'Dates in the period. Those that ceased to matter before their day are left out.',
    ),
    exceptions: z
      .array(openExceptionSchema)
      .describe('Times in which the Code cannot be kept, of those that last today (Code 8.5).'),
    keptUnderExceptions: keptSchema.describe(
      'The part of `kept` that falls to complaints under a version which such a time names, over or not: their times may be longer than the Code’s.',
    ),
    received: count.describe('Complaints received in the period.'),
    outcomes: z
      .array(z.strictObject({ stage: z.string(), outcome: z.string().nullable(), complaints: count }))
      .readonly()
      .describe(
        'Those received in the period, by the stage they have reached and the outcome last given. null: not answered yet. Those refused stand under refusals.',
      ),
    refusals: z
      .strictObject({
        byReason: z
          .array(z.strictObject({ reason: z.string(), complaints: count }))
          .readonly()
          .describe('Complaints refused in the period, by the reason.'),
        againstPolicy: z
          .strictObject({
            complaints: count.describe('Of the complaints refused, those refused against the procedure.'),
            requests: count.describe('Complaints whose next stage was refused against the procedure.'),
          })
          .describe(
            'Recorded with a departure: for a reason that the procedure does not give, or without what it asks for.',
          ),
      })
      .describe('What was refused in the period.'),
    departures: z
      .array(
        z.strictObject({
          stage: z.string(),
          act: z.string(),
          code: z.string().describe('The code of the rule that was not kept.'),
          ids: z.array(z.string()).readonly().describe('The rules of the procedure or the Code behind it.'),
          acts: count,
          complaints: count,
        }),
      )
      .readonly()
      .describe(
        'Acts of the period that did not keep the procedure and were recorded as departures from it.',
      ),
    beyondTheCode: z
      .array(
        z.strictObject({
          provision: z.string().describe('The provision of the Complaint Handling Code, e.g. 6.13.'),
          stage: z.string(),
          code: z.string().describe('The code of the advice that names the provision.'),
          complaints: count,
        }),
      )
      .readonly()
      .describe(
        'What the procedure lets pass and the Code does not: who had a stage, or an answer after the Code’s own time. No departure from the procedure, and counted apart; one row for each provision.',
      ),
    remedies: z
      .array(z.strictObject({ type: z.string(), offered: count }))
      .readonly()
      .describe('What was offered in the period to put things right.'),
    remediesCompleted: count.describe('What was done in the period of all that was ever offered.'),
    compensation: z
      .strictObject({ awards: count, pence: count })
      .describe('What was awarded in the period, all together.'),
    learning: z
      .array(z.strictObject({ theme: z.string(), recorded: count }))
      .readonly()
      .describe('Lessons recorded in the period, by what they are about.'),
    learningPublished: z
      .array(z.strictObject({ to: z.string(), times: count }))
      .readonly()
      .describe('Lessons told in the period, by whom they were told to.'),
    reminders: z
      .array(
        z.strictObject({
          code: z.string(),
          sentence: z.string(),
          rule: z.strictObject({ clause: z.string(), ids: z.array(z.string()) }),
        }),
      )
      .describe('What the year that ended last still asks of the landlord.'),
  })
  .meta({ id: 'Overview', description: 'How complaints stand, in figures alone.' });

const PERIOD = { from: '2024-04-01', to: '2025-03-31' };

const read = declare({
  id: 'readOverview',
  tag: 'Reports',
  summary: 'See how complaints stand, in figures',
  description:
    'What is open and overdue today, exceptional circumstances included; for a period, which dates were kept and how complaints ended. It is for those who hold the service to account: nobody and no single complaint is named in it.',
  may: 'readFigures',
  query: z.strictObject({
    from: localDateSchema.describe('The first day of the period.'),
    to: localDateSchema.describe('Its last day.'),
  }),
  answers: {
    200: {
      description: 'The figures.',
      schema: overviewSchema,
      example: {
        on: '2025-04-14',
        ...PERIOD,
        open: [{ status: 'open', stage: 'stage-1', complaints: 12 }],
        overdue: [{ stage: 'stage-1', kind: 'respond', force: 'must', dates: 1 }],
        undated: [],
        kept: [
          {
            stage: 'stage-1',
            kind: 'respond',
            force: 'must',
            due: 340,
            inTime: 318,
            inTimeByLateStart: 4,
            late: 17,
            outstanding: 1,
            undated: 0,
            incomplete: 5,
            leftUnanswered: 2,
          },
        ],
        exceptions: [],
        keptUnderExceptions: [],
        received: 352,
        outcomes: [{ stage: 'stage-1', outcome: 'upheld', complaints: 201 }],
        refusals: {
          byReason: [{ reason: 'out-of-time', complaints: 3 }],
          againstPolicy: { complaints: 1, requests: 0 },
        },
        departures: [
          {
            stage: 'stage-1',
            act: 'outcomes',
            code: 'no_handler',
            ids: ['Code 6.13'],
            acts: 2,
            complaints: 2,
          },
        ],
        beyondTheCode: [
          { provision: '6.13', stage: 'stage-2', code: 'handled_an_earlier_stage', complaints: 1 },
        ],
        remedies: [{ type: 'apology', offered: 150 }],
        remediesCompleted: 148,
        compensation: { awards: 61, pence: 912500 },
        learning: [{ theme: 'repairs', recorded: 12 }],
        learningPublished: [{ to: 'residents', times: 4 }],
        reminders: [],
      },
    },
  },
  example: { query: PERIOD },
});

export function overviewRoutes(app: Scope, { database, rulebook }: ComplaintDeps): void {
  app.get('/reports/overview', read, async (request, reply) => {
    const { from, to } = request.query;
    if (to < from) {
      const detail = `must not be before ${from}, the first day of the period`;
      return problem(reply, 'contradictory_request', { errors: [{ in: 'query', pointer: '/to', detail }] });
    }
    const { landlordId } = principalOf(request);
    const today = todayOf(await rulebook.clockOf(landlordId));
    const exceptions = await exceptionsOf({ database }, landlordId);
    const exceptionalVersions = exceptions.flatMap(({ policyVersion }) => policyVersion ?? []);
    const figures = await readOverview(database, landlordId, { today, from, to, exceptionalVersions });
    const inForce = await rulebook.inForce(landlordId, today);
    const isUnderCode = !isRejection(inForce) && inForce.policy.regime === 'housing-ombudsman';
    const year = reportingYearBefore(today);
    const entered = isUnderCode && (await findSelfAssessment(database, landlordId, year));
    const lasting = exceptions.filter((each) => statusOfException(each, today).open);
    return {
      on: today,
      from,
      to,
      ...figures,
      exceptions: lasting.map((each) => openExceptionView(each, today)),
      reminders: isUnderCode && !entered ? [annualReportReminder(year)] : [],
    };
  });
}
