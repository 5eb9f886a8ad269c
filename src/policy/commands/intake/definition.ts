import { z } from 'zod';
import type { Moment } from '../../dates/moment';
import type { ComplaintState } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { type Incident, incidentSchema, issueSchema } from '../../events/parts';
import type { RecordedEvent } from '../../events/recorded-event';
import { type Rejection, refusedAsInput } from '../../rules/rejection';
import { happened } from '../guards/command';

/** The complaint definition: what the issues are and what the resident wants (Code 5.6), and whose each is (Code 5.7). */
export const definitionSchema = z
  .strictObject({
    issues: z
      .array(
        z.strictObject({
          text: words(2000).describe('The issue as the landlord understands it.'),
          responsible: issueSchema.shape.responsible.default('yes'),
        }),
      )
      .min(1)
      .max(50),
    outcomesSought: words(4000).optional().describe('What the resident wants to happen.'),
    incident: incidentSchema.optional().describe('When it happened, if that became clear only now.'),
  })
  .meta({ id: 'ComplaintDefinition' });
type Definition = z.infer<typeof definitionSchema>;

/** The event that records a definition at a stage; its words are kept apart from it. */
export function defined(
  stage: string,
  moment: Moment,
  { issues, outcomesSought, incident }: Definition,
): RecordedEvent {
  const texts = Object.fromEntries(issues.map(({ text }, index) => [`issue-${index + 1}`, text]));
  const numbered = issues.map(({ responsible }, index) => ({ n: index + 1, responsible }));
  return happened(
    'defined',
    moment,
    { stage, issues: numbered, outcomesSought: outcomesSought !== undefined, incident: incident ?? {} },
    { ...texts, 'outcomes-sought': outcomesSought },
  );
}

/** Refuses an incident dated after the complaint about it was received. */
export function incidentRefused(
  incident: Incident | undefined,
  { received }: Pick<ComplaintState, 'received'>,
  at: string,
): Rejection | null {
  for (const field of ['occurredOn', 'becameAwareOn', 'reportedOn'] as const) {
    const on = incident?.[field];
    if (on && on > received.on) {
      return refusedAsInput({
        code: 'incident_after_receipt',
        detail: `What is complained of cannot lie after the complaint was received, on ${received.on}.`,
        facts: { [field]: on, receivedOn: received.on },
        allowed: { latest: received.on },
        errors: [{ pointer: `${at}/${field}`, detail: `must not be after ${received.on}` }],
      });
    }
  }
  return null;
}

/** The complaint with what became clear of its incident only now. */
export const withIncident = (state: ComplaintState, incident: Incident | undefined): ComplaintState => ({
  ...state,
  incident: { ...state.incident, ...incident },
});
