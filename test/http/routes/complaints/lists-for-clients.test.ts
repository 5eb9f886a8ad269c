import { exampleNewContact } from '../../../../src/http/schemas/contact-examples';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { everyWriterEnded } from '../../../support/wait-until';
import { expectWholeRecord } from '../../../support/whole-record';

/** Several values of a filter, orders, cursors under other filters, the worklist with people, the feed by type. */

let service: TestApp;
let desk: Desk;
const references: string[] = [];
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  const each = [
    { receivedOn: '2026-02-02', channel: 'email', summary: 'Damp in the bedroom' },
    { receivedOn: '2026-02-03', channel: 'phone', summary: 'No hot water' },
    { receivedOn: '2026-02-04', channel: 'letter', summary: 'A rude call' },
  ];
  for (const [n, body] of each.entries()) {
    service.setNow(`2026-02-0${n + 5}T10:00:00.000Z`);
    const complainant = { name: `Tenant ${n + 1}`, address: `${n + 1} Mill Lane` };
    const property = n === 0 ? { property: { address: '9 High Street' } } : {};
    references.push((await desk.log({ ...body, complainant, ...property })).reference);
    if (n === 0) await desk.act('acknowledgements', { occurredOn: '2026-02-05' });
  }
  await desk.act('withdrawals', { occurredOn: '2026-02-06' });
  service.setNow('2026-03-02T10:00:00.000Z');
  await everyWriterEnded(service.owner);
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const listed = async (query: string): Promise<string[]> => {
  const { status, body } = await desk.caller.get(`/v1/complaints?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body.items.map(({ reference }: { reference: string }) => reference);
};
const numbered = (...numbers: number[]) => numbers.map((n) => references[n - 1]);

test.each([
  ['channel=email&channel=letter', [3, 1]],
  ['channel=email,letter', [3, 1]],
  ['channel=email,letter&channel=phone', [3, 2, 1]],
  ['status=open&stage=stage-1,stage-2', [2, 1]],
  ['status=withdrawn,closed', [3]],
  ['order=oldest', [1, 2, 3]],
  ['sort=updatedAt&order=oldest', [1, 2, 3]],
  ['updatedSince=2026-02-06T10:00:00Z&sort=updatedAt&order=oldest', [2, 3]],
  ['updatedSince=2026-02-06T10:00:00.001Z', [3]],
])('complaints by %s', async (query, numbers) => {
  expect(await listed(query)).toEqual(numbered(...numbers));
});

test.each([
  ['/v1/complaints?channel=email,phone', '/v1/complaints?channel=email'],
  ['/v1/complaints?order=oldest', '/v1/complaints'],
  ['/v1/complaints?sort=dueOn', '/v1/complaints?sort=receivedOn'],
  ['/v1/clocks?kind=acknowledge,respond', '/v1/clocks'],
  ['/v1/access-log', '/v1/access-log?order=oldest'],
])('a cursor of %s is refused by %s, and taken by the list that gave it', async (from, to) => {
  const add = (path: string, rest: string) => `${path}${path.includes('?') ? '&' : '?'}${rest}`;
  const { body: first } = await desk.caller.get(add(from, 'limit=1'));
  const { status, body } = await desk.caller.get(add(to, `limit=1&cursor=${first.next}`));
  const detail = 'was given by this list under other filters or in another order; begin again without one';
  expect([status, body.errors]).toEqual([400, [{ in: 'query', pointer: '/cursor', detail }]]);
  // How many, and with how much beside, is asked anew on each page.
  const again = await desk.caller.get(add(from, `limit=7&cursor=${first.next}`));
  expect([again.status, again.body.items.length > 0]).toEqual([200, true]);
});

test('the lists that have the latest first have the oldest first on request', async () => {
  const document = (await desk.caller.get('/v1/policies')).body.items[0].version;
  const { body } = await desk.caller.get(`/v1/policies/${document}`);
  await desk.caller.put('/v1/policies/later', {
    ...body.document,
    version: 'later',
    effectiveFrom: '2027-01-01',
  });
  for (const path of ['/v1/policies', '/v1/access-log']) {
    const [latest, oldest] = await Promise.all(
      ['latest', 'oldest'].map(
        async (order) => (await desk.caller.get(`${path}?order=${order}&limit=2`)).body.items,
      ),
    );
    expect([path, latest.length, oldest.length]).toEqual([path, 2, 2]);
    expect(oldest[0]).not.toEqual(latest[0]);
  }
  const versions = (await desk.caller.get('/v1/policies?order=oldest')).body.items;
  expect(versions.map(({ version }: { version: string }) => version)).toEqual([document, 'later']);
});

describe('the worklist', () => {
  test('several kinds and stages are each enough, but not duties and the resident’s dates together', async () => {
    const { body } = await desk.caller.get('/v1/clocks?kind=acknowledge,respond&stage=stage-1');
    expect(new Set(body.items.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(['acknowledge', 'respond']),
    );
    const mixed = await desk.caller.get('/v1/clocks?kind=respond,escalate');
    expect([mixed.status, mixed.body.errors]).toEqual([
      400,
      [
        expect.objectContaining({
          pointer: '/kind',
          detail: 'names dates of the landlord and of the resident: ask for each by itself',
        }),
      ],
    ]);
  });

  test('with people it says who, where and of what, each look on record; without, it names nobody', async () => {
    const bare = (await desk.caller.get('/v1/clocks?kind=acknowledge,respond')).body.items;
    expect(bare.map((item: object) => 'complainant' in item)).toEqual([false, false, false]);
    const { body } = await desk.caller
      .get('/v1/clocks?kind=acknowledge,respond&people=true')
      .set('X-Request-Id', 'crm-2026-03-02.80');
    expect(
      body.items.map(({ reference, complainant, address, summary }: Record<string, unknown>) => [
        reference,
        complainant,
        address,
        summary,
      ]),
    ).toEqual([
      [references[1], 'Tenant 2', '2 Mill Lane', 'No hot water'],
      [references[0], 'Tenant 1', '9 High Street', 'Damp in the bedroom'],
      // Never acknowledged, so that its answer is overdue as well.
      [references[1], 'Tenant 2', '2 Mill Lane', 'No hot water'],
    ]);
    const { body: log } = await desk.caller.get('/v1/access-log?limit=50');
    const looks = log.items.filter(
      ({ requestId }: { requestId: string }) => requestId === 'crm-2026-03-02.80',
    );
    const subjects = [...new Set(body.items.map(({ complaintId }: { complaintId: string }) => complaintId))];
    expect(
      looks
        .map(({ subject }: { subject: string | null }) => subject)
        .filter(Boolean)
        .sort(),
    ).toEqual(subjects.sort());
  });

  test('a role that reads no complaint is told nothing of anybody', async () => {
    const scrutiny = service.as(await service.key(desk.landlordId, ['scrutiny']));
    expect((await scrutiny.get('/v1/clocks?people=true')).status).toBe(403);
  });
});

describe('the feed', () => {
  interface Page {
    readonly items: { readonly type: string; readonly subject: string }[];
    readonly next: string;
    readonly more: boolean;
  }
  const read = async (query: string): Promise<Page> => {
    const { status, body } = await desk.caller.get(`/v1/events?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body;
  };

  test('by type it gives those alone, in the order of the whole feed, and comes to the same end', async () => {
    expect(
      (await desk.caller.post('/v1/contacts', { ...exampleNewContact, receivedOn: '2026-02-09' })).status,
    ).toBe(201);
    await everyWriterEnded(service.owner);
    const all = await read('limit=200');
    const types = ['redress.complaint.withdrawn.v1', 'redress.contact.received.v1'];
    const some = await read(`limit=200&type=${types.join(',')}`);
    expect(some.items).toEqual(all.items.filter(({ type }) => types.includes(type)));
    expect(some.items).toHaveLength(2);
    expect([some.more, some.next]).toEqual([false, all.next]);
    const later = await read(`type=${types.join(',')}&after=${some.next}`);
    expect([later.items, later.next]).toEqual([[], some.next]);
  });

  test('in pages of one it gives each once, and a place reached under a type is one of the whole feed', async () => {
    const type = 'redress.complaint.logged.v1';
    const wanted = (await read(`limit=200&type=${type}`)).items;
    expect(wanted).toHaveLength(3);
    const found: Page['items'] = [];
    let after = '';
    for (let more = true; more; ) {
      const page: Page = await read(`limit=1&type=${type}${after}`);
      found.push(...page.items);
      after = `&after=${page.next}`;
      more = page.more;
    }
    expect(found).toEqual(wanted);
    expect((await read(`limit=200${after}`)).items).toEqual([]);
  });

  test('a type that is none is refused with those there are', async () => {
    const { status, body } = await desk.caller.get('/v1/events?type=acknowledged');
    expect([status, body.errors[0].pointer]).toEqual([400, '/type/0']);
    expect(body.errors[0].allowed).toContain('redress.complaint.acknowledged.v1');
  });
});
