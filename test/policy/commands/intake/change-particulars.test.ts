import { factsAtReceipt } from '../../../../src/policy/complaint/particulars';
import { decide } from '../../../../src/policy/decide';
import { changeParticulars } from '../../../../src/policy/commands/intake/change-particulars';
import { isRejection } from '../../../../src/policy/rules/rejection';
import type { KnownParticulars } from '../../../../src/policy/rules/rules';
import { procedure, Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const mistake = (rest: object) => on('2024-09-05', { why: 'mistake', ...rest });
const changed = (from: string, rest: object) => on('2024-09-30', { why: 'changed', from, ...rest });

/** Leaseholders have twice the time; so have complaints about damp, at the second stage. */
const byTenure = () => {
  const respond = (amount: number, from = 'received') => ({ amount, unit: 'working-days', from });
  const longer = { when: { tenures: ['leasehold'] }, amount: 20, unit: 'working-days' };
  return new Walk(
    procedure({
      stages: [
        {
          key: 'stage-1',
          name: 'Stage 1',
          respond: { ...respond(10), variants: [longer] },
          escalation: { to: 'stage-2', within: respond(20, 'response-received') },
        },
        { key: 'stage-2', name: 'Stage 2', respond: { ...respond(10, 'requested'), variants: [longer] } },
      ],
    }),
  );
};

/** As an act is decided where the people are known: beside its events the people and references as they are after it. */
function withPeople(walk: Walk, particulars: KnownParticulars, body: object) {
  const rules = { ...walk.rules, particulars };
  return decide(changeParticulars, { state: walk.state }, changeParticulars.body.parse(body), rules);
}
const KNOWN: KnownParticulars = {
  complainant: {
    name: 'A. Tenant',
    email: 'a@example.org',
    phone: '1',
    property: { address: '4 Mill Lane' },
  },
  group: { name: 'The close', size: 3, members: [{ name: 'B' }, { name: 'C', phone: '2' }] },
  externalReferences: [{ system: 'crm', id: '77' }],
};
function decidedOf(walk: Walk, body: object, known = KNOWN) {
  const decided = withPeople(walk, known, body);
  if (isRejection(decided)) throw new Error(decided.code);
  return decided.events[0]!;
}
function refusalOf(walk: Walk, body: object) {
  const decided = withPeople(walk, KNOWN, body);
  if (!isRejection(decided)) throw new Error('It was taken');
  return decided;
}
const inHand = () => walkOf('code-2024').log({ receivedOn: '2024-09-02' });
const ofGroup = () =>
  walkOf('code-2024').log({ receivedOn: '2024-09-02', group: { name: 'The close', size: 3 } });

describe('a mistake', () => {
  test('is put right for the whole complaint, and the record keeps where the dates stood', () => {
    const walk = byTenure().log({ receivedOn: '2024-09-02', tenure: 'leasehold' });
    expect(walk.due('respond', 'stage-1')).toBe('2024-09-30');
    walk.act('particulars', mistake({ tenure: 'social-rent' }));
    expect(walk.due('respond', 'stage-1')).toBe('2024-09-16');
    expect(walk.events.at(-1)?.data).toEqual({
      stage: 'stage-1',
      why: 'mistake',
      from: null,
      fields: ['tenure'],
      facts: { tenure: 'social-rent' },
      keepsFormer: false,
      moved: [{ stage: 'stage-1', kind: 'respond', n: 0, from: '2024-09-30', to: '2024-09-16' }],
    });
    expect(walk.events.at(-1)?.promised).toEqual([
      { stage: 'stage-1', kind: 'respond', n: 0, dueOn: '2024-09-16' },
    ]);
    expect(factsAtReceipt(walk.state).tenure).toBe('social-rent');
    expect(walk.replayed).toEqual(walk.state);
  });

  test('SET-13: of the channel gives the acknowledgement that what comes in writing is owed', () => {
    const walk = walkOf('settle').log({ receivedOn: '2024-09-02', channel: 'phone' });
    expect(walk.clock('acknowledge', 'stage-1').limit).toBeNull();
    walk.act('particulars', mistake({ channel: 'email' }));
    expect(walk.due('acknowledge', 'stage-1')).toBe('2024-09-06');
  });

  test('was one as far back as it stood: what went before another change is a fact of its own', () => {
    const walk = byTenure()
      .log({ receivedOn: '2024-09-02', tenure: 'leasehold', categories: ['repairs'] })
      .act('particulars', changed('2024-09-10', { tenure: 'social-rent' }))
      .act('particulars', on('2024-09-30', { why: 'mistake', tenure: 'shared-ownership' }));
    expect(walk.state.tenure).toBe('shared-ownership');
    expect(factsAtReceipt(walk.state)).toMatchObject({ tenure: 'leasehold', categories: ['repairs'] });
    walk.act('particulars', on('2024-09-30', { why: 'mistake', categories: ['damp'] }));
    expect(factsAtReceipt(walk.state).categories).toEqual(['damp']);
    expect(walk.replayed).toEqual(walk.state);
  });
});

describe('a change', () => {
  test('counts for stages entered from its day on, and those before keep their dates', () => {
    const walk = byTenure()
      .log({ receivedOn: '2024-09-02', tenure: 'social-rent', complainant: { name: 'A', kind: 'tenant' } })
      .act(
        'particulars',
        changed('2024-09-20', { tenure: 'leasehold', complainant: { kind: 'leaseholder' } }),
      );
    expect(walk.due('respond', 'stage-1')).toBe('2024-09-16');
    expect(walk.events.at(-1)?.data).toMatchObject({ from: '2024-09-20', moved: [], keepsFormer: true });
    walk.act('outcomes', on('2024-09-16', { outcome: 'upheld', method: 'letter' }));
    const early = walk.state;
    walk.act('escalations', on('2024-09-30'));
    expect(walk.due('respond', 'stage-2')).toBe('2024-10-28');
    expect(factsAtReceipt(walk.state)).toMatchObject({ tenure: 'social-rent', complainantKind: 'tenant' });
    expect(early.complainantKind).toBe('leaseholder');
    expect(walk.replayed).toEqual(walk.state);
  });

  test('on the very day a stage was asked for is one of that stage', () => {
    const walk = byTenure()
      .log({ receivedOn: '2024-09-02' })
      .act('particulars', changed('2024-09-02', { tenure: 'leasehold' }));
    expect(walk.due('respond', 'stage-1')).toBe('2024-09-30');
    expect(factsAtReceipt(walk.state).tenure).toBe('leasehold');
    const later = byTenure()
      .log({ receivedOn: '2024-09-02' })
      .act('particulars', changed('2024-09-03', { tenure: 'leasehold' }));
    expect(later.due('respond', 'stage-1')).toBe('2024-09-16');
    expect(factsAtReceipt(later.state).tenure).toBeNull();
  });

  test('entered after a later one holds up to that one and no further', () => {
    const walk = byTenure()
      .log({ receivedOn: '2024-09-02', tenure: 'social-rent' })
      .act('particulars', changed('2024-09-20', { tenure: 'leasehold' }))
      .act('particulars', changed('2024-09-10', { tenure: 'licence', categories: ['damp'] }));
    expect(walk.state).toMatchObject({ tenure: 'leasehold', categories: ['damp'] });
    expect(
      walk.state.formerFacts.map(({ until, tenure, categories }) => [until, tenure, categories]),
    ).toEqual([
      ['2024-09-10', 'social-rent', []],
      ['2024-09-20', 'licence', ['damp']],
    ]);
  });
});

describe('the people', () => {
  test('change in what is given alone; null takes away, and what was so once is kept', () => {
    const { event, parties } = decidedOf(inHand(), {
      ...changed('2024-09-20', { complainant: { phone: '020 7946 0018', email: null } }),
      property: { reference: 'P-4' },
    });
    expect(parties).toEqual([
      {
        role: 'complainant',
        n: 0,
        keep: true,
        data: {
          name: 'A. Tenant',
          phone: '020 7946 0018',
          property: { address: '4 Mill Lane', reference: 'P-4' },
        },
      },
    ]);
    expect(event.data).toMatchObject({
      fields: ['complainant/email', 'complainant/phone', 'property'],
      facts: {},
    });
    expect(JSON.stringify(event)).not.toContain('7946');
  });

  test('of a mistake the former particulars go, unless something was sent there', () => {
    const body = mistake({ complainant: { phone: '3' } });
    expect(decidedOf(inHand(), body).parties?.[0]?.keep).toBe(false);
    expect(decidedOf(inHand(), { ...body, keepFormer: true }).parties?.[0]?.keep).toBe(true);
    expect(decidedOf(inHand(), mistake({ property: null })).parties?.[0]?.data).toEqual({
      name: 'A. Tenant',
      email: 'a@example.org',
      phone: '1',
    });
  });

  test('a group gains, loses and renames members by their places before the act', () => {
    const group = { size: 4, add: [{ name: 'D' }], change: [{ n: 2, phone: null, name: 'Cc' }], remove: [1] };
    const { event, parties } = decidedOf(ofGroup(), mistake({ group }));
    expect(parties?.[0]?.data).toEqual({
      name: 'The close',
      size: 4,
      members: [{ name: 'Cc' }, { name: 'D' }],
    });
    expect(event.data).toMatchObject({ fields: ['group'], group: { size: 4 } });
    expect(refusalOf(ofGroup(), mistake({ group: { remove: [3] } }))).toMatchObject({
      kind: 'state',
      code: 'no_such_member',
      errors: [{ pointer: '/group/remove/0' }],
      allowed: { n: [1, 2] },
    });
  });

  test('a complaint becomes a group’s with a name and a size, and is none any more', () => {
    expect(inHand().refused('particulars', mistake({ group: { name: 'The close' } }))).toMatchObject({
      code: 'group_incomplete',
      errors: [{ pointer: '/group/size' }],
    });
    const walk = inHand().act('particulars', mistake({ group: { name: 'The close', size: 5 } }));
    expect(walk.state.people.group).toEqual({ size: 5 });
    walk.act('particulars', mistake({ group: null }));
    expect(walk.state.people.group).toBeNull();
    expect(walk.replayed).toEqual(walk.state);
  });

  test('references of other systems come and go', () => {
    const given = {
      add: [
        { system: 'hms', id: '1' },
        { system: 'crm', id: '77' },
      ],
      remove: [],
    };
    const { event, references } = decidedOf(inHand(), mistake({ externalReferences: given }));
    expect(references).toEqual({ add: [{ system: 'hms', id: '1' }], remove: [], keep: false });
    expect(event.data).toMatchObject({ fields: ['externalReferences'] });
    expect(JSON.stringify(event)).not.toContain('hms');
    const gone = { remove: [{ system: 'crm', id: '78' }] };
    expect(refusalOf(inHand(), mistake({ externalReferences: gone }))).toMatchObject({
      code: 'no_such_reference',
      errors: [{ pointer: '/externalReferences/remove/0' }],
      allowed: { externalReferences: [{ system: 'crm', id: '77' }] },
    });
    const many = Array.from({ length: 20 }, (_, n) => ({ system: 'hms', id: String(n) }));
    expect(refusalOf(inHand(), mistake({ externalReferences: { add: many } }))).toMatchObject({
      code: 'too_many_references',
      allowed: { most: 20 },
    });
  });
});

describe('a particular that is no such thing', () => {
  test.each([
    [{ channel: 'pigeon' }, 'unknown_channel', '/channel'],
    [{ complainant: { diedOn: '2027-01-01' } }, 'in_the_future', '/complainant/diedOn'],
    [{ tenure: 'leasehold', from: '2024-09-01' }, 'of_the_other_reason', '/from'],
  ])('%j is refused as %s, which says where', (given, code, pointer) => {
    expect(inHand().refused('particulars', mistake(given))).toMatchObject({ code, errors: [{ pointer }] });
  });

  test('that is as recorded, or named nowhere, is nothing to change', () => {
    const walk = walkOf('code-2024').log({ receivedOn: '2024-09-02', tenure: 'leasehold' });
    for (const given of [{}, { tenure: 'leasehold', channel: 'email', about: null, categories: [] }])
      expect(walk.refused('particulars', mistake(given)).code).toBe('nothing_to_change');
    expect(refusalOf(inHand(), mistake({ complainant: { phone: '1' }, property: {} })).code).toBe(
      'nothing_to_change',
    );
  });

  test('keeping the former is said of a mistake, and a change begins by today', () => {
    expect(
      inHand().refused('particulars', changed('2024-09-20', { keepFormer: true, tenure: 'x' })),
    ).toMatchObject({
      code: 'of_the_other_reason',
      errors: [{ pointer: '/keepFormer' }],
    });
    expect(inHand().refused('particulars', changed('2027-01-01', { tenure: 'x' })).code).toBe(
      'in_the_future',
    );
  });
});

describe('a complainant who has died', () => {
  const died = (day: string) => on('2024-09-20', { why: 'changed', complainant: { diedOn: day } });
  const codes = (walk: Walk) => walk.advice.map(({ code }) => code).filter((code) => code.includes('died'));

  test('leaves the complaint theirs; what goes to them from that day on is advised of and never refused', () => {
    const walk = walkOf('hhs')
      .log({ receivedOn: '2024-09-02' })
      .act('acknowledgements', on('2024-09-04', { method: 'email' }))
      .act('particulars', died('2024-09-05'));
    expect(walk.state).toMatchObject({ diedOn: '2024-09-05', status: 'open' });
    expect(codes(walk)).toEqual(['complainant_died']);
    walk.act('updates', on('2024-09-05', { message: 'The surveyor has been.' }));
    expect(walk.advice.find(({ code }) => code === 'sent_to_complainant_who_died')?.sentence).toBe(
      'The update of Thursday 5 September 2024 went to the complainant, who died on Thursday 5 September 2024. Give it to whoever acts for them now.',
    );
    expect(walk.replayed).toEqual(walk.state);
  });

  test('is spoken for by whom the law puts in their place, who needs nothing of the resident (HHS-06)', () => {
    const walk = walkOf('hhs')
      .log({ receivedOn: '2024-09-02', representative: { name: 'E. Xecutor', permission: 'none' } })
      .act('particulars', died('2024-09-05'));
    const update = on('2024-09-10', { recipient: 'representative', message: 'Done.' });
    expect(walk.refused('updates', update).code).toBe('authority_needed');
    expect(walk.refused('authorities', on('2024-09-09', { form: 'by-law' }))).toMatchObject({
      kind: 'input',
      code: 'evidence_missing',
      errors: [{ pointer: '/evidence' }],
    });
    const evidence = 'Grant of probate of 8 September 2024.';
    walk.act('authorities', on('2024-09-09', { form: 'by-law', evidence, scope: ['acceptance'] }));
    walk.act('updates', update);
    expect(codes(walk)).toEqual([]);
    expect(walk.state.people.authorities.at(-1)).toMatchObject({
      form: 'by-law',
      evidence: true,
      scope: ['acceptance', 'disclosure'],
    });
  });

  test('may turn out to live', () => {
    const walk = walkOf('code-2024')
      .log({ receivedOn: '2024-09-02' })
      .act('particulars', died('2024-09-05'))
      .act('particulars', mistake({ complainant: { diedOn: null } }));
    expect([walk.state.diedOn, codes(walk)]).toEqual([null, []]);
  });
});
