import type { Desk } from './landlord-desk';

/** A complaint through both stages of Westfield's procedure, with what can be told of it afterwards. */
export async function walkWholeComplaint(desk: Desk): Promise<void> {
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', {
    occurredOn: '2024-09-04',
    method: 'email',
    definition: { issues: [{ text: 'Damp not repaired' }], outcomesSought: 'A repair, and soon' },
  });
  await desk.act('notes', { occurredOn: '2024-09-05', note: 'Rang twice, no answer' });
  await desk.act('outcomes', { occurredOn: '2024-09-16', outcome: 'partially-upheld', method: 'letter' });
  await desk.act('escalations', { occurredOn: '2024-10-14' });
  await desk.act('acknowledgements', { occurredOn: '2024-10-16' });
  await desk.act('outcomes', { occurredOn: '2024-11-13', outcome: 'upheld', method: 'letter' });
}

export const WALKED = [
  'logged',
  'acknowledged',
  'defined',
  'noted',
  'responded',
  'escalated',
  'acknowledged',
  'responded',
];
