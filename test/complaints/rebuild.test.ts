import { rebuildStates } from '../../src/complaints/rebuild';
import { Rulebook } from '../../src/complaints/loading/rulebook';
import { startTestApp, TEST_NOW, type TestApp } from '../support/app';
import { type Desk, openDesk } from '../support/landlord-desk';
import { expectStoredEqualsReplay, expectWholeRecord } from '../support/whole-record';
import { oneRound } from '../support/maintenance-round';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', { occurredOn: '2024-09-04', method: 'email' });
});
afterAll(() => service.stop());

const LATER = 1000;

/** What other releases do to a row, which this one's own statements never would. */
const asOwner = (text: string, ...values: unknown[]) =>
  service.owner.query<{ state_format: number }>({
    text,
    values: [desk.landlordId, ...values],
  });
const OF_DESK = 'where landlord_id = $1 and id = $2';

/** As a later release leaves it: a state that says things this one has no words for. */
const writtenLater = () =>
  asOwner(
    `update complaints set state_format = ${LATER}, state = '{"mood": "hopeful", "calendarEdition": 0}' ${OF_DESK}`,
    desk.complaint.id,
  );

/** As an earlier one left it, whose lists knew neither the next date nor who has the complaint. */
const writtenEarlier = (format = 0) =>
  asOwner(
    `update complaints set state_format = ${format}, state = '{"status": "open"}', next_due_on = null ${OF_DESK}`,
    desk.complaint.id,
  );

/** An event of a kind that comes with a later release. */
const visited = () =>
  asOwner(
    `with moved as (update complaints set version = 3, state_version = 3, state_format = ${LATER} ${OF_DESK} returning id)
    insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on, recorded_at)
    select $1, id, 3, gen_random_uuid(), 'visited', '{"stage": "stage-1"}', '[]', 'key:later', '2024-09-05', now() from moved`,
    desk.complaint.id,
  );

const read = () => desk.caller.get(`/v1/complaints/${desk.complaint.id}`);
const formatNow = async () =>
  (await asOwner(`select state_format from complaints ${OF_DESK}`, desk.complaint.id))[0];
const rebuild = () =>
  rebuildStates(
    { database: service.database, rulebook: new Rulebook(service.database, () => TEST_NOW) },
    desk.landlordId,
  );

describe('a state that an earlier release wrote', () => {
  test('is read and acted on as its events say, and the act leaves it as this release has it', async () => {
    const { body: before } = await read();
    await writtenEarlier();
    expect((await read()).body).toEqual(before);
    await desk.act('assignments', {
      occurredOn: '2024-09-04',
      person: 't.hughes',
      role: 'property-services-officer',
    });
    await expectWholeRecord(service, desk);
  });

  test('is made anew by the round, with what lists read of it and without a change to its version', async () => {
    const { body: before, headers } = await read();
    await writtenEarlier();
    await asOwner('delete from clocks where landlord_id = $1 and complaint_id = $2', desk.complaint.id);
    expect(await rebuild()).toEqual({ written: 1, unreadable: [] });
    await expectWholeRecord(service, desk);
    const after = await read();
    expect([after.body, after.headers.etag]).toEqual([before, headers.etag]);
    expect((await desk.caller.get('/v1/complaints')).body.items[0].updatedAt).toBe(before.updatedAt);
    expect(await rebuild()).toEqual({ written: 0, unreadable: [] });
  });

  test('is recognised where that release knew of no formats and moved the version alone', async () => {
    await asOwner(
      `with moved as (update complaints set version = 3, updated_at = now(), status = 'withdrawn', state = '{"status": "withdrawn"}' ${OF_DESK} returning id)
      insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on, recorded_at)
      select $1, id, 3, gen_random_uuid(), 'withdrawn', '{"stage": "stage-1", "by": "resident"}', '[]', 'key:old', '2024-09-05', now()
      from moved`,
      desk.complaint.id,
    );
    expect((await read()).body).toMatchObject({ status: 'withdrawn', withdrawnOn: '2024-09-05', version: 3 });
    expect(await rebuild()).toEqual({ written: 1, unreadable: [] });
    await expectWholeRecord(service, desk);
  });

  test('is made anew once by several rounds at once, and an act in between stands', async () => {
    for (let n = 0; n < 60; n += 1) await desk.log({ receivedOn: '2024-09-02' });
    await asOwner(`update complaints set state_format = 0, state = '{}' where landlord_id = $1`);
    const [a, b, c] = await Promise.all([
      rebuild(),
      rebuild(),
      rebuild(),
      desk.act('notes', { note: 'She rang about it.' }),
    ]);
    expect(a.written + b.written + c.written).toBeGreaterThanOrEqual(60);
    expect(a.written + b.written + c.written).toBeLessThanOrEqual(61);
    await rebuild();
    await expectWholeRecord(service, desk);
  });
});

describe('a state that a later release wrote, while both are running', () => {
  test('is read from the events, never taken for one of this release, and left alone by its rounds', async () => {
    const { body: before } = await read();
    await writtenLater();
    expect((await read()).body).toEqual(before);
    expect(await rebuild()).toEqual({ written: 0, unreadable: [] });
    expect(await formatNow()).toEqual({ state_format: LATER });
  });

  test('makes way for one of this release with an act: the later one will make its own of the events again', async () => {
    await writtenLater();
    await desk.act('notes', { note: 'She rang about it.' });
    await expectStoredEqualsReplay(service.database, desk.landlordId);
  });

  test('with an event of a kind that only that release knows, is neither read nor changed: 503, try again', async () => {
    await visited();
    const answer = await read();
    expect([answer.status, answer.headers['retry-after'], answer.body.code]).toEqual([
      503,
      '5',
      'unavailable',
    ]);
    expect(answer.body.detail).toMatch(/later release/);
    const act = await desk.refused('notes', { note: 'She rang about it.' });
    expect([act.status, act.code]).toEqual([503, 'unavailable']);
    expect((await desk.caller.get('/v1/complaints')).status).toBe(200);
    expect(await formatNow()).toEqual({ state_format: LATER });
  });
});

test('a record that cannot be read fails the round by name, once the others are made anew', async () => {
  await visited();
  const { reference } = desk.complaint;
  await writtenEarlier();
  await desk.log({ receivedOn: '2024-09-03' });
  await writtenEarlier();
  await expect(oneRound(service.database, TEST_NOW)).rejects.toThrow(
    `The record of ${reference} cannot be read`,
  );
  expect((await formatNow())?.state_format).toBeGreaterThan(0);
  expect((await read()).body.nextDue).toMatchObject({ kind: 'acknowledge' });
});
