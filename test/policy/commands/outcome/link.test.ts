import type { OtherComplaint } from '../../../../src/policy/rules/rules';
import { OTHER, type Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const matter = on('2024-09-06', { to: OTHER.reference, as: 'same-matter' });
const inHand = () => walkOf('code-2024').log({ receivedOn: '2024-09-02' });
const beside = (walk: Walk, other: Partial<OtherComplaint> | null): Walk => {
  const { other: _, ...rules } = walk.rules;
  walk.rules = other ? { ...rules, other: { ...OTHER, ...other } } : rules;
  return walk;
};

test('a link names the other and changes nothing else of the complaint', () => {
  const walk = inHand();
  const { clocks, offered } = walk;
  walk.act('links', { ...matter, note: 'Both have the damp of flat 4.' });
  expect(walk.state.links).toEqual([
    { complaintId: OTHER.complaintId, reference: 'C-2012-000001', as: 'same-matter', on: '2024-09-06' },
  ]);
  expect([walk.clocks, walk.offered, walk.state.status]).toEqual([clocks, offered, 'open']);
  expect(walk.replayed).toEqual(walk.state);
});

test('the same link twice is refused, from whichever end it was made', () => {
  const walk = inHand().act('links', matter);
  expect(walk.refused('links', matter)).toMatchObject({
    kind: 'state',
    code: 'already_linked',
    detail: 'The complaint was linked to C-2012-000001 on Friday 6 September 2024.',
    errors: [{ pointer: '/to' }],
  });
  walk.act('links', on('2024-09-06', { to: OTHER.reference, as: 'follows' }));
  expect(walk.refused('links', on('2024-09-06', { to: OTHER.reference, as: 'follows' })).code).toBe(
    'already_linked',
  );
  walk.act('links', on('2024-09-06', { to: OTHER.reference, as: 'replaces' }));
  expect(walk.state.links.map(({ as }) => as)).toEqual(['same-matter', 'follows', 'replaces']);
});

test('the other has to be there, another one, and not anonymised', () => {
  const refusal = (other: Partial<OtherComplaint> | null) => beside(inHand(), other).refused('links', matter);
  expect(refusal(null)).toMatchObject({ code: 'unknown_complaint', errors: [{ pointer: '/to' }] });
  expect(refusal({ same: true }).code).toBe('linked_to_itself');
  expect(refusal({ erasedOn: OTHER.received.on }).code).toBe('other_erased');
  expect(refusal({ links: 100 })).toMatchObject({ code: 'too_many_links', allowed: { most: 100 } });
  beside(inHand(), { links: 99, status: 'closed' }).act('links', matter);
});

test('neither can be linked before both were there', () => {
  expect(inHand().refused('links', { ...matter, occurredOn: '2024-09-01' }).code).toBe(
    'before_the_act_it_follows',
  );
});

test('two people’s complaints are not merged: the way out is a link', () => {
  const merger = on('2024-09-06', { into: OTHER.reference, reason: 'One matter.' });
  for (const body of [merger, { ...merger, sameComplainant: false }])
    expect(inHand().refused('mergers', body)).toMatchObject({
      kind: 'input',
      code: 'another_persons_complaint',
      errors: [{ pointer: '/sameComplainant' }],
      allowed: { act: 'links' },
    });
  expect(inHand().act('mergers', { ...merger, sameComplainant: true }).state.status).toBe('closed');
});
