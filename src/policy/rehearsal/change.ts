import { z } from 'zod';
import { isFault } from '../calendar/calendar';
import { amended, amending, amendmentOf, byDay, type CalendarEdition } from '../calendar/edition';
import { holidays } from '../calendar/bank-holidays/index';
import { correctionSchema } from '../commands/time/correct';
import { correctionRequestSchema } from '../corrections/request';
import { versionSchema } from '../document/document';
import { datedReasonSchema, type Division, divisionSchema } from '../document/calendar';
import { words } from '../document/vocabulary';
import { holidayFeedSchema, type ImportReport, importFeed } from '../calendar/holiday-feed';
import { type LocalDate, localDateSchema } from '../dates/local-date';
import { editionCalendar } from '../calendar/of-policy';
import type { RefusalCodeOf } from '../refusals/index';
import { type Rejection, refusedAsInput } from '../rules/rejection';

const division = divisionSchema.optional().describe('Left out: the landlord’s own.');
const { receivedOn, receivedAt, why } = correctionSchema.shape;

const { changes, departures, residentTold } = correctionRequestSchema.shape;
const changesOfCorrection = { why, changes: changes.unwrap().min(1), departures, residentTold };

/** What can be rehearsed: everything that moves dates without anything happening to a complaint. */
export const changeSchema = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('closure'),
        closures: z.array(datedReasonSchema).max(400).default([]),
        withdrawn: z.array(localDateSchema).max(400).default([]),
      })
      .describe('Days on which the landlord will not work, and closures that are called off.'),
    z
      .strictObject({
        kind: z.literal('holiday-added'),
        on: localDateSchema,
        title: words(200),
        notes: z.string().trim().max(200).default(''),
        division,
      })
      .describe('A bank holiday that was proclaimed, as on 9 September 2022 for the 19th.'),
    z.strictObject({ kind: z.literal('holiday-withdrawn'), on: localDateSchema, division }),
    z
      .strictObject({ kind: z.literal('calendar-dataset'), feed: holidayFeedSchema })
      .describe('The bank holidays as GOV.UK publishes them. They add and amend; no absence deletes.'),
    z
      .strictObject({ kind: z.literal('calendar-in-force') })
      .describe(
        'Nothing new: open complaints of earlier editions of the working days come to the one in force.',
      ),
    z
      .strictObject({
        kind: z.literal('policy-version'),
        version: versionSchema,
        from: versionSchema.optional().describe('Only complaints under this version. Left out: all others.'),
      })
      .describe('Open complaints come under a published version of the procedure.'),
    z
      .strictObject({
        kind: z.literal('received-date'),
        complaint: z.string().min(1).max(60).describe('Its id or its reference.'),
        receivedOn,
        receivedAt,
        why,
      })
      .describe('What the short form of the act `corrections` would do to one complaint.'),
    z
      .strictObject({
        kind: z.literal('correction'),
        complaint: z.string().min(1).max(60).describe('Its id or its reference.'),
        ...changesOfCorrection,
      })
      .describe('What the act `corrections` would do to one complaint, with the acts that would not fit.'),
  ])
  .meta({ id: 'Change' });
export type Change = z.infer<typeof changeSchema>;
export const CHANGE_KINDS = changeSchema.options.map(({ shape }) => shape.kind.value);
export type CalendarChange = Extract<
  Change,
  { kind: 'closure' | 'holiday-added' | 'holiday-withdrawn' | 'calendar-dataset' }
>;

/** The edition that would follow, and what an import found on the way. */
export interface NextEdition {
  readonly edition: CalendarEdition;
  readonly report: ImportReport | null;
}

/** The landlord's working days after a change to them, or why there can be no such. */
export function nextEdition(
  change: CalendarChange,
  inForce: CalendarEdition,
  own: Division,
): NextEdition | Rejection {
  const next = changed(change, inForce, own);
  if ('rejected' in next) return next;
  for (const which of divisionSchema.options) {
    const days = which === own ? next.edition : { ...next.edition, closures: [], extraWorkingDays: [] };
    const calendar = editionCalendar(which, days);
    if (isFault(calendar)) {
      const { code, message, facts } = calendar;
      return refusedAsInput({
        code,
        detail: message,
        facts,
        errors: [{ pointer: '/change', detail: message }],
      });
    }
  }
  return next;
}

function changed(change: CalendarChange, inForce: CalendarEdition, own: Division): NextEdition | Rejection {
  switch (change.kind) {
    case 'closure':
      return withClosures(change, inForce);
    case 'holiday-added': {
      const { on, title, notes } = change;
      const amendment = amendmentOf(inForce, change.division ?? own);
      if (isHoliday(on, inForce, change.division ?? own))
        return refuse('already_a_holiday', `${on} is a bank holiday already.`, on);
      const withdrawn = amendment.withdrawn.filter((day) => day !== on);
      const added = [...amendment.added, { on, title, notes }].sort(byDay);
      return { edition: amending(inForce, { ...amendment, added, withdrawn }), report: null };
    }
    case 'holiday-withdrawn': {
      const { on } = change;
      const which = change.division ?? own;
      if (!isHoliday(on, inForce, which)) return refuse('not_a_holiday', `${on} is no bank holiday.`, on);
      const amendment = amendmentOf(inForce, which);
      const added = amendment.added.filter((holiday) => holiday.on !== on);
      const bundled = holidays(which).holidays.some((holiday) => holiday.on === on);
      const withdrawn = bundled ? [...amendment.withdrawn, on].sort() : amendment.withdrawn;
      return { edition: amending(inForce, { ...amendment, added, withdrawn }), report: null };
    }
    case 'calendar-dataset':
      return importFeed(change.feed, inForce);
  }
}

const isHoliday = (on: LocalDate, inForce: CalendarEdition, which: Division): boolean =>
  amended(holidays(which), inForce).holidays.some((holiday) => holiday.on === on);

function withClosures(
  { closures, withdrawn }: Extract<Change, { kind: 'closure' }>,
  inForce: CalendarEdition,
): NextEdition | Rejection {
  const unknown = withdrawn.find((on) => !inForce.closures.some((closure) => closure.on === on));
  if (unknown)
    return refuse(
      'no_such_closure',
      `No closure that was entered is on ${unknown}. One that the procedure names is worked by entering the day as an extra working day.`,
      unknown,
    );
  const replaced = new Set([...withdrawn, ...closures.map(({ on }) => on)]);
  const kept = inForce.closures.filter(({ on }) => !replaced.has(on));
  return { edition: { ...inForce, closures: [...kept, ...closures].sort(byDay) }, report: null };
}

const refuse = (code: RefusalCodeOf<'input'>, detail: string, on: LocalDate): Rejection =>
  refusedAsInput({ code, detail, facts: { on }, errors: [{ pointer: '/change', detail }] });
