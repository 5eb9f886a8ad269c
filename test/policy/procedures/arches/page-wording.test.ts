import { procedure } from '../limit-terms';
import { walkOf } from '../../support/walk';
import { grounds, promise, recordedAs, silentOn, toldOfChannel, withoutLimit, worded } from '../worded-parts';

const { definition, intake, ombudsman, preStage, referrals } = procedure('arches');

describe('Arches, what its page says beside the steps', () => {
  test('ARC-01: a compliment and a complaint both tell where to improve, and both are taken in', () => {
    expect(promise('arches', 'where-to-improve')).toEqual([
      'learning',
      null,
      'A compliment or a complaint tells us where we could do better, and where we are doing a good job.',
    ]);
    expect(recordedAs('arches', { kind: 'compliment' })).toBe('compliment');
  });

  test('ARC-02: a service asked for recently that went wrong is a complaint, the handling of anti-social behaviour too', () => {
    expect(grounds('arches')).toEqual([
      [
        'service-not-as-expected',
        'You asked us for a service recently, such as reporting a repair or anti-social behaviour, and it has not turned out the way you expected.',
      ],
    ]);
    expect(definition?.closed).toBe(false);
    expect(intake.exclusions).toEqual([]);
  });

  test('ARC-03: what is first put right is recorded as feedback, and needs nobody’s agreement', () => {
    expect(recordedAs('arches')).toBe('feedback');
    expect(preStage?.text).toBe(
      'We\'ll always try to put it right. We record this as "feedback" and review all feedback monthly.',
    );
  });

  test('ARC-04: all feedback is reviewed every month, to fix processes and systems', () => {
    expect(preStage?.review).toBe('monthly');
    expect(promise('arches', 'feedback-reviewed')).toEqual([
      'learning',
      'month',
      'All feedback is reviewed monthly to see where the problems are with our processes and systems, and fix them.',
    ]);
  });

  test('ARC-05: it turns formal when it was not put right or the customer prefers so, with no time for the attempt', () => {
    expect(worded(preStage?.becomesComplaintWhen)).toEqual([
      ['not-put-right', "If we weren't able to put it right."],
      ['customer-prefers-formal', 'If our customers prefer that we treat their feedback formally.'],
    ]);
    expect(silentOn('arches', 'ARC-05')).toEqual(['feedback-time']);
  });

  test('ARC-06: the definition is the one of the Code, for an individual resident or a group of residents', () => {
    expect(definition?.text).toBe(
      'An expression of dissatisfaction, however made, about the standard of service, actions or lack of action by the organisation, its own staff, or those acting on its behalf, affecting an individual resident or group of residents.',
    );
    expect(intake.group).toMatchObject({ singleNamedRepresentative: false, rules: ['ARC-06'] });
  });

  test('ARC-07: what was learned from complaints and feedback is reported on its website', () => {
    expect(promise('arches', 'learning-published')).toEqual([
      'publication',
      null,
      'How we have learned from complaints and feedback is reported on our website.',
    ]);
  });

  test('ARC-15: the full details are in the Customer Complaints and Feedback Policy', () => {
    expect(promise('arches', 'full-policy')).toEqual([
      'publication',
      null,
      'Full details are in our Customer Complaints and Feedback Policy.',
    ]);
  });

  test('ARC-16: contact details, what went wrong, when and how to put it right are asked for, and bar nothing', () => {
    expect(worded(intake.desiredContent)).toEqual([
      ['contact-details', 'Your full contact details.'],
      ['what-went-wrong', 'What has gone wrong.'],
      ['when-it-happened', undefined],
      ['remedy-sought', 'How you would like us to put it right.'],
    ]);
    expect(intake.requiredContent).toEqual([]);
    expect(
      walkOf('arches')
        .log({ receivedOn: '2024-09-02' })
        .advice.map(({ code }) => code),
    ).toEqual(['nobody_assigned']);
  });

  test('ARC-17: it keeps to the principles: be fair, put things right, learn from outcomes', () => {
    expect(promise('arches', 'dispute-resolution-principles')).toEqual([
      'principle',
      null,
      "The ombudsman's Dispute Resolution Principles: be fair, put things right, learn from outcomes.",
    ]);
  });

  test('ARC-18: the latest self-assessment against the Code is published', () => {
    expect(promise('arches', 'self-assessment-published')).toEqual([
      'publication',
      null,
      'Our latest self-assessment against the Complaint Handling Code is published.',
    ]);
  });

  test('ARC-19: the ombudsman advises at any time, by telephone, post or its website; no e-mail is given', () => {
    expect(referrals[0]).toMatchObject({ purpose: 'advice', after: 'any-time', rules: ['ARC-19'] });
    expect(ombudsman).toMatchObject({
      address: 'PO Box 152, Liverpool L33 7WQ',
      phone: '0300 111 3000',
      website: 'https://www.housing-ombudsman.org.uk/',
      email: null,
    });
  });

  test('ARC-22: every enquiry and case of the ombudsman has its full co-operation', () => {
    expect(promise('arches', 'co-operate-with-ombudsman')).toEqual([
      'co-operation',
      null,
      'We will cooperate fully with all Housing Ombudsman enquiries and cases.',
    ]);
  });

  test('ARC-23: no date stands anywhere, and it says nothing of exclusions, channels or compensation', () => {
    expect(silentOn('arches', 'ARC-23')).toEqual([
      'stage-1-acknowledge',
      'stage-1-respond',
      'stage-1-escalate',
      'stage-2-acknowledge',
      'stage-2-respond',
      'extension',
      'exclusions',
      'channels',
      'compensation',
      'time-limit-to-complain',
      'representatives',
      'refusal-letter',
      'stage-2-independence',
    ]);
    expect(withoutLimit('arches', 'respond')).toEqual([['stage-1', null, ['ARC-23']]]);
    expect(toldOfChannel('arches', 'facebook')).toEqual([]);
  });
});
