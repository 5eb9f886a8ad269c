import { walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const CONSIDERED = { canBeAnsweredEarly: false, complex: true, vulnerabilityConsidered: true };

describe('Code 6.1: what is considered when a complaint comes in', () => {
  const logged = () => walkOf('code-2024').log({ receivedOn: '2024-09-02' });

  test('is recorded at the stage, and moves no date', () => {
    const walk = logged();
    const before = walk.clocks;
    walk.act('triages', on('2024-09-03', { ...CONSIDERED, note: 'Two trades are needed.' }));
    expect(walk.state.stages[0]?.triage).toMatchObject({ on: '2024-09-03', ...CONSIDERED });
    expect(walk.clocks).toEqual(before);
    expect(JSON.stringify(walk.events)).not.toContain('trades');
  });

  test('can be considered again until the answer: the latest shows, the record keeps both', () => {
    const walk = logged()
      .act('triages', on('2024-09-03', CONSIDERED))
      .act('triages', on('2024-09-05', { ...CONSIDERED, canBeAnsweredEarly: true }));
    expect(walk.state.stages[0]?.triage?.canBeAnsweredEarly).toBe(true);
    expect(walk.events.filter(({ type }) => type === 'triaged')).toHaveLength(2);
    expect(walk.state).toEqual(walk.replayed);
  });

  test('is not before the complaint came, nor after it ended', () => {
    expect(logged().refused('triages', on('2024-08-30', CONSIDERED))).toMatchObject({
      errors: [{ pointer: '/occurredOn' }],
    });
    const ended = logged().act('withdrawals', on('2024-09-04'));
    expect(ended.refused('triages', CONSIDERED)).toMatchObject({ code: 'not_at_this_point' });
  });
});

test('Code 1.2: whose doing it is about is recorded with the complaint, and need not be known', () => {
  const about = (given?: string) =>
    walkOf('code-2024').log({ receivedOn: '2024-09-02', about: given }).state.about;
  expect([about('staff'), about('acting-for-landlord'), about()]).toEqual([
    'staff',
    'acting-for-landlord',
    null,
  ]);
});

test('Code 5.4, 5.5: a third party that handles a complaint is an attribute of the handler: the same stage and the same dates', () => {
  const handled = (organisation?: string) =>
    walkOf('code-2024')
      .log({ receivedOn: '2024-09-02' })
      .act('assignments', on('2024-09-03', { person: 'h.one', organisation }));
  const [theirs, ours] = [handled('contractor-a'), handled()];
  expect(theirs.state.stages[0]?.assignments[0]?.organisation).toBe('contractor-a');
  expect(ours.state.stages[0]?.assignments[0]?.organisation).toBeNull();
  expect(theirs.state.stages).toHaveLength(1);
  expect(theirs.clocks).toEqual(ours.clocks);
});
