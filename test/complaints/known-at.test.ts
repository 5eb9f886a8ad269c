import type { ComplaintView } from '../../src/http/schemas/complaint';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, openDesk } from '../support/landlord-desk';
import { expectWholeRecord } from '../support/whole-record';

let service: TestApp;
let desk: Desk;

beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'code-2024');
});
beforeEach(async () => {
  service.setNow('2025-05-01T09:00:00.000Z');
  await desk.log({ receivedOn: '2025-05-01' });
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const ACKNOWLEDGEMENT = { method: 'email', definition: { issues: [{ text: 'Damp' }] } };
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });

/** All three answers about the complaint in hand, now or as they were known. */
async function answers(knownAt?: string) {
  const asked = knownAt === undefined ? '' : `?knownAt=${encodeURIComponent(knownAt)}`;
  const path = `/v1/complaints/${desk.complaint.id}`;
  const [complaint, clocks, events] = await Promise.all(
    [path, `${path}/clocks`, `${path}/events`].map(async (one) => {
      const { status, body } = await desk.caller.get(one + asked);
      expect({ one, status, ...(status === 200 ? {} : body) }).toEqual({ one, status: 200 });
      return body;
    }),
  );
  return { complaint, clocks, events };
}

/** Puts the service's clock on, records the act, and keeps the answers of that moment. */
async function recorded(now: string, act: string, body: object) {
  service.setNow(now);
  await desk.act(act, body as Record<string, unknown>);
  return { at: now, ...(await answers()) };
}

test('the answers kept on a day are those asked for of that day, through a correction and a correction of it', async () => {
  const kept = [
    { at: '2025-05-01T09:00:00.000Z', ...(await answers()) },
    await recorded('2025-05-07T09:00:00.000Z', 'acknowledgements', on('2025-05-06', ACKNOWLEDGEMENT)),
    await recorded('2025-05-08T10:00:00.000Z', 'corrections', {
      why: 'The letter is dated 2 May.',
      changes: [{ event: 2, with: { occurredOn: '2025-05-02' } }],
    }),
    await recorded('2025-05-12T11:30:00.000Z', 'corrections', {
      why: 'The other letter was meant; this one went on 6 May after all.',
      changes: [{ event: 2, with: { occurredOn: '2025-05-06' } }],
      residentTold: true,
    }),
    await recorded('2025-06-02T08:00:00.000Z', 'corrections', {
      why: 'The complaint had come a day before.',
      receivedOn: '2025-04-30',
    }),
  ];
  service.setNow('2026-03-02T10:00:00.000Z');
  for (const { at, ...then } of kept) expect({ at, ...(await answers(at)) }).toEqual({ at, ...then });
  const dues = kept.map(({ complaint }) =>
    (complaint as ComplaintView).clocks
      .filter(({ kind }) => kind === 'respond')
      .map(({ dueOn, sentence }) => [dueOn, sentence]),
  );
  expect(dues.map(([first]) => first?.[0])).toEqual([
    '2025-05-23',
    '2025-05-20',
    '2025-05-19',
    '2025-05-20',
    '2025-05-20',
  ]);
});

test('a day stands for its end, in the landlord’s own zone', async () => {
  await recorded('2025-05-06T22:59:59.000Z', 'acknowledgements', on('2025-05-06', ACKNOWLEDGEMENT));
  service.setNow('2026-03-02T10:00:00.000Z');
  const { complaint: before } = await answers('2025-05-05');
  expect(before).toMatchObject({ version: 1, status: 'open' });
  // 22:59:59 in Greenwich is 23:59:59 in London that day.
  const { complaint, events } = await answers('2025-05-06');
  expect(complaint).toMatchObject({ version: desk.complaint.version });
  expect(events.items).toHaveLength(desk.complaint.version);
});

test('today is as the record stands now, and a date passes without an act', async () => {
  service.setNow('2025-05-09T09:00:00.000Z');
  const kept = await answers();
  expect(await answers('2025-05-09')).toEqual(kept);
  service.setNow('2025-05-12T09:00:00.000Z');
  const acknowledge = ({ clocks }: { clocks: { items: ComplaintView['clocks'] } }) =>
    clocks.items.find(({ kind }) => kind === 'acknowledge')?.status;
  expect(acknowledge(await answers())).toBe('missed');
  expect(acknowledge(await answers('2025-05-09T12:00:00+01:00'))).toBe('running');
  expect(acknowledge(kept)).toBe('running');
});

test('before it was logged there was nothing, and what is to come is not known', async () => {
  const path = `/v1/complaints/${desk.complaint.id}`;
  for (const one of [path, `${path}/clocks`, `${path}/events`]) {
    const { status, body } = await desk.caller.get(`${one}?knownAt=2025-04-30`);
    expect([status, body.code, body.detail]).toEqual([
      404,
      'not_found',
      'It was logged on Thursday 1 May 2025, after the moment that is asked for.',
    ]);
    const future = await desk.caller.get(`${one}?knownAt=2025-05-02`);
    expect([future.status, future.body.errors]).toEqual([
      400,
      [{ in: 'query', pointer: '/knownAt', detail: 'is still to come: it is 2025-05-01T09:00:00.000Z now' }],
    ]);
    for (const given of ['yesterday', '1900-01-01', '2199-12-31', '2025-02-30'])
      expect((await desk.caller.get(`${one}?knownAt=${given}`)).status).toBe(400);
    const rubbish = await desk.caller.get(`${one}?knownAt=yesterday`);
    expect([rubbish.status, rubbish.body.errors]).toEqual([
      400,
      [
        {
          in: 'query',
          pointer: '/knownAt',
          detail:
            'must be a day such as 2026-03-02, or a moment with its offset such as 2026-03-02T14:30:00Z',
        },
      ],
    ]);
    const absent = await desk.caller.get(`${one.replace(/[0-9a-f]{12}/, '000000000000')}?knownAt=2025-05-01`);
    expect(absent.status).toBe(404);
    expect((await service.as().get(`${one}?knownAt=2025-05-01`)).status).toBe(401);
  }
  const other = await openDesk(service, 'code-2024');
  expect((await other.caller.get(`${path}?knownAt=2025-05-01`)).body.detail).toBe(
    'Nothing with this id or reference is visible to this key.',
  );
});

test('the answer says of which moment it is, and its tag changes where words of it were erased since', async () => {
  const path = `/v1/complaints/${desk.complaint.id}?knownAt=2025-05-01T09:00:00Z`;
  const first = await desk.caller.get(path);
  expect(first.headers['memento-datetime']).toBe('Thu, 01 May 2025 09:00:00 GMT');
  expect(first.body.summary).toBe('Damp in the bedroom since March');
  expect((await desk.caller.get(path).set('If-None-Match', first.headers.etag ?? '')).status).toBe(304);
  const present = await desk.caller.get(`/v1/complaints/${desk.complaint.id}`);
  expect(present.headers).not.toHaveProperty('memento-datetime');
  expect(present.headers.etag).not.toBe(first.headers.etag);
  service.setNow('2025-05-02T09:00:00.000Z');
  await desk.act('corrections', {
    why: 'It is another’s letter.',
    changes: [{ event: 1, strike: true, as: 'duplicate', eraseWords: true }],
  });
  const again = await desk.caller.get(path);
  expect(again.body).toEqual({ ...first.body, summary: null, complainant: null });
  expect(again.headers.etag).not.toBe(first.headers.etag);
});

test('a summary that was put right shows on the complaint, and before that the one that stood', async () => {
  await recorded('2025-05-02T09:00:00.000Z', 'corrections', {
    why: 'She said the bathroom.',
    changes: [{ event: 1, with: { summary: 'Damp in the bathroom since March' } }],
  });
  await recorded('2025-05-03T09:00:00.000Z', 'corrections', {
    why: 'She said since April.',
    changes: [{ event: 1, with: { summary: 'Damp in the bathroom since April' } }],
  });
  const summaries = await Promise.all(
    ['2025-05-01', '2025-05-02', '2025-05-03'].map(async (day) => (await answers(day)).complaint.summary),
  );
  expect(summaries).toEqual([
    'Damp in the bedroom since March',
    'Damp in the bathroom since March',
    'Damp in the bathroom since April',
  ]);
  expect((await answers()).complaint.summary).toBe('Damp in the bathroom since April');
  service.setNow('2025-05-20T09:00:00.000Z');
  const due = await desk.caller.get('/v1/clocks?due=overdue&people=true');
  const ours = due.body.items.filter(
    ({ complaintId }: { complaintId: string }) => complaintId === desk.complaint.id,
  );
  expect(ours).toMatchObject([{ summary: 'Damp in the bathroom since April' }]);
});

test('people and references are those of the time, and erased ones stay erased', async () => {
  service.setNow('2025-05-02T09:00:00.000Z');
  await desk.act(
    'particulars',
    on('2025-05-02', {
      why: 'changed',
      complainant: { phone: '020 7946 0018' },
      externalReferences: { add: [{ system: 'repairs', id: 'R-1' }] },
    }),
  );
  const second = { at: '2025-05-02T09:00:00.000Z', ...(await answers()) };
  service.setNow('2025-05-03T09:00:00.000Z');
  await desk.act(
    'particulars',
    on('2025-05-03', {
      why: 'changed',
      complainant: { name: 'Mrs Nakamura-Hill' },
      externalReferences: {
        add: [{ system: 'repairs', id: 'R-2' }],
        remove: [{ system: 'repairs', id: 'R-1' }],
      },
    }),
  );
  const third = { at: '2025-05-03T09:00:00.000Z', ...(await answers()) };
  service.setNow('2025-05-04T09:00:00.000Z');
  await desk.act(
    'particulars',
    on('2025-05-04', {
      why: 'mistake',
      complainant: { name: 'Mrs Nakamura Hill' },
      externalReferences: { remove: [{ system: 'repairs', id: 'R-2' }] },
    }),
  );
  const { complaint: first } = await answers('2025-05-01');
  expect(first).toMatchObject({
    complainant: { name: 'Mrs Nakamura' },
    externalReferences: [],
    formerParticulars: [],
  });
  expect(await answers(second.at)).toEqual({
    complaint: second.complaint,
    clocks: second.clocks,
    events: second.events,
  });
  // The name and the number recorded by mistake on 3 May were deleted on the next day.
  const { complaint: then } = await answers(third.at);
  expect(then).toEqual({ ...third.complaint, complainant: null, externalReferences: [] });
});

test('what was erased is missing from every day before it', async () => {
  await recorded('2025-05-02T09:00:00.000Z', 'acknowledgements', on('2025-05-02', ACKNOWLEDGEMENT));
  await recorded('2025-05-03T09:00:00.000Z', 'corrections', {
    why: 'It was written into the wrong complaint.',
    changes: [{ event: 2, strike: true, eraseWords: true }],
  });
  service.setNow('2025-05-05T09:00:00.000Z');
  const { events, complaint } = await answers('2025-05-02');
  expect(events.items).toMatchObject([
    { type: 'logged', texts: { summary: 'Damp in the bedroom since March' } },
    { type: 'acknowledged', struck: null, texts: {} },
    { type: 'defined', struck: null, texts: {} },
  ]);
  expect(complaint).toMatchObject({ status: 'open', stages: [{ acknowledgedOn: '2025-05-02' }] });
  expect((await answers()).complaint.stages).toMatchObject([{ acknowledgedOn: null }]);
});
