import { procedure } from '../limit-terms';
import { walkOf } from '../../support/walk';
import { contactUnder, grounds, promise, recordedAs, silentOn, toldOfChannel, worded } from '../worded-parts';

const { intake, ombudsman, stages, referrals } = procedure('westfield');
const exclusion = (code: string) => intake.exclusions.find((candidate) => candidate.code === code);

describe('Westfield, what its page says beside the steps', () => {
  test('WES-01: things are put right in a timely and fair way, failure is acknowledged, and the wider learning is taken', () => {
    expect(promise('westfield', 'put-things-right')).toEqual([
      'principle',
      null,
      'Put things right in a timely and fair way, acknowledging any mistake or failure on our part.',
    ]);
    expect(promise('westfield', 'wider-learning')).toEqual([
      'learning',
      null,
      'Take any wider learning to improve our services.',
    ]);
  });

  test('WES-02: all users of its services may complain, and those affected by them', () => {
    expect(worded(intake.whoMayComplain)).toEqual([
      ['service-user', "All users of the Association's services."],
      ['affected-person', 'Those affected by these services.'],
    ]);
  });

  test('WES-03: a complaint is about a service or its failure to meet the specified level', () => {
    expect(grounds('westfield')).toEqual([
      ['issue-with-service', 'Issues with the services provided by us.'],
      ['service-level-not-met', 'A failure to provide the specified or required level of service.'],
    ]);
    expect(procedure('westfield').definition?.closed).toBe(false);
  });

  test('WES-04: a right of appeal is used in the first instance, and afterwards the complaint may come back', () => {
    expect(exclusion('appeal-right-available')).toMatchObject({
      redirectTo: 'appeal',
      unless: 'The right of appeal has been used.',
    });
  });

  test('WES-05: court action being taken is out at once: no claim need have been filed', () => {
    const walk = walkOf('westfield').log({ receivedOn: '2024-09-02' });
    walk.act('refusals', {
      reason: 'court-action-being-taken',
      evidence: 'Possession proceedings for arrears.',
      decidedBy: 'o.one',
      ombudsmanRightTold: true,
      occurredOn: '2024-09-03',
    });
    expect(walk.state.refusal).toMatchObject({ reason: 'court-action-being-taken', filedOn: null });
    expect(exclusion('court-action-being-taken')).toMatchObject({ needsFiledOn: false, unless: null });
  });

  test('WES-06: a report of anti-social behaviour has its own process, a complaint about its handling has not', () => {
    expect(exclusion('anti-social-behaviour-report')?.redirectTo).toBe('anti-social-behaviour');
    const reading = procedure('westfield').readings.find(({ rules }) => rules.includes('WES-06'));
    expect(reading?.chosen).toBe('No: only the report itself goes to the separate process.');
  });

  test('WES-07: six channels are named, a text message among them; social media is taken and told of', () => {
    expect(promise('westfield', 'whichever-way')).toEqual([
      'help',
      null,
      'You can complain to us in whichever way is easiest for you.',
    ]);
    const named = ['online', 'email', 'phone', 'in-person', 'letter', 'sms'];
    expect(intake.channels?.map(({ channel }) => channel)).toEqual(named);
    expect(named.flatMap((channel) => toldOfChannel('westfield', channel))).toEqual([]);
    expect(toldOfChannel('westfield', 'facebook')).toEqual(['WES-07']);
  });

  test('WES-09: a group complains through one named representative, and is one complaint', () => {
    expect(intake.group).toEqual({
      singleNamedRepresentative: true,
      rules: ['WES-09'],
      text: 'Groups of customers may complain collectively, but through a single named representative.',
    });
    const walk = walkOf('westfield').log({
      receivedOn: '2024-09-02',
      group: { name: 'Beech Court residents', size: 12 },
    });
    expect(walk.events.map(({ type, data }) => [type, 'group' in data && data.group])).toEqual([
      ['logged', { size: 12 }],
    ]);
  });

  test('WES-10: a designated person may complain for a customer, with evidence of the permission as any other', () => {
    expect(intake.representative?.text).toContain(
      'Designated persons may also complain on behalf of customers.',
    );
    const by = (evidence?: string) =>
      walkOf('westfield').log({
        receivedOn: '2024-09-02',
        incident: { occurredOn: '2024-08-01' },
        representative: { name: 'Cllr Osei', type: 'designated-person', permission: 'written', evidence },
      }).advice;
    expect(by().map(({ code, rule }) => [code, rule.ids])).toEqual([
      ['permission_needed', ['WES-08', 'WES-10']],
      ['nobody_assigned', ['WES-16']],
    ]);
    expect(by('A signed form of 1 September.').map(({ code }) => code)).toEqual(['nobody_assigned']);
  });

  test('WES-08: any person or organisation may be an advocate, a relative too', () => {
    expect(intake.representative?.types).toBeNull();
    const { advice } = walkOf('westfield').log({
      receivedOn: '2024-09-02',
      incident: { occurredOn: '2024-08-01' },
      representative: { name: 'B. Tenant', type: 'family', permission: 'written', evidence: 'A letter.' },
    });
    expect(advice.map(({ code }) => code)).toEqual(['nobody_assigned']);
  });

  test('WES-11: a quick fix is tried only by agreement, and not being satisfied with it opens the complaint', () => {
    expect(recordedAs('westfield', { agreed: true })).toBe('pre-stage');
    expect(recordedAs('westfield')).toMatchObject({
      code: 'agreement_missing',
      rule: { clause: '/preStage/requiresAgreement', ids: ['WES-11'] },
    });
    expect(worded(procedure('westfield').preStage?.becomesComplaintWhen)).toEqual([
      [
        'not-satisfied-afterwards',
        'If after our action you are not satisfied, you may still use the Complaints process.',
      ],
    ]);
  });

  test('WES-12: negative feedback that needs no response is feedback and no complaint', () => {
    expect(exclusion('feedback-needing-no-response')).toMatchObject({
      redirectTo: 'feedback',
      text: 'Negative feedback that does not require a response is considered outside of the Complaints process.',
    });
    expect(contactUnder('westfield', { kind: 'feedback' })).toMatchObject({ kind: 'feedback' });
  });

  test('WES-14: a complaint has to relate to a service delivered by the landlord', () => {
    expect(exclusion('not-our-service')).toMatchObject({
      redirectTo: null,
      text: 'A complaint must relate to a service delivered by us.',
    });
  });

  test('WES-15: there are two stages, and the aim is to resolve at the first', () => {
    expect(stages.map(({ key, formal, escalation }) => [key, formal, escalation?.to])).toEqual([
      ['stage-1', true, 'stage-2'],
      ['stage-2', true, undefined],
    ]);
    expect(stages[0]?.text).toBe('Two stages; the aim is to resolve an issue at stage 1.');
  });

  test('WES-17: the problem and what is wanted should be explained, and a complaint without them is taken', () => {
    expect(worded(intake.desiredContent)).toEqual([
      ['problem', 'Explain your problem, or why you disagree with a decision made by the Association.'],
      ['remedy-sought', 'What you want us to do to put it right.'],
    ]);
    expect(intake.requiredContent).toEqual([]);
    expect(walkOf('westfield').log({ receivedOn: '2024-09-02' }).state.status).toBe('open');
  });

  test('WES-26: referring to a designated person is an option, never a step that has to be taken', () => {
    expect(referrals[0]).toMatchObject({
      to: 'designated-person',
      optional: true,
      who: ['councillor', 'mp', 'tenant-panel'],
    });
  });

  test('WES-29: the ombudsman is reached in Preston, from 9am to 5pm, rather by e-mail, and never with originals', () => {
    expect(ombudsman).toEqual({
      name: 'Housing Ombudsman Service',
      address: 'PO Box 1484, Unit D, Preston, PR2 0ET',
      phone: '0300 111 3000',
      hours: 'Monday to Friday 9am to 5pm',
      fax: null,
      email: 'info@housing-ombudsman.org.uk',
      website: 'www.housing-ombudsman.org.uk/residents/make-a-complaint/',
      notice:
        'Please use email or the online complaint form rather than post, as there will be delays. Do not send original documents by post: they cannot be returned.',
      rules: ['WES-29'],
    });
  });

  test('WES-30: other help is named: Citizens Advice, a Law Centre, Shelter, and a solicitor who has to be paid', () => {
    expect(promise('westfield', 'other-help')).toEqual([
      'help',
      null,
      'Citizens Advice Bureau, a Law Centre and Shelter advise free; a solicitor normally has to be paid. We will provide details of local organisations.',
    ]);
  });

  test('WES-31: the county court has its own six months from the event, which move no date of the landlord', () => {
    expect(referrals.find(({ to }) => to === 'county-court')).toMatchObject({
      after: 'any-time',
      grounds: ['race-discrimination', 'gender-discrimination', 'protection-from-harassment-act'],
      limit: { amount: 6, unit: 'months', from: 'occurred' },
    });
    const { clocks } = walkOf('westfield').log({ receivedOn: '2024-09-02' });
    expect(clocks.map(({ kind }) => kind)).toEqual(['acknowledge', 'respond']);
  });

  test('WES-32: the full policy is published, with hard copies on request', () => {
    expect(promise('westfield', 'full-policy')).toEqual([
      'publication',
      null,
      'The full Complaints Policy is linked on our policy page; hard copies on request.',
    ]);
  });

  test('WES-33: it says nothing of outcome words, another person at stage 2, refusal letters, records or compensation', () => {
    expect(silentOn('westfield', 'WES-33')).toEqual([
      'late-escalation',
      'stage-2-independence',
      'outcome-words',
      'refusal-letter',
      'records',
      'compensation',
    ]);
    expect([procedure('westfield').outcomes, procedure('westfield').compensation]).toEqual([null, null]);
    expect(stages[1]?.handler?.independence).toEqual([]);
  });
});
