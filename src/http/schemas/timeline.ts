import { z } from 'zod';
import { isInstant, isLocalDate } from '../../policy/dates/local-date';
import {
  MOST_ACTS,
  plannedActSchema,
  plannedComplaintSchema,
  type Timeline,
  timelineSchema,
} from '../../policy/timeline';
import { fieldFaultSchema, problemSchema } from '../problems/problem';
import { problemOfRejection } from '../problems/from-rejection';
import { exactlyOneProcedure, procedureChoiceFields } from './procedure-choice';

/** A day has to hold a moment that no zone can carry out of the range of dates. */
const isPresent = (text: string): boolean =>
  isInstant(text) || (isLocalDate(text) && isInstant(`${text}T00:00:00Z`));

export const timelineRequestSchema = z
  .strictObject({
    ...procedureChoiceFields,
    complaint: plannedComplaintSchema,
    acts: z.array(plannedActSchema).max(MOST_ACTS).default([]).describe('In the order they happen.'),
    asAt: z
      .string()
      .refine(isPresent, 'must be a day such as 2024-09-02, or a moment such as 2024-09-02T14:30:00Z')
      .optional()
      .describe('The present of the question: a moment, or the end of a day. Left out, now.'),
  })
  .superRefine(exactlyOneProcedure)
  .meta({
    id: 'TimelineRequest',
    description: 'A procedure (document, version or procedure: one of the three), a complaint and its acts.',
  });
export type TimelineRequest = z.output<typeof timelineRequestSchema>;

const { code, detail, facts, rule, policyVersion, allowed, recordable, departures } = problemSchema.shape;

export const timelineAnswerSchema = z
  .strictObject({
    ...timelineSchema.shape,
    refused: z
      .strictObject({
        index: z.int().nullable().describe('Which of the acts, from 0; null: the complaint itself.'),
        act: z.string(),
        code,
        detail,
        facts,
        rule,
        policyVersion,
        allowed,
        recordable,
        departures,
        errors: z.array(fieldFaultSchema).optional(),
      })
      .nullable()
      .describe('The first act that would be refused, and why. All else is as it stood before that act.'),
  })
  .meta({ id: 'Timeline', description: 'What would come of a complaint and its acts. Nothing was stored.' });

export function timelineView({ refused, ...rest }: Timeline): z.input<typeof timelineAnswerSchema> {
  if (!refused) return { ...rest, refused };
  const { index, act, rejection } = refused;
  const { code, detail, facts, rule, policyVersion, allowed, ...more } = problemOfRejection(rejection);
  const { recordable, departures, errors } = more;
  const why = { code, detail, facts, rule, policyVersion, allowed, recordable, departures };
  const place = index === null ? '/complaint' : `/acts/${index}/body`;
  const moved = errors?.map((fault) => ({ ...fault, pointer: `${place}${fault.pointer}` }));
  return { ...rest, refused: { index, act, ...why, ...(moved && { errors: moved }) } };
}

export const exampleTimelineRequest = {
  procedure: 'code-2024',
  complaint: { receivedOn: '2024-09-02', channel: 'email' },
  acts: [
    { act: 'acknowledgements', body: { occurredOn: '2024-09-04', contains: ['definition'] } },
    { act: 'escalations', body: { occurredOn: '2024-09-10' } },
  ],
  asAt: '2024-09-10',
};
