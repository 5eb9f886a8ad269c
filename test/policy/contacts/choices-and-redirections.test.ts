import { adviceOnContact } from '../../../src/policy/contacts/advice';
import type { ContactCommand } from '../../../src/policy/contacts/command';
import { complete } from '../../../src/policy/contacts/complete';
import { basisOf, becameComplaint, RESIDENTS_WISH } from '../../../src/policy/contacts/convert';
import { decideOnContact } from '../../../src/policy/contacts/decide';
import type { ContactEvent } from '../../../src/policy/contacts/events';
import { offerChoice } from '../../../src/policy/contacts/offer-choice';
import { newContactSchema, receiveContact } from '../../../src/policy/contacts/receive';
import { redirect } from '../../../src/policy/contacts/redirect';
import type { ContactRules } from '../../../src/policy/contacts/retention';
import {
  type ContactState,
  choiceStatus,
  evolveContact,
  replayContact,
} from '../../../src/policy/contacts/state';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import type { Rules } from '../../../src/policy/rules/rules';
import { date } from '../support/calendar-builders';
import type { procedure } from '../procedures/limit-terms';
import { walkOf } from '../support/walk';

type Name = Parameters<typeof procedure>[0];
const COMPLAINT = '01920000-0000-7000-8000-00000000c001';
const LEAST = { receivedOn: '2024-09-02', channel: 'phone', summary: 'The bin store again', agreed: true };

/** A contact in hand under a landlord's procedure. */
class Held {
  constructor(
    readonly state: ContactState,
    readonly rules: Rules,
  ) {}

  act<Body>(command: ContactCommand<Body>, body: object): Held {
    const decided = decideOnContact(command, this.state, command.body.parse(body), this.ruling);
    if (isRejection(decided)) throw new Error(decided.detail);
    return this.after(decided.event);
  }

  refusal<Body>(command: ContactCommand<Body>, body: object): Rejection {
    const decided = decideOnContact(command, this.state, command.body.parse(body), this.ruling);
    if (!isRejection(decided)) throw new Error('It was accepted');
    return decided;
  }

  /** As for a contact that belongs to no complaint. */
  private get ruling(): ContactRules {
    return { ...this.rules, keptComplaints: [] };
  }

  complain(reason: string = RESIDENTS_WISH): Held | Rejection {
    const basis = basisOf(this.state, reason, this.rules);
    if (isRejection(basis)) return basis;
    return this.after(
      becameComplaint(basis, { reason, complaintId: COMPLAINT, on: date('2024-09-09') }).event,
    );
  }

  get advised(): [string, readonly string[]][] {
    return adviceOnContact(this.state, this.rules).map(({ code, rule }) => [code, rule.ids]);
  }

  get choice(): string {
    return choiceStatus(this.state);
  }

  private after(event: ContactEvent): Held {
    if (event.type === 'received') throw new Error('It was received already');
    return new Held(evolveContact(this.state, event), this.rules);
  }
}

function receive(name: Name, body: object = {}, redirectedTo: string | null = null): Held | Rejection {
  const { rules } = walkOf(name);
  const refused = redirectedTo === null ? null : { redirectedTo };
  const received = receiveContact(newContactSchema.parse({ ...LEAST, ...body }), rules, refused);
  return isRejection(received)
    ? received
    : new Held(replayContact(received.map(({ event }) => event)), rules);
}

function held(name: Name, body: object = {}): Held {
  const taken = receive(name, body);
  if (isRejection(taken)) throw new Error(taken.detail);
  return taken;
}

const codeOf = (taken: Held | Rejection) => (isRejection(taken) ? taken.code : 'accepted');

describe('the choice to complain (Code 1.3)', () => {
  test('Code 1.3: dissatisfaction without a choice offered stands as not offered, and is advised on', () => {
    const dissatisfied = held('code-2024', { kind: 'dissatisfaction' });
    expect([dissatisfied.choice, dissatisfied.advised]).toEqual([
      'not-offered',
      [['choice_not_offered', ['Code 1.3']]],
    ]);
    for (const kind of ['compliment', 'service-request', 'appeal', 'asb-report', 'feedback'])
      expect([kind, held('code-2024', { kind }).choice]).toEqual([kind, 'not-needed']);
  });

  test('Code 1.3: whatever the kind, a contact said to be dissatisfied is owed the choice', () => {
    expect(held('westfield', { kind: 'feedback', dissatisfied: true }).choice).toBe('not-offered');
    expect(held('code-2024', { kind: 'asb-report', dissatisfied: true }).choice).toBe('not-offered');
    expect(codeOf(receive('code-2024', { kind: 'dissatisfaction', dissatisfied: false }))).toBe(
      'dissatisfaction_contradicted',
    );
  });

  test('HEX-13, SET-02, HHS-09: a first attempt to put things right is dissatisfaction, and owed the choice', () => {
    for (const name of ['hexagon', 'settle', 'arches', 'hhs'] as const)
      expect([name, held(name).choice, held(name).state.status]).toEqual([name, 'not-offered', 'open']);
  });

  test('Code 1.3: the answer can change, each offer is kept, and one to complain waits to be logged', () => {
    const asked = held('code-2024', {
      kind: 'dissatisfaction',
      choice: { how: 'phone', answer: 'not-now' },
    });
    expect([asked.choice, asked.advised]).toEqual(['not-now', []]);
    const changed = asked.act(offerChoice, { offeredOn: '2024-09-05', how: 'email', answer: 'complain' });
    expect(changed.state.choices).toEqual([
      { offeredOn: '2024-09-02', how: 'phone', answer: 'not-now' },
      { offeredOn: '2024-09-05', how: 'email', answer: 'complain' },
    ]);
    expect([changed.choice, changed.advised]).toEqual(['complain', [['complaint_not_logged', ['Code 1.3']]]]);
  });

  test('an offer before the contact, before the last one or still to come is refused', () => {
    const asked = held('code-2024', {
      kind: 'dissatisfaction',
      choice: { offeredOn: '2024-09-04', how: 'phone', answer: 'no' },
    });
    const on = (offeredOn: string) => asked.refusal(offerChoice, { offeredOn, how: 'phone', answer: 'no' });
    expect([on('2024-09-01').code, on('2024-09-03').code, on('2199-01-01').code]).toEqual([
      'before_the_act_it_follows',
      'before_the_act_it_follows',
      'in_the_future',
    ]);
    const early = { offeredOn: '2024-09-01', how: 'phone', answer: 'no' };
    expect(codeOf(receive('code-2024', { kind: 'dissatisfaction', choice: early }))).toBe(
      'before_the_act_it_follows',
    );
  });

  test('Code 1.6: a survey response is no complaint until chosen, and the person is told how to make one', () => {
    const response = held('code-2024', { kind: 'survey-response', channel: 'survey' });
    expect([response.choice, response.advised]).toEqual([
      'not-needed',
      [['tell_how_to_complain', ['Code 1.6']]],
    ]);
    const told = response.act(offerChoice, {
      offeredOn: '2024-09-03',
      how: 'survey-form',
      answer: 'not-now',
    });
    expect(told.advised).toEqual([]);
    expect(held('code-2024', { kind: 'survey-response', dissatisfied: true }).choice).toBe('not-offered');
  });
});

describe('becoming a complaint', () => {
  test('Code 1.5: a service request stays open when it becomes a complaint, and its work can still be ended', () => {
    const complained = held('code-2024', { kind: 'service-request' }).complain() as Held;
    expect([complained.state.status, complained.choice, complained.advised]).toEqual([
      'open',
      'complained',
      [['work_goes_on', ['Code 1.5']]],
    ]);
    const done = complained.act(complete, { occurredOn: '2024-09-16', result: 'put-right' });
    expect([done.state.status, done.state.completion, done.state.conversion?.complaintId]).toEqual([
      'closed',
      { on: '2024-09-16', result: 'put-right' },
      COMPLAINT,
    ]);
    expect(complained.refusal(offerChoice, { how: 'phone', answer: 'no' }).code).toBe('choice_already_made');
  });

  test('ARC-05: feedback becomes a complaint because it was not put right or the customer prefers so', () => {
    for (const reason of ['not-put-right', 'customer-prefers-formal']) {
      const complained = held('arches').complain(reason) as Held;
      expect(complained.state.conversion).toEqual({
        on: '2024-09-09',
        complaintId: COMPLAINT,
        reason,
        rules: ['ARC-05'],
      });
    }
  });

  test('HEX-13, WES-11, HHS-09: each procedure’s own reason is taken for its first attempt', () => {
    const reasons = [
      ['hexagon', 'resident-still-wishes-to-complain', ['HEX-13']],
      ['westfield', 'not-satisfied-afterwards', ['WES-11']],
      ['hhs', 'not-resolved-on-the-spot', ['HHS-09']],
    ] as const;
    for (const [name, reason, rules] of reasons)
      expect((held(name).complain(reason) as Held).state.conversion).toMatchObject({ reason, rules });
  });

  test('Code 1.3: a reason outside the list is the resident’s own, and their wish alone always suffices', () => {
    const own = held('arches').complain('manager-was-rude') as Held;
    expect(own.state.conversion).toMatchObject({ reason: 'manager-was-rude', rules: ['Code 1.3'] });
    expect(own.advised).toContainEqual(['reason_not_listed', ['Code 1.3']]);
    for (const name of ['hexagon', 'westfield', 'settle', 'arches', 'hhs', 'code-2024'] as const) {
      const wished = held(name, name === 'code-2024' ? { kind: 'feedback' } : {}).complain() as Held;
      expect(wished.state.conversion).toMatchObject({ reason: 'resident-wishes', rules: ['Code 1.3'] });
    }
  });

  test('a contact that is no first attempt has no closed list of reasons', () => {
    const complained = held('arches', { kind: 'service-request' }).complain('late-again') as Held;
    expect(complained.state.conversion).toMatchObject({ reason: 'late-again', rules: [] });
  });

  test('ARC-05, Code 1.5: what was not put right is advised on until it is a complaint', () => {
    const failed = held('arches', { choice: { how: 'phone', answer: 'not-now' } }).act(complete, {
      occurredOn: '2024-09-06',
      result: 'not-put-right',
    });
    expect(failed.advised).toEqual([['not_put_right', ['ARC-05', 'Code 1.5']]]);
    expect((failed.complain('not-put-right') as Held).advised).toEqual([]);
  });
});

describe('sending a matter elsewhere', () => {
  test('WES-04, WES-06, SET-09, SET-10: the exclusion of the policy says where it goes, and by which rule', () => {
    const cases = (['westfield', 'settle'] as const).flatMap((name) => {
      const contact = held(name, { kind: 'service-request' });
      return contact.rules.policy.intake.exclusions
        .filter(({ redirectTo }) => redirectTo !== null)
        .map(({ code }) => {
          const sent = contact.act(redirect, {
            occurredOn: '2024-09-03',
            exclusion: code,
            reason: 'As the policy says',
            toldOn: '2024-09-04',
          });
          const [last] = sent.state.redirections;
          return [last?.to, last?.rule?.ids];
        });
    });
    expect(cases).toEqual([
      ['appeal', ['WES-04']],
      ['anti-social-behaviour', ['WES-06']],
      ['feedback', ['WES-12']],
      ['tenancy', ['SET-09']],
      ['service-request', ['SET-10']],
    ]);
  });

  test('Code 2.2: legal proceedings send a matter elsewhere only from the day the claim was filed', () => {
    const contact = held('code-2024', { kind: 'service-request' });
    const court = { exclusion: 'legal-proceedings', to: 'legal', reason: 'A claim' };
    expect(contact.refusal(redirect, court)).toMatchObject({
      code: 'filed_day_missing',
      rule: { clause: '/intake/exclusions/0', ids: expect.arrayContaining(['Code 2.2']) },
      errors: [{ pointer: '/filedOn', detail: 'is missing' }],
    });
    expect(contact.refusal(redirect, { ...court, filedOn: '2199-01-01' })).toMatchObject({
      code: 'in_the_future',
      errors: [{ pointer: '/filedOn' }],
    });
    const sent = contact.act(redirect, { ...court, filedOn: '2024-08-30' });
    expect(sent.state.redirections).toMatchObject([
      { exclusion: 'legal-proceedings', filedOn: '2024-08-30' },
    ]);
    const elsewhere = contact.act(redirect, { to: 'service-request', reason: 'A lock' });
    expect(elsewhere.state.redirections).toMatchObject([{ exclusion: null, filedOn: null }]);
  });

  test('WES-04: where the policy sends it is not for the day to decide, and an exclusion it lacks is none', () => {
    const contact = held('westfield', { kind: 'appeal' });
    const code = contact.rules.policy.intake.exclusions.find(
      ({ redirectTo }) => redirectTo === 'appeal',
    )!.code;
    const other = contact.refusal(redirect, { exclusion: code, to: 'tenancy', reason: 'As I think' });
    expect([other.code, other.rule?.ids, other.allowed]).toEqual([
      'goes_elsewhere',
      ['WES-04'],
      { to: 'appeal' },
    ]);
    expect(contact.refusal(redirect, { exclusion: 'weather', reason: 'It rains' }).code).toBe(
      'not_an_exclusion',
    );
    expect(contact.refusal(redirect, { reason: 'Somewhere' }).code).toBe('destination_missing');
    expect(held('arches').refusal(redirect, { exclusion: 'weather', reason: 'It rains' }).allowed).toEqual({
      exclusion: [],
    });
  });

  test('until the resident is told where it went, that is advised; and a complaint stays possible', () => {
    const sent = held('code-2024', { kind: 'asb-report' }).act(redirect, {
      occurredOn: '2024-09-03',
      to: 'asb-team',
      reason: 'Noise at night',
    });
    expect([sent.advised, sent.state.status]).toEqual([[['redirection_not_told', []]], 'open']);
    expect(codeOf(sent.complain())).toBe('accepted');
    const early = { occurredOn: '2024-09-03', to: 'asb-team', reason: 'Noise', toldOn: '2024-09-02' };
    expect(sent.refusal(redirect, early).code).toBe('before_the_act_it_follows');
    expect(sent.refusal(redirect, { ...early, toldOn: '2199-01-01' }).code).toBe('in_the_future');
  });

  test('a contact made from a refused complaint is of the kind its refusal sent it to', () => {
    expect((receive('westfield', {}, 'appeal') as Held).state).toMatchObject({
      kind: 'appeal',
      status: 'open',
      dissatisfied: false,
    });
    expect((receive('westfield', { kind: 'feedback' }, 'appeal') as Held).state.kind).toBe('feedback');
  });
});

describe('the work a contact asks for', () => {
  test('ARC-01, Code 1.4: requests, reports and appeals are open until they are done; a compliment asks for nothing', () => {
    const status = (kind: string) => held('code-2024', { kind }).state.status;
    expect(['service-request', 'appeal', 'asb-report', 'enquiry'].map(status)).toEqual(
      Array<string>(4).fill('open'),
    );
    expect(['compliment', 'feedback', 'survey-response', 'dissatisfaction'].map(status)).toEqual(
      Array<string>(4).fill('recorded'),
    );
  });

  test('is of a kind that is listed, or that the policy names; a word of nobody’s is none, and other stands for it', () => {
    const taken = [
      ['hexagon', 'informal'],
      ['westfield', 'anti-social-behaviour'],
      ['settle', 'tenancy'],
      ['code-2024', 'other'],
    ] as const;
    for (const [name, kind] of taken)
      expect(held(name, { kind }).state).toMatchObject({ kind, status: 'open' });
    const refused = receive('westfield', { kind: 'moan' }) as Rejection;
    expect(refused).toMatchObject({
      code: 'unknown_kind',
      facts: { kind: 'moan' },
      errors: [{ pointer: '/kind' }],
    });
    const { kind: known } = refused.allowed as { kind: string[] };
    expect(known).toEqual(expect.arrayContaining(['feedback', 'other', 'anti-social-behaviour', 'appeal']));
    for (const kind of known)
      expect([kind, codeOf(receive('westfield', { kind }))]).toEqual([kind, 'accepted']);
  });

  test('work is ended once, and not where none was asked for', () => {
    const done = held('code-2024', { kind: 'service-request' }).act(complete, {
      occurredOn: '2024-09-05',
      result: 'not-needed',
    });
    expect(done.refusal(complete, { result: 'put-right' })).toMatchObject({
      code: 'contact_not_open',
      detail: 'The work was recorded as done on 2024-09-05.',
    });
    const compliment = held('code-2024', { kind: 'compliment' });
    expect(compliment.refusal(complete, { result: 'put-right' })).toMatchObject({
      code: 'contact_not_open',
      facts: { status: 'recorded', kind: 'compliment' },
    });
  });

  test('a history that does not begin with the contact being received, or has it received twice, is none', () => {
    expect(() => replayContact([])).toThrow('begins by being received');
  });
});
