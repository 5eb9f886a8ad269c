import { contentAdvice, type KnownContent } from '../../../src/policy/conditions/intake-content';
import { procedure, Walk, walkOf } from '../support/walk';

const ALL: KnownContent = {
  'contact-details': true,
  description: true,
  place: true,
  'desired-outcome': true,
};
const NONE: KnownContent = {
  'contact-details': false,
  description: false,
  place: false,
  'desired-outcome': false,
};
const advice = ({ state, rules }: Walk, known: KnownContent | null) => contentAdvice(state, rules, known);
const logged = (name: string, body: object = {}) => walkOf(name).log({ receivedOn: '2024-09-02', ...body });

describe('what a complaint is asked to contain', () => {
  test('ARC-16: is told of while it is missing, and the complaint goes on without it', () => {
    const walk = logged('arches');
    expect(advice(walk, NONE)).toEqual([
      {
        code: 'content_missing',
        sentence:
          'The procedure asks for what is not on the record yet: contact details, what went wrong, when it happened, remedy sought. A complaint counts without it.',
        rule: { clause: '/intake/desiredContent', ids: ['ARC-16'] },
      },
    ]);
    expect(walk.offered).toContain('outcomes');
    expect(advice(logged('arches', { incident: { occurredOn: '2024-08-20' } }), ALL)).toEqual([]);
  });

  test('HHS-08: where it occurred is asked for too; who was involved cannot be seen from the record', () => {
    const [told] = advice(logged('hhs'), { ...ALL, place: false });
    expect(told?.sentence).toContain('where it occurred, when it occurred.');
  });

  test('WES-17: what is wanted may come with the definition', () => {
    const walk = logged('westfield');
    const known = { ...ALL, 'desired-outcome': false };
    expect(advice(walk, known)[0]?.rule.ids).toEqual(['WES-17']);
    walk.act('definitions', {
      issues: [{ text: 'Damp' }],
      outcomesSought: 'A repair',
      occurredOn: '2024-09-03',
    });
    expect(advice(walk, known)).toEqual([]);
  });

  test('is asked for no more once the complaint is answered or over, nor where nothing is known of it', () => {
    expect(advice(logged('arches'), null)).toEqual([]);
    const over = logged('arches').act('withdrawals', { occurredOn: '2024-09-05' });
    expect(advice(over, NONE)).toEqual([]);
  });

  test('Code 3.2: a form and content that a procedure demands are advised on as well, and refuse nothing', () => {
    const document = procedure({
      intake: {
        formRequired: { required: true, rules: ['INV-1'] },
        requiredContent: [
          { code: 'tenancy-number', rules: ['INV-2'] },
          { code: 'address', heldIn: 'place' },
        ],
      },
      stages: [{ key: 'one', name: 'One' }],
    });
    const by = (channel: string) => new Walk(document).log({ receivedOn: '2024-09-02', channel });
    expect(advice(by('phone'), NONE)).toMatchObject([
      { code: 'form_not_used', rule: { clause: '/intake/formRequired', ids: ['INV-1'] } },
      { code: 'content_missing', rule: { clause: '/intake/requiredContent', ids: [] } },
    ]);
    expect(advice(by('form'), ALL)).toEqual([]);
    expect(by('phone').advice.map(({ code }) => code)).toEqual(['form_not_used']);
  });
});
