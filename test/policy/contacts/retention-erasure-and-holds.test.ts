import { adviceOnContact } from '../../../src/policy/contacts/advice';
import type { ContactCommand } from '../../../src/policy/contacts/command';
import { complete } from '../../../src/policy/contacts/complete';
import { basisOf, becameComplaint, RESIDENTS_WISH } from '../../../src/policy/contacts/convert';
import { decideOnContact } from '../../../src/policy/contacts/decide';
import { eraseContact, goesWithComplaint } from '../../../src/policy/contacts/erase';
import type { ContactEvent } from '../../../src/policy/contacts/events';
import { CONTACT_COMMANDS } from '../../../src/policy/contacts/index';
import { offerChoice } from '../../../src/policy/contacts/offer-choice';
import { placeContactHold } from '../../../src/policy/contacts/place-hold';
import { newContactSchema, receiveContact } from '../../../src/policy/contacts/receive';
import { redirect } from '../../../src/policy/contacts/redirect';
import { releaseContactHold } from '../../../src/policy/contacts/release-hold';
import { type ContactRules, contactRetention } from '../../../src/policy/contacts/retention';
import { contactStateSchema, evolveContact, replayContact } from '../../../src/policy/contacts/state';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { type Instant, type LocalDate, localDateSchema } from '../../../src/policy/dates/local-date';
import { shipped } from '../../../src/policy/procedures/index';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import { Walk } from '../support/walk';

const COMPLAINT = '01920000-0000-7000-8000-00000000c001';
const ANOTHER = '01920000-0000-7000-8000-00000000c002';
const date = (text: string): LocalDate => localDateSchema.parse(text);

/** A contact in hand under a document that keeps complaints for so long. */
class Held {
  private readonly events: ContactEvent[];
  private rules: ContactRules;

  constructor(
    given: object,
    retention: PolicyDocument['retention'] = { years: 6, from: 'closed', rules: [] },
  ) {
    const { rules } = new Walk({ ...(shipped('hhs') as PolicyDocument), retention });
    this.rules = { ...rules, keptComplaints: [] };
    const least = { receivedOn: '2024-09-02', channel: 'phone', kind: 'feedback', summary: 'Bins' };
    const received = receiveContact(newContactSchema.parse({ ...least, ...given }), this.rules);
    if (isRejection(received)) throw new Error(received.detail);
    this.events = received.map(({ event }) => event);
  }

  get state() {
    return replayContact(this.events);
  }

  get retention() {
    return contactRetention(this.state, this.rules);
  }

  get advised(): string[] {
    return adviceOnContact(this.state, this.rules).map(({ code }) => code);
  }

  at(now: string): this {
    this.rules = { ...this.rules, now: now as Instant };
    return this;
  }

  /** While these complaints, to which it belongs, have not been anonymised. */
  beside(...keptComplaints: string[]): this {
    this.rules = { ...this.rules, keptComplaints };
    return this;
  }

  act<Body>(command: ContactCommand<Body>, body: object): this {
    const decided = decideOnContact(command, this.state, command.body.parse(body), this.rules);
    if (isRejection(decided)) throw new Error(`${decided.code}: ${decided.detail}`);
    const { event } = decided;
    if (event.type === 'received') throw new Error('It was received already');
    const next = evolveContact(this.state, event);
    this.events.push(event);
    expect(this.state).toEqual(next);
    return this;
  }

  complain(on: string): this {
    const reason = RESIDENTS_WISH;
    const basis = basisOf(this.state, reason, this.rules);
    if (isRejection(basis)) throw new Error(basis.detail);
    this.events.push(becameComplaint(basis, { reason, complaintId: COMPLAINT, on: date(on) }).event);
    return this;
  }

  refused<Body>(command: ContactCommand<Body>, body: object): Rejection {
    const decided = decideOnContact(command, this.state, command.body.parse(body), this.rules);
    if (!isRejection(decided)) throw new Error('It was accepted');
    return decided;
  }
}

const ASKED = { basis: 'resident-request' };
const OVER = { basis: 'retention' };
const hold = { reason: 'court-claim', reviewOn: '2027-03-01' };
const request = () =>
  new Held({ kind: 'service-request' }).act(complete, { occurredOn: '2024-09-20', result: 'put-right' });

describe('how long a contact is kept (domain.md §6.3)', () => {
  test.each([
    ['closed', 6, '2030-09-20'],
    ['received', 6, '2030-09-02'],
    ['received', 1, '2025-09-20'],
  ] as const)(
    'where the policy counts from %s for %s years, a request that was done on 20 September is due on %s',
    (from, years, keepUntil) => {
      const done = new Held({ kind: 'service-request' }, { years, from, rules: [] }).act(complete, {
        occurredOn: '2024-09-20',
        result: 'put-right',
      });
      expect(done.retention).toMatchObject({ endedOn: '2024-09-20', keepUntil, heldBy: [] });
    },
  );

  test('it is counted from the last thing that happened, and a hold is no such thing', () => {
    const asked = new Held({ kind: 'feedback', dissatisfied: true })
      .act(offerChoice, { offeredOn: '2024-10-01', how: 'phone', answer: 'no' })
      .act(redirect, { occurredOn: '2024-10-02', to: 'tenancy', reason: 'x', toldOn: '2024-10-07' })
      .act(placeContactHold, { occurredOn: '2024-11-04', ...hold });
    expect(asked.retention).toEqual({
      endedOn: '2024-10-07',
      notBefore: '2025-10-07',
      keepUntil: '2030-10-07',
      heldBy: ['hold'],
    });
    expect(new Held({}).complain('2024-12-02').retention.endedOn).toBe('2024-12-02');
  });

  test('a policy that is silent gives no day, and feedback and compliments go by it like the rest', () => {
    expect(new Held({ kind: 'compliment' }, null).retention).toMatchObject({ keepUntil: null, heldBy: [] });
    for (const kind of ['feedback', 'compliment', 'survey-response']) {
      const { notBefore, keepUntil } = new Held({ kind }).retention;
      expect([kind, notBefore, keepUntil]).toEqual([kind, null, '2030-09-02']);
    }
  });

  test('what is open has not ended, however old it is', () => {
    const open = new Held({ kind: 'asb-report' }).at('2040-01-02T12:00:00Z');
    expect(open.retention).toEqual({ endedOn: null, notBefore: null, keepUntil: null, heldBy: ['open'] });
    expect(open.refused(eraseContact, ASKED)).toMatchObject({
      code: 'has_to_be_kept',
      facts: { heldBy: ['open'] },
    });
  });
});

describe('anonymising a contact', () => {
  test('Code 2.2: what was asked for can be complained of for twelve months, and goes not a day sooner', () => {
    const done = request().at('2025-09-19T22:59:59Z');
    expect(done.refused(eraseContact, ASKED)).toMatchObject({
      code: 'complaint_window_open',
      facts: { endedOn: '2024-09-20', notBefore: '2025-09-20' },
      rule: { clause: '/retention', ids: ['Code 2.2'] },
      allowed: { earliest: '2025-09-20' },
    });
    // Midnight in London comes an hour before midnight in UTC.
    done.at('2025-09-19T23:00:00Z').act(eraseContact, ASKED);
    expect(done.state.erasedOn).toBe('2025-09-20');
  });

  test('Code 2.2: so can what made somebody dissatisfied; a compliment goes when its author asks', () => {
    const now = '2024-09-03T12:00:00Z';
    const dissatisfied = new Held({ kind: 'feedback', dissatisfied: true }).at(now);
    expect(dissatisfied.refused(eraseContact, ASKED).code).toBe('complaint_window_open');
    const praised = new Held({ kind: 'compliment' }).at(now).act(eraseContact, ASKED);
    expect(praised.state).toMatchObject({ kind: 'compliment', status: 'recorded', erasedOn: '2024-09-03' });
  });

  test('the basis has to be true: no time is over that the policy does not state, or that still runs', () => {
    expect(request().at('2030-09-19T12:00:00Z').refused(eraseContact, OVER)).toMatchObject({
      code: 'retention_runs',
      allowed: { basis: ['resident-request'], earliest: '2030-09-20' },
    });
    const silent = new Held({ kind: 'compliment' }, null).at('2040-01-02T12:00:00Z');
    expect(silent.refused(eraseContact, OVER).code).toBe('no_retention_stated');
    request().at('2030-09-20T12:00:00Z').act(eraseContact, OVER);
  });

  test('what belongs to a complaint is kept for as long as that is, and says so', () => {
    const linked = request().complain('2024-10-01').at('2040-01-02T12:00:00Z').beside(COMPLAINT);
    expect(linked.refused(eraseContact, OVER)).toMatchObject({
      code: 'has_to_be_kept',
      detail: 'The contact cannot be anonymised. It belongs to a complaint that is kept, and goes with it.',
      facts: { heldBy: ['complaint'] },
    });
    linked.beside().act(eraseContact, OVER);
  });

  test('nothing can be done to it any more, and nothing is advised', () => {
    const gone = new Held({ kind: 'dissatisfaction' }).at('2030-09-02T12:00:00Z');
    expect(gone.advised).toEqual(['choice_not_offered']);
    gone.act(eraseContact, OVER);
    expect(gone.advised).toEqual([]);
    for (const command of CONTACT_COMMANDS) {
      const { code, facts } = gone.refused(command, command.example);
      expect([command.act, code, facts]).toEqual([command.act, 'erased', { erasedOn: '2030-09-02' }]);
    }
    expect(() => gone.complain('2030-09-02')).toThrow('anonymised on Monday 2 September 2030');
  });
});

describe('the erasure of the complaint a contact belongs to', () => {
  const erased = { on: date('2031-03-03'), data: { stage: 'stage-1', basis: 'retention' as const } };
  const with_ = (contact: Held, keptComplaints = [COMPLAINT]) =>
    goesWithComplaint(contact.state, { complaintId: COMPLAINT, keptComplaints }, erased)?.event ?? null;

  test('takes the contact along, and says with which complaint it went', () => {
    expect(with_(request().complain('2024-10-01'))).toEqual({
      type: 'erased',
      on: '2031-03-03',
      data: { basis: 'retention', complaintId: COMPLAINT },
    });
  });

  test('Code 1.5: leaves what is still worked on, what is on hold and what has gone already', () => {
    expect(with_(new Held({ kind: 'service-request' }).complain('2024-10-01'))).toBeNull();
    expect(with_(request().act(placeContactHold, { occurredOn: '2024-10-01', ...hold }))).toBeNull();
    expect(with_(request().at('2030-09-20T12:00:00Z').act(eraseContact, OVER))).toBeNull();
  });

  test.each([
    ['2030-03-03', 'erased'],
    ['2030-03-04', undefined],
  ])('Code 2.2: of work that was done on %s, a year before the erasure or less, comes %s', (on, type) => {
    const asked = new Held({ kind: 'service-request' }).complain('2024-10-01').at('2031-03-03T12:00:00Z');
    expect(with_(asked.act(complete, { occurredOn: on, result: 'not-put-right' }))?.type).toBe(type);
  });

  test('leaves what belongs to another complaint that is kept', () => {
    expect(with_(request().complain('2024-10-01'), [COMPLAINT, ANOTHER])).toBeNull();
  });
});

describe('holds of a contact', () => {
  test('several can stand, each is ended once, and while one stands nothing goes', () => {
    const held = request()
      .act(placeContactHold, { occurredOn: '2024-10-01', reason: 'police-enquiry', reviewOn: '2025-02-03' })
      .act(placeContactHold, { occurredOn: '2024-10-02', ...hold })
      .act(releaseContactHold, { n: 1, occurredOn: '2024-12-02' })
      .at('2031-01-02T12:00:00Z');
    expect(held.state.holds).toEqual([
      {
        n: 1,
        reason: 'police-enquiry',
        reviewOn: '2025-02-03',
        placedOn: '2024-10-01',
        releasedOn: '2024-12-02',
      },
      { n: 2, ...hold, placedOn: '2024-10-02', releasedOn: null },
    ]);
    expect(held.refused(eraseContact, OVER).facts).toEqual({ heldBy: ['hold'] });
    expect(held.refused(releaseContactHold, { n: 1 })).toMatchObject({
      code: 'no_such_hold',
      allowed: { n: [2] },
    });
    held.act(releaseContactHold, { n: 2 }).act(eraseContact, OVER);
    expect(request().refused(releaseContactHold, { n: 1 }).code).toBe('no_hold');
  });

  test('a hold comes after the contact, is reviewed after it was placed, and ends after that', () => {
    const refusal = (body: object) => request().refused(placeContactHold, { ...hold, ...body }).code;
    expect(refusal({ occurredOn: '2024-09-01' })).toBe('before_the_act_it_follows');
    expect(refusal({ occurredOn: '2024-10-01', reviewOn: '2024-09-30' })).toBe('before_the_act_it_follows');
    expect(refusal({ occurredOn: '2199-01-01' })).toBe('in_the_future');
    expect(refusal({ occurredOn: '2024-10-01', reviewOn: '2199-01-01' })).toBe('outside_calendar');
    const held = request().act(placeContactHold, { occurredOn: '2024-10-02', ...hold });
    expect(held.refused(releaseContactHold, { n: 1, occurredOn: '2024-10-01' }).code).toBe(
      'before_the_act_it_follows',
    );
  });
});

test('facts stored before there were holds and erasures read as a contact with neither', () => {
  const { holds: _, erasedOn: __, ...stored } = request().state;
  expect(contactStateSchema.parse(stored)).toEqual(request().state);
});
