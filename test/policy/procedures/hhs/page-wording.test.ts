import { procedure } from '../limit-terms';
import { walkOf } from '../../support/walk';
import { grounds, promise, recordedAs, silentOn, toldOfChannel, worded } from '../worded-parts';

const { compensation, definition, intake, ombudsman, outcomes, preStage, stages } = procedure('hhs');

describe('HHS, what its page says beside the steps', () => {
  test('HHS-01: it aims to get it right the first time, and is sorry where it did not', () => {
    expect(promise('hhs', 'right-first-time')).toEqual([
      'principle',
      null,
      'We aim to get it right the first time, every time; if we have not served you well, we are sorry.',
    ]);
  });

  test('HHS-02: Facebook, e-mail, telephone, the office and the online form are ways to reach it', () => {
    const named = ['facebook', 'email', 'phone', 'office', 'in-person', 'online'];
    expect(channelsBy('HHS-02')).toEqual(named);
    expect(named.flatMap((channel) => toldOfChannel('hhs', channel))).toEqual([]);
  });

  test('HHS-03: one talks to an employee first if one can, and else writes, Twitter included; both lists hold', () => {
    expect(channelsBy('HHS-03')).toEqual(['facebook', 'email', 'in-person', 'online', 'letter', 'twitter']);
    expect(toldOfChannel('hhs', 'twitter')).toEqual([]);
    expect(toldOfChannel('hhs', 'sms')).toEqual(['HHS-02', 'HHS-03', 'HHS-04']);
    expect(preStage?.text).toBe(
      'If you can, first talk to an employee who will try to sort out your complaint on the spot.',
    );
  });

  test('HHS-04: the employee on the telephone records the details and arranges a home visit if necessary', () => {
    expect(promise('hhs', 'details-recorded')).toEqual([
      'record',
      null,
      'The employee you speak to will record the details.',
    ]);
    expect(channelsBy('HHS-04')).toEqual(['phone', 'home-visit']);
    const walk = walkOf('hhs').log({ receivedOn: '2024-09-02', channel: 'phone' });
    walk.act('contacts', { method: 'home-visit', occurredOn: '2024-09-04' });
    expect(walk.clock('contact', 'stage-1').metOn).toBe('2024-09-04');
  });

  test('HHS-05: whoever requests or receives a service or is affected may complain', () => {
    expect(worded(intake.whoMayComplain)).toEqual([
      ['service-requester', 'Anyone who requests a service from us.'],
      ['service-recipient', 'Anyone who receives a service from us.'],
      ['affected-person', 'Anyone who is affected by what we do.'],
    ]);
  });

  test('HHS-07: any work or service can be complained of, that of contractors and of anyone working for it too', () => {
    expect(grounds('hhs')).toEqual([
      [
        'unhappy-with-work-or-services',
        'You are unhappy with any of the work we do or the services we provide.',
      ],
      ['contractors-and-others', 'This includes our contractors and anyone else working on our behalf.'],
    ]);
    expect(definition?.closed).toBe(false);
  });

  test('HHS-08: contact details, what, where, when, who and what should be done are asked for, and bar nothing', () => {
    expect(intake.desiredContent.map(({ code }) => code)).toEqual([
      'contact-details',
      'what-happened',
      'where-it-occurred',
      'when-it-occurred',
      'who-was-involved',
      'remedy-sought',
    ]);
    expect(intake.requiredContent).toEqual([]);
    expect(
      walkOf('hhs')
        .log({ receivedOn: '2024-09-02' })
        .advice.map(({ code }) => code),
    ).toEqual(['nobody_assigned']);
  });

  test('HHS-09: what is not resolved on the spot follows the procedure, and no clock runs before', () => {
    expect(recordedAs('hhs')).toBe('on-the-spot');
    expect(worded(preStage?.becomesComplaintWhen)).toEqual([
      [
        'not-resolved-on-the-spot',
        'If we are unable to resolve your problem on the spot, we will follow the procedure in our complaints policy.',
      ],
    ]);
  });

  test('HHS-10: the Complaint Review is Stage 1, and the Appeal Stage 2', () => {
    expect(stages.map(({ key, name }) => [key, name])).toEqual([
      ['stage-1', 'Stage 1 (Complaint Review)'],
      ['stage-2', 'Stage 2 (Appeal)'],
    ]);
    expect(stages[0]?.rules).toContain('HHS-10');
  });

  test('HHS-18: not being satisfied is enough to appeal, no ground and no reason is asked for', () => {
    expect(stages[0]?.escalation).toMatchObject({
      to: 'stage-2',
      grounds: null,
      reason: 'not-required',
      within: null,
      decision: null,
    });
  });

  test('HHS-26: it assesses itself against the Code every year and publishes the results', () => {
    expect(promise('hhs', 'self-assessment-published')).toEqual([
      'publication',
      'year',
      'An annual assessment against the Code, with the results published.',
    ]);
  });

  test('HHS-27: it reports every year how many complaints came, how it answered, and what it learns', () => {
    expect(promise('hhs', 'annual-report')).toEqual([
      'publication',
      'year',
      'An annual report showing the number of complaints received, how we performed in responding and what we are doing to learn from them.',
    ]);
  });

  test('HHS-28: all complaints are dealt with in the strictest confidence', () => {
    expect(promise('hhs', 'strictest-confidence')).toEqual([
      'confidentiality',
      null,
      'All complaints shall be dealt with in the strictest confidence.',
    ]);
  });

  test('HHS-29: complaining has no adverse consequences, such as a service taken away', () => {
    expect(promise('hhs', 'no-adverse-consequences')).toEqual([
      'no-detriment',
      null,
      'There will be no adverse consequences for complainants, such as taking a service away.',
    ]);
  });

  test('HHS-30: compensation needs exceptional circumstances, an upheld complaint and a specific expense, all three', () => {
    expect(compensation?.allOf.map(({ code }) => code)).toEqual([
      'exceptional-circumstances',
      'complaint-upheld',
      'specific-expenses-or-items',
    ]);
  });

  test('HHS-31: it says nothing of a time limit, exclusions, outcome words, ombudsman details or refusal letters', () => {
    expect(silentOn('hhs', 'HHS-31')).toEqual([
      'time-limit-to-complain',
      'exclusions',
      'outcome-words',
      'ombudsman-details',
      'refusal-letter',
    ]);
    expect([intake.timeLimit, intake.exclusions, outcomes, ombudsman]).toEqual([null, [], null, null]);
  });
});

const channelsBy = (rule: string) =>
  intake.channels?.filter(({ rules }) => rules.includes(rule)).map(({ channel }) => channel);
