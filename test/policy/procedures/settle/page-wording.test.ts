import { procedure } from '../limit-terms';
import { walkOf } from '../../support/walk';
import { grounds, promise, recordedAs, silentOn, toldOfChannel, worded } from '../worded-parts';

const { definition, intake, ombudsman, preStage, readings, referrals, stages } = procedure('settle');
const exclusion = (code: string) => intake.exclusions.find((candidate) => candidate.code === code);
const chosen = (code: string) => readings.find((reading) => reading.code === code)?.chosen;

describe('settle, what its page says beside the steps', () => {
  test('SET-01: online, telephone, writing and in person are named, and an app is taken and told of', () => {
    // An e-mail and a form are writing here too, as where the 4 working days to answer are limited to what is written.
    const named = ['online', 'phone', 'letter', 'email', 'form', 'in-person'];
    expect(intake.channels?.map(({ channel }) => channel)).toEqual(named);
    expect(named.flatMap((channel) => toldOfChannel('settle', channel))).toEqual([]);
    expect(toldOfChannel('settle', 'app')).toEqual(['SET-01']);
  });

  test('SET-02, SET-12: whoever takes the call aims to resolve it there and then, and it is kept as a first contact', () => {
    expect(preStage).toMatchObject({
      name: 'First contact',
      recordAs: 'first-contact',
      requiresAgreement: false,
    });
    expect(preStage?.text).toBe(
      'We aim to resolve complaints at the point you contact us: the team member you speak to will aim to resolve the issue there and then.',
    );
    expect(recordedAs('settle')).toBe('first-contact');
  });

  test('SET-03: what is not straightforward goes to the manager responsible for the service, who has to have it to answer', () => {
    expect(worded(preStage?.becomesComplaintWhen)).toEqual([
      [
        'not-straightforward',
        'If the complaint is not straightforward we will refer it to the relevant manager responsible for the service concerned.',
      ],
    ]);
    const walk = walkOf('settle').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('assignments', { person: 't.one', role: 'team-member' })).toMatchObject({
      code: 'role_may_not_handle',
      rule: { clause: '/stages/0/handler/roles', ids: ['SET-03'] },
      allowed: { role: ['service-manager'] },
    });
  });

  test('SET-04: a complaint is an expression of dissatisfaction', () => {
    expect(definition?.text).toBe('We define a complaint as "an expression of dissatisfaction".');
    expect(definition?.closed).toBe(false);
  });

  test('SET-05, SET-06, SET-07, SET-08: a standard not met, the treatment, lateness, no news, and attitude, a contractor’s too', () => {
    expect(grounds('settle')).toEqual([
      ['promised-standard-not-met', 'We have failed to provide a service to our promised standard.'],
      ['unhappy-with-treatment', 'You are unhappy about how we have treated you.'],
      ['service-not-on-time', 'Failure to deliver or complete a service on time.'],
      ['not-kept-informed', 'Failure to keep you informed or updated regarding a current service.'],
      ['attitude-or-behaviour', 'Unacceptable attitude or behaviour by a team member or contractor.'],
    ]);
  });

  test('SET-09, SET-10: a problem with settle tenants and the first report of a repair are to be reported instead', () => {
    expect(exclusion('problem-with-settle-tenants')).toMatchObject({
      redirectTo: 'tenancy',
      rules: ['SET-09'],
    });
    expect(exclusion('first-report-of-a-repair')).toMatchObject({
      redirectTo: 'service-request',
      rules: ['SET-10'],
    });
    expect(intake.exclusions).toHaveLength(2);
  });

  test('SET-12: a call has no time to be confirmed in, since nothing but an aim is stated for it', () => {
    const clock = walkOf('settle')
      .log({ receivedOn: '2021-03-29', channel: 'phone' })
      .clocks.find(({ kind }) => kind === 'acknowledge');
    expect(clock?.dueOn ?? null).toBeNull();
    expect(chosen('first-contact-target')).toContain('No: "there and then" is an aim without a date.');
  });

  test('SET-14: the manager’s contact has no time of its own, and says when a full response is to be expected', () => {
    expect(stages[0]?.contact).toBeNull();
    expect(silentOn('settle', 'SET-14')).toEqual(['stage-1-contact']);
    const walk = walkOf('settle')
      .log({ receivedOn: '2024-09-02' })
      .act('assignments', { person: 'm.one', role: 'service-manager', occurredOn: '2024-09-03' })
      .act('contacts', { occurredOn: '2024-09-05', confirmedDueOn: '2024-09-17' });
    expect(walk.state.stages[0]?.confirmedDueOn).toBe('2024-09-17');
  });

  test('SET-24: an MP or a councillor helps in whatever way they think will work best', () => {
    expect(referrals[0]).toMatchObject({
      purpose: 'help',
      outcomeTo: null,
      text: 'If you are dissatisfied with the way we have responded you can contact an MP or a local councillor, who can help in whatever way they think will work best.',
    });
  });

  test('SET-28: the ombudsman is reached at Exchange Tower, from 9:15 to 17:15', () => {
    expect(ombudsman).toEqual({
      name: 'Housing Ombudsman Service',
      address: 'Exchange Tower, Harbour Exchange Square, London, E14 9GE',
      phone: '0300 111 3000',
      hours: 'Monday to Friday from 9:15 to 17:15',
      fax: null,
      email: 'info@housing-ombudsman.org.uk',
      website: 'www.housing-ombudsman.org.uk',
      notice: null,
      rules: ['SET-28'],
    });
  });

  test('SET-29: more about designated persons is on the website of the ombudsman', () => {
    expect(promise('settle', 'more-about-designated-persons')).toEqual([
      'help',
      null,
      'Further information on the role of designated persons is on the Housing Ombudsman Service website.',
    ]);
  });

  test('SET-30: its published targets make 2 weeks 14 days, and give first contact and review no date', () => {
    const walk = walkOf('settle')
      .log({ receivedOn: '2021-03-29' })
      .act('assignments', { person: 'm.one', role: 'service-manager', occurredOn: '2021-03-29' });
    expect(walk.due('respond', 'stage-1')).toBe('2021-04-12');
    expect(chosen('first-contact-target')).toBe(
      'No: "there and then" is an aim without a date. The landlord measured itself against one day in 2020/21, in its published figures and not in this procedure.',
    );
    expect(chosen('two-weeks')).toBe(
      "Calendar weeks: the landlord's published figures for 2020/21 measure the investigation against 14 days.",
    );
    expect(chosen('review-timescale')).toBe(
      "Only the one confirmed for the case. The 21 days in the landlord's published figures for 2020/21 are not part of this procedure.",
    );
  });

  test('SET-31: it says nothing of refusal letters, caps, a limit to escalate, outcome words, records or representatives', () => {
    expect(silentOn('settle', 'SET-31')).toEqual([
      'stage-1-escalate',
      'review-acknowledge',
      'review-decide-escalation',
      'extension-cap',
      'refusal-letter',
      'outcome-words',
      'records',
      'compensation',
      'representatives',
      'review-independence',
    ]);
    expect(stages[0]?.extension).toMatchObject({ each: null, total: null, count: null });
    expect(stages[1]?.handler?.independence).toEqual([]);
  });
});
