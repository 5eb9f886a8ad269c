import { logComplaint } from '../../../../src/complaints/log';
import { Rulebook } from '../../../../src/complaints/loading/rulebook';
import { inTransaction } from '../../../../src/db/connection/client';
import { logSchema } from '../../../../src/policy/commands/intake/log';
import { startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { type Desk, LEAST, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';
import { until } from '../../../support/wait-until';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

interface Feed {
  readonly items: { readonly id: string; readonly type: string; readonly subject: string }[];
  readonly next: string;
}

const read = async (after: string | null, limit = 200): Promise<Feed> => {
  const { status, body } = await desk.caller.get(
    `/v1/events?limit=${limit}${after ? `&after=${after}` : ''}`,
  );
  expect(status).toBe(200);
  return body;
};

/** Other databases of the same server may hold the feed back for a moment. */
async function readUntil(count: number, after: string | null = null): Promise<Feed> {
  let feed = await read(after);
  await until(`the feed has ${count} events`, async () => {
    feed = await read(after);
    return feed.items.length >= count;
  });
  return feed;
}

test('before anything has happened the feed is empty and says where to go on', async () => {
  const none = await read(null);
  expect(none.items).toEqual([]);
  // A place to come back to, even before the first event.
  expect(await read(none.next)).toEqual(none);
});

test('each event is a CloudEvent with the facts and without the words', async () => {
  const { id } = await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', { occurredOn: '2024-09-04', message: 'Thank you for telling us.' });
  const { items } = await readUntil(2);
  expect(items[1]).toEqual({
    specversion: '1.0',
    id: expect.any(String),
    source: `/v1/landlords/${desk.landlordId}`,
    type: 'redress.complaint.acknowledged.v1',
    subject: id,
    time: '2026-03-02T10:00:00.000Z',
    datacontenttype: 'application/json',
    data: {
      reference: 'C-2024-000001',
      caseId: null,
      sequence: 2,
      occurredOn: '2024-09-04',
      occurredAt: null,
      actor: expect.stringMatching(/^key:complaints-officer and landlord-admin#[0-9a-f-]{36}$/),
      data: {
        stage: 'stage-1',
        method: null,
        contains: [],
        recipient: 'resident',
        promisedOn: null,
        revises: false,
        definitionRecipient: null,
        discretion: null,
      },
      promised: [{ stage: 'stage-1', kind: 'respond', n: 0, dueOn: '2024-09-18' }],
    },
  });
  expect(JSON.stringify(items)).not.toMatch(/Nakamura|Damp|Thank you/);
});

test('a reader that keeps next sees every event once, in order, and nothing twice when there is nothing new', async () => {
  for (const receivedOn of ['2024-09-02', '2024-09-03', '2024-09-04']) {
    await desk.log({ receivedOn });
    await desk.act('acknowledgements', { occurredOn: '2024-09-05' });
  }
  const whole = await readUntil(6);
  const seen: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < 4; pages += 1) {
    const feed: Feed = await read(after, 2);
    seen.push(...feed.items.map(({ id }) => id));
    after = feed.next;
  }
  expect(seen).toEqual(whole.items.map(({ id }) => id));
  expect(await read(after)).toEqual({ items: [], next: after, more: false });
  await desk.log({ receivedOn: '2024-09-05' });
  expect((await readUntil(1, after)).items.map(({ type }) => type)).toEqual(['redress.complaint.logged.v1']);
});

test('an event whose transaction ends late is not skipped by a reader that was quicker', async () => {
  const deps = {
    rulebook: new Rulebook(service.database, () => TEST_NOW),
    now: () => TEST_NOW,
  };
  const slowly = { landlordId: desk.landlordId, actor: 'key:slow' };
  const late = logSchema.parse({ ...LEAST, receivedOn: '2025-01-06' });
  let position: string | null = null;
  const seen: string[] = [];
  const follow = async (feed: Feed) => {
    seen.push(...feed.items.map(({ subject }) => subject));
    position = feed.next;
  };
  const slow = await inTransaction(service.database, async (session) => {
    const logged = await logComplaint({ ...deps, database: session }, slowly, late);
    if (logged.kind !== 'done') throw new Error(logged.kind);
    // Committed while the other is still open; a reader asks at that moment.
    await desk.log({ receivedOn: '2024-09-02' });
    await follow(await read(position));
    return logged.value.row.id;
  });
  const quick = desk.complaint.id;
  expect(seen).toEqual([]);
  await follow(await readUntil(2, position));
  expect(seen.sort()).toEqual([slow, quick].sort());
});

test('forty complaints logged at once while a reader follows: it misses none and sees none twice', async () => {
  const received = Array.from(
    { length: 40 },
    (_, index) => `2024-${String((index % 12) + 1).padStart(2, '0')}-05`,
  );
  const logging = Promise.all(
    received.map((receivedOn) => desk.post('/v1/complaints', { ...LEAST, receivedOn })),
  );
  const seen: string[] = [];
  let after: string | null = null;
  await until('the reader has seen forty', async () => {
    const feed: Feed = await read(after, 3);
    seen.push(...feed.items.map(({ subject }) => subject));
    after = feed.next;
    return seen.length >= 40;
  });
  const made = (await logging).map(({ body }) => body.id);
  expect(seen.sort()).toEqual(made.sort());
});

test('the feed has no event of another landlord', async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  await readUntil(1);
  const stranger = await openDesk(service, 'hexagon');
  expect((await stranger.caller.get('/v1/events')).body.items).toEqual([]);
});

test('a position that was made up is refused, whatever is in it', async () => {
  for (const position of [
    { xact: '99999999999999999999', position: 1 },
    { xact: '-1', position: 1 },
    { xact: '1', position: -1 },
    { xact: '1', position: 1.5 },
    { xact: 1, position: 1 },
    { xact: '9999999999999999999', position: 9007199254740991 },
    {},
    null,
  ]) {
    const after = Buffer.from(JSON.stringify(position)).toString('base64url');
    const { status, body } = await desk.caller.get(`/v1/events?after=${after}`);
    expect([position, status, body.errors?.[0]?.pointer]).toEqual([position, 400, '/after']);
  }
});

test('tells of contacts that are no complaints in the same order, each under its own subject and without the words', async () => {
  const words = 'The bin store was left unlocked.';
  const person = { name: 'Mr Ono' };
  const given = { receivedOn: '2026-02-27', channel: 'phone', kind: 'feedback', summary: words, person };
  const contact = (await desk.caller.post('/v1/contacts', { ...given, agreed: true })).body;
  await desk.log({ receivedOn: '2026-02-27' });
  const offer = { how: 'phone', answer: 'complain' };
  expect((await desk.caller.post(`/v1/contacts/${contact.id}/choices`, offer)).status).toBe(201);
  const became = await desk.caller.post(`/v1/contacts/${contact.id}/complaint`, {
    receivedOn: '2026-02-27',
    channel: 'phone',
    reason: 'resident-wishes',
  });
  expect(became.status).toBe(201);
  const { items } = await readUntil(5);
  expect(items.map(({ type, subject }) => [type, subject])).toEqual([
    ['redress.contact.received.v1', contact.id],
    ['redress.complaint.logged.v1', desk.complaint.id],
    ['redress.contact.choice-offered.v1', contact.id],
    ['redress.complaint.logged.v1', became.body.id],
    ['redress.contact.became-complaint.v1', contact.id],
  ]);
  expect(items[0]).toMatchObject({
    source: `/v1/landlords/${desk.landlordId}`,
    data: {
      reference: null,
      caseId: null,
      sequence: 1,
      occurredOn: '2026-02-27',
      occurredAt: null,
      promised: [],
    },
  });
  expect(JSON.stringify(items)).not.toContain('Ono');
  expect(JSON.stringify(items)).not.toContain(words);
  const paged: Feed['items'][number][] = [];
  for (
    let after: string | null = null, page = await read(null, 2);
    page.items.length > 0;
    page = await read(after, 2)
  ) {
    paged.push(...page.items);
    after = page.next;
  }
  expect(paged).toEqual(items);
  const other = await openDesk(service, 'hhs');
  expect((await other.caller.get('/v1/events')).body.items).toEqual([]);
  const scrutiny = service.as(await service.key(desk.landlordId, ['scrutiny']));
  expect((await scrutiny.get('/v1/events')).status).toBe(403);
});
