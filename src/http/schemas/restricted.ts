import { z } from 'zod';
import type { RestrictedRow } from '../../db/complaints/restricted-texts';
import { ADJUSTMENT_KINDS } from '../../policy/commands/people/record-adjustment';
import { type LocalDate, localDateSchema } from '../../policy/dates/local-date';
import { inForceOn, type Reviewed, type ReviewedItem } from '../../policy/complaint/review-schedule';

const day = localDateSchema.nullable();
const text = z.string().nullable();

/** As it was recorded, for the person it is about. */
export const restrictedTextSchema = z.strictObject({
  sequence: z.int().describe('The event it belongs to.'),
  subject: z.enum(['adjustment', 'restriction']),
  n: z.int(),
  kind: z.string(),
  purpose: text,
  text: z.string(),
});

const common = {
  n: z.int(),
  stage: z.string(),
  startedOn: localDateSchema,
  endedOn: day,
  inForce: z.boolean(),
  reviews: z
    .array(
      z.strictObject({
        n: z.int().describe('Also the number of its clock.'),
        setOn: localDateSchema,
        dueOn: localDateSchema,
        doneOn: day,
      }),
    )
    .describe('Each date by which it had to be looked at again.'),
  notes: z
    .array(z.strictObject({ sequence: z.int().describe('The event it belongs to.'), text: z.string() }))
    .describe('What was found at its reviews and its end.'),
};

export const adjustmentsSchema = z.strictObject({
  items: z.array(
    z
      .strictObject({
        ...common,
        kind: z.enum(ADJUSTMENT_KINDS).nullable(),
        text: text.describe('null: erased.'),
        purpose: text,
      })
      .meta({ id: 'Adjustment' }),
  ),
  withheld: z.int().describe('How many there are that this key may not read.'),
});

export const equalityConsiderationsSchema = z.strictObject({
  items: z.array(
    z.strictObject({ ...common, kind: text, endsOn: day }).meta({ id: 'RestrictionConsidered' }),
  ),
});

const shared = ({ items, reviews }: Reviewed, item: ReviewedItem, today: LocalDate) => ({
  n: item.n,
  stage: item.stage,
  startedOn: item.startedOn,
  endedOn: item.endedOn,
  inForce: inForceOn({ items, reviews }, today).includes(item),
  reviews: reviews.filter(({ of }) => of === item.n).map(({ of: _, ...review }) => review),
});

const notesOf = (rows: readonly RestrictedRow[]) =>
  rows.map(({ sequence, text: said }) => ({ sequence, text: said }));

/** The adjustments this reader may see: with each, what was said of it. One whose words were erased has no kind left and is shown as such. */
export function adjustmentsView(
  adjustments: Reviewed,
  rows: readonly RestrictedRow[],
  today: LocalDate,
  maySee: (kind: (typeof ADJUSTMENT_KINDS)[number]) => boolean,
): z.output<typeof adjustmentsSchema> {
  const items = adjustments.items.flatMap((item) => {
    const [first, ...later] = rows.filter(({ n }) => n === item.n);
    const kind = ADJUSTMENT_KINDS.find((known) => known === first?.kind) ?? null;
    if (kind && !maySee(kind)) return [];
    const { text: said = null, purpose = null } = first ?? {};
    return [{ ...shared(adjustments, item, today), kind, text: said, purpose, notes: notesOf(later) }];
  });
  return { items, withheld: adjustments.items.length - items.length };
}

export const equalityConsiderationsView = (
  restrictions: Reviewed,
  rows: readonly RestrictedRow[],
  today: LocalDate,
): z.output<typeof equalityConsiderationsSchema> => ({
  items: restrictions.items.map((item) => ({
    ...shared(restrictions, item, today),
    kind: item.kind,
    endsOn: item.endsOn,
    notes: notesOf(rows.filter(({ n }) => n === item.n)),
  })),
});

export const exampleAdjustments = {
  items: [
    {
      n: 1,
      stage: 'stage-1',
      startedOn: '2024-09-04',
      endedOn: null,
      inForce: true,
      reviews: [{ n: 1, setOn: '2024-09-04', dueOn: '2028-09-29', doneOn: null }],
      notes: [],
      kind: 'adjustment',
      text: 'Letters in large print, and a call before any visit.',
      purpose: 'So that every letter and visit of this complaint is accessible.',
    },
  ],
  withheld: 0,
};

export const exampleEqualityConsiderations = {
  items: [
    {
      n: 1,
      stage: 'stage-1',
      startedOn: '2024-09-05',
      endedOn: null,
      inForce: true,
      reviews: [{ n: 1, setOn: '2024-09-05', dueOn: '2028-10-02', doneOn: null }],
      notes: [{ sequence: 8, text: 'The resident was asked about her needs; calls on Tuesdays stay open.' }],
      kind: 'single-point-of-contact',
      endsOn: null,
    },
  ],
};
