import { isRejection } from '../../../../src/policy/rules/rejection';
import { procedure } from '../limit-terms';
import { walkOf } from '../../support/walk';
import { grounds, promise, recordedAs, silentOn, toldOfChannel } from '../worded-parts';

describe('Hexagon, what its page says beside the steps', () => {
  test('HEX-01: complaints are taken seriously and quickly, kept in confidence, and used to improve', () => {
    expect(promise('hexagon', 'taken-seriously')).toEqual([
      'principle',
      null,
      'We treat complaints very seriously and deal with them as quickly as possible.',
    ]);
    expect(promise('hexagon', 'confidential')).toEqual([
      'confidentiality',
      null,
      'We treat complaints confidentially.',
    ]);
    expect(promise('hexagon', 'used-to-improve')).toEqual([
      'learning',
      null,
      'We use your complaints to see where our service can be improved.',
    ]);
  });

  test('HEX-02, HEX-03, HEX-04: done badly is inaccurate information, an unclear reply, or the type of property offered', () => {
    expect(grounds('hexagon')).toContainEqual([
      'inaccurate-information',
      'Something done incorrectly or badly, so that you got less than the promised standard of service: giving you inaccurate information.',
    ]);
    expect(grounds('hexagon')).toContainEqual([
      'unclear-or-incomplete-reply',
      'Done badly: unclear or incomplete replies to your enquiries.',
    ]);
    expect(grounds('hexagon')).toContainEqual([
      'type-of-property-offered',
      'Done badly: issues relating to the type of property you have been offered.',
    ]);
  });

  test('HEX-05, HEX-06, HEX-07: what should not be done is discriminating, being rude, and breaking appointments without telling', () => {
    expect(grounds('hexagon')).toContainEqual([
      'discrimination',
      'Something we should not have done: discriminating against you.',
    ]);
    expect(grounds('hexagon')).toContainEqual(['rudeness', 'Something we should not have done: being rude.']);
    expect(grounds('hexagon')).toContainEqual([
      'appointment-broken-without-telling',
      'Something we should not have done: breaking appointments without telling you.',
    ]);
  });

  test('HEX-08, HEX-09: failed to do is not responding appropriately, and not following procedures', () => {
    expect(grounds('hexagon')).toContainEqual([
      'no-appropriate-response',
      'Something we failed to do: responding to your letters or queries appropriately.',
    ]);
    expect(grounds('hexagon')).toContainEqual([
      'procedure-not-followed',
      'Something we failed to do: following procedures for dealing with your query.',
    ]);
  });

  test('HEX-02 to HEX-09: the eight grounds are examples, and no other complaint is shut out by them', () => {
    expect(grounds('hexagon')).toHaveLength(8);
    expect(procedure('hexagon').definition?.closed).toBe(false);
  });

  test('HEX-11: a policy decision is out unless the complaint is that it was not properly arrived at', () => {
    expect(procedure('hexagon').intake.exclusions[0]).toMatchObject({
      code: 'policy-decision',
      unless: 'The complaint is that the decision was not properly arrived at.',
    });
  });

  test('HEX-12: what a court or the ombudsman has considered is out, and what they only have before them is not', () => {
    expect(
      procedure('hexagon')
        .intake.exclusions.slice(1)
        .map(({ code, text }) => [code, text]),
    ).toEqual([
      ['considered-by-court', 'Anything that has already been considered by a court.'],
      [
        'considered-by-ombudsman',
        'Anything that has already been considered by the Independent Housing Ombudsman.',
      ],
    ]);
  });

  test('HEX-13: talking to the member of staff first is open, is no complaint, and stands in the way of none', () => {
    expect(recordedAs('hexagon', { channel: 'in-person' })).toBe('informal');
    expect(procedure('hexagon').preStage?.becomesComplaintWhen).toEqual([
      {
        code: 'resident-still-wishes-to-complain',
        rules: ['HEX-13'],
        text: 'If you still wish to make a formal complaint.',
      },
    ]);
    expect(toldOfChannel('hexagon', 'in-person')).toEqual([]);
    const walk = walkOf('hexagon').log({ receivedOn: '2024-09-02', stage: 'stage-1' });
    expect(walk.state.stages.map(({ stage }) => stage)).toEqual(['stage-1']);
    expect(isRejection(walkOf('hexagon').log({ receivedOn: '2024-09-02' }).try('escalations', {}))).toBe(
      false,
    );
  });

  test('HEX-14: the form is a good idea and not required; a call will do, and an e-mail is taken and told of', () => {
    expect(procedure('hexagon').intake.formRequired).toEqual({
      required: false,
      rules: ['HEX-14'],
      text: 'For a formal complaint "it is a good idea to use the form".',
    });
    expect(procedure('hexagon').intake.channels).toContainEqual({
      channel: 'phone',
      rules: ['HEX-14'],
      text: 'Customer Services Centre, 020 8778 6699.',
    });
    expect(toldOfChannel('hexagon', 'phone')).toEqual([]);
    expect(toldOfChannel('hexagon', 'form')).toEqual([]);
    expect(toldOfChannel('hexagon', 'email')).toEqual(['HEX-14', 'HEX-13']);
  });

  test('HEX-25: the ombudsman is independent and free to tenants, and its leaflet is sent on request', () => {
    expect(procedure('hexagon').ombudsman?.notice).toBe(
      'Completely independent of the Association and free to tenants. A leaflet can be had from the Customer Services Centre.',
    );
    expect(promise('hexagon', 'ombudsman-leaflet')).toEqual([
      'help',
      null,
      'The Customer Services Centre will be happy to send you a leaflet about the Ombudsman Service.',
    ]);
  });

  test('HEX-26: the ombudsman is reached at PO Box 152, by telephone, fax, e-mail or its website', () => {
    expect(procedure('hexagon').ombudsman).toMatchObject({
      name: 'Housing Ombudsman Service',
      address: 'PO Box 152, Liverpool L33 7WQ',
      phone: '0300 111 3000',
      fax: '020 7831 1942',
      email: 'info@housing-ombudsman.org.uk',
      website: 'www.housing-ombudsman.org.uk',
    });
  });

  test('HEX-27: it says nothing of acknowledgements, extensions, outcome words, representatives, refusal letters or compensation', () => {
    expect(silentOn('hexagon', 'HEX-27')).toEqual([
      'initial-acknowledge',
      'stage-1-acknowledge',
      'stage-2-acknowledge',
      'stage-3-acknowledge',
      'extension',
      'late-escalation',
      'outcome-words',
      'representatives',
      'refusal-letter',
      'compensation',
    ]);
    const { outcomes, compensation, intake } = procedure('hexagon');
    expect([outcomes, compensation, intake.representative]).toEqual([null, null, null]);
  });
});
