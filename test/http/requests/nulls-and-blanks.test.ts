import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readWithNulls } from '../../../src/http/requests/null-means-absent';
import { exampleNewContact } from '../../../src/http/schemas/contact-examples';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk } from '../../support/landlord-desk';
import { countRows, expectWholeRecord } from '../../support/whole-record';

/** A field that may be left out may be null, as answers have it; an empty text is refused everywhere in the same words. */

const EMPTY = 'is empty: leave it out or give a value';
let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
beforeEach(() => desk.log({ receivedOn: '2024-09-02' }));
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

describe('null', () => {
  test('a complaint with null for everything it does not say is the one that leaves it out', async () => {
    const nulls = {
      receivedAt: null,
      loggedOn: null,
      description: null,
      desiredOutcome: null,
      incident: null,
      categories: null,
      tenure: null,
      property: { reference: null, address: '4 Mill Lane' },
      externalReferences: null,
      representative: null,
      group: null,
      complainant: {
        name: 'Mrs Nakamura',
        email: null,
        phone: null,
        address: null,
        reference: null,
        kind: null,
      },
    };
    const given = await desk.log({ receivedOn: '2024-09-03', ...nulls });
    const absent = await desk.log({ receivedOn: '2024-09-03', property: { address: '4 Mill Lane' } });
    const { id: _, reference: __, ...one } = given;
    const { id: ___, reference: ____, ...other } = absent;
    const namesOf = (acts: readonly { readonly act: string }[]) => acts.map(({ act }) => act);
    const sameActions = (shown: typeof one) => ({
      ...shown,
      actions: namesOf(shown.actions),
      recordable: namesOf(shown.recordable),
    });
    expect(sameActions(one)).toEqual(sameActions(other));
  });

  test('an act with nulls is the act without them', async () => {
    const acted = await desk.act('acknowledgements', {
      occurredOn: '2024-09-04',
      occurredAt: null,
      method: null,
      definition: null,
      message: null,
    });
    expect(acted.stages[0]?.acknowledgedOn).toBe('2024-09-04');
  });

  test('where a value is needed, null is named and nothing is stored', async () => {
    const before = await countRows(service.owner);
    const { status, body } = await desk.caller.post('/v1/complaints', {
      ...LEAST,
      receivedOn: '2024-09-03',
      summary: null,
      complainant: { name: null, email: null },
      categories: [null],
      tenures: null,
    });
    expect(status).toBe(400);
    const faults = body.errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [
      pointer,
      detail,
    ]);
    expect(faults).toEqual([
      ['/categories/0', 'must be a string, not null'],
      ['/complainant/name', 'must be a string, not null'],
      ['/summary', 'must be a string, not null'],
      ['/tenures', expect.stringContaining('is not known here')],
    ]);
    expect(await countRows(service.owner)).toEqual(before);
  });

  test('what the service answers it takes back: a landlord, a policy and a procedure', async () => {
    const path = `/v1/landlords/${desk.landlordId}`;
    const { body: landlord } = await desk.caller.get(path);
    const { id: _, version: __, createdAt: ___, updatedAt: ____, ...details } = landlord;
    expect((await desk.caller.put(path, { ...details, handlersSee: null })).status).toBe(200);
    const { body: procedure } = await desk.caller.get('/v1/procedures/hexagon');
    const document = {
      ...(procedure.document ?? procedure),
      version: 'hexagon-again',
      effectiveFrom: '2027-01-01',
    };
    const published = await desk.caller.put('/v1/policies/hexagon-again', document);
    expect([published.status, published.body.errors]).toEqual([201, undefined]);
  });
});

describe('a null where a schema allows none', () => {
  const part = z.strictObject({ kind: z.literal('a'), note: z.string().optional() });
  const schema = z.strictObject({
    needed: z.string(),
    optional: z.string().optional(),
    withDefault: z.int().default(7),
    nullable: z.string().nullable().optional(),
    list: z.array(z.strictObject({ on: z.string().optional() })).optional(),
    form: z.union([part, z.strictObject({ kind: z.literal('b') })]).optional(),
    chosen: z.discriminatedUnion('kind', [part]).optional(),
  });

  test.each([
    [
      { needed: 'x', optional: null },
      { needed: 'x', withDefault: 7 },
    ],
    [
      { needed: 'x', withDefault: null },
      { needed: 'x', withDefault: 7 },
    ],
    [
      { needed: 'x', nullable: null },
      { needed: 'x', withDefault: 7, nullable: null },
    ],
    [
      { needed: 'x', list: [{ on: null }, {}] },
      { needed: 'x', withDefault: 7, list: [{}, {}] },
    ],
    [
      { needed: 'x', form: { kind: 'a', note: null } },
      { needed: 'x', withDefault: 7, form: { kind: 'a' } },
    ],
    [
      { needed: 'x', chosen: { kind: 'a', note: null } },
      { needed: 'x', withDefault: 7, chosen: { kind: 'a' } },
    ],
  ])('%j is read as %j', (given, meant) => {
    const before = structuredClone(given);
    expect(readWithNulls(schema, given)).toMatchObject({ success: true, data: meant });
    expect(readWithNulls(schema, given).data).toEqual(meant);
    expect(given).toEqual(before);
  });

  test.each([
    [{ needed: null }, [['needed']]],
    [{ needed: 'x', list: [null] }, [['list', 0]]],
    [{ needed: null, optional: null, unknown: null }, [['needed'], []]],
    [{ needed: 'x', chosen: { kind: null } }, [['chosen', 'kind']]],
  ])('%j is refused at %j', (given, places) => {
    const read = readWithNulls(schema, given);
    expect(read.error?.issues.map(({ path }) => path)).toEqual(places);
  });

  test('a hundred thousand of them are read in one go', () => {
    const list = Array.from({ length: 100_000 }, () => ({ on: null }));
    expect(readWithNulls(schema, { needed: 'x', list }).data?.list).toHaveLength(100_000);
  });
});

describe('an empty text', () => {
  test.each([
    ['/v1/complaints', { ...LEAST, receivedOn: '' }, '/receivedOn'],
    ['/v1/complaints', { ...LEAST, receivedOn: '2024-09-03', summary: '  ' }, '/summary'],
    ['/v1/complaints', { ...LEAST, receivedOn: '2024-09-03', channel: '' }, '/channel'],
    [
      '/v1/complaints',
      { ...LEAST, receivedOn: '2024-09-03', complainant: { name: 'Mrs Nakamura', email: '' } },
      '/complainant/email',
    ],
    ['/v1/complaints', { ...LEAST, receivedOn: '2024-09-03', about: '' }, '/about'],
    [
      '/v1/timelines',
      { procedure: 'westfield', complaint: { receivedOn: '2024-09-03', channel: 'email' }, asAt: '' },
      '/asAt',
    ],
    ['/v1/contacts', { receivedOn: '2024-09-03', channel: 'phone', summary: 'Damp', kind: '' }, '/kind'],
  ])('to %s is refused: %j', async (path, sent, pointer) => {
    const { status, body } = await desk.caller.post(path, sent);
    // Of a channel the landlord's own are told as well.
    const detail = expect.stringMatching(/^is empty: (leave it out or )?give a value(; here: |$)/);
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ pointer, detail })]]);
  });

  test.each(['status=', 'limit=', 'receivedFrom=', 'handler=', 'text=', 'overdue=', 'sort=', 'cursor='])(
    'in a query is refused: %s',
    async (query) => {
      const { status, body } = await desk.caller.get(`/v1/complaints?${query}`);
      const pointer = `/${query.slice(0, -1)}`;
      expect([status, body.errors]).toEqual([
        400,
        [expect.objectContaining({ in: 'query', pointer, detail: EMPTY })],
      ]);
    },
  );

  test.each(['\u200b', '\u2060\ufeff', ' \u200e\u00ad ', '\u3164', '\u2800'])(
    'is what shows nothing: %j',
    async (blank) => {
      const { status, body } = await desk.caller.post('/v1/complaints', {
        ...LEAST,
        receivedOn: '2024-09-03',
        summary: blank,
        complainant: { name: blank, phone: blank },
      });
      expect(status).toBe(400);
      expect(body.errors.map(({ pointer, detail }: Record<string, string>) => [pointer, detail])).toEqual(
        ['/complainant/name', '/complainant/phone', '/summary'].map((pointer) => [
          pointer,
          expect.stringMatching(/^is empty: /),
        ]),
      );
    },
  );

  /**
   * Notes of published holidays, which GOV.UK gives empty, are taken as they come. A zone and a moment are held to more
   * than a length, and were tried above.
   */
  const APART = [/^Change\//, /^HolidayFeed\//, /\/zone$/, /\/asAt$/, /\/propertyNames$/];

  test('no text of any request may be empty, but those that are copied from GOV.UK', () => {
    const document = JSON.parse(readFileSync(join(__dirname, '../../../openapi/openapi.json'), 'utf8'));
    const found: string[] = [];
    const seen = new Set<string>();
    const walk = (node: unknown, path: string): void => {
      if (Array.isArray(node)) {
        for (const each of node) walk(each, path);
        return;
      }
      if (typeof node !== 'object' || node === null) return;
      const { $ref, type, ...rest } = node as Record<string, unknown>;
      if (typeof $ref === 'string') {
        const name = $ref.slice($ref.lastIndexOf('/') + 1);
        if (!seen.has(name)) walk(document.components.schemas[name], name);
        seen.add(name);
        return;
      }
      const isText = [type].flat().includes('string');
      const isBound = ['minLength', 'format', 'pattern', 'enum', 'const'].some((bound) => bound in rest);
      if (isText && !isBound) found.push(path);
      for (const [key, inner] of Object.entries(rest)) walk(inner, `${path}/${key}`);
    };
    for (const [path, methods] of Object.entries<Record<string, { requestBody?: unknown }>>(document.paths))
      for (const { requestBody } of Object.values(methods)) walk(requestBody, path);
    const others = found.filter((path) => !APART.some((known) => known.test(path)));
    expect(others).toEqual([]);
  });
});

describe('a control character', () => {
  const inName = (text: string) => ({ complainant: { name: text } });
  const inPhone = (phone: string) => ({ complainant: { name: 'Mrs Nakamura', phone } });
  test.each([
    ['/summary', (summary: string) => ({ summary })],
    ['/complainant/name', inName],
    ['/complainant/phone', inPhone],
  ])('is refused at %s', async (pointer, sent) => {
    for (const [text, point] of [
      ['a\u0001b', '0001'],
      ['\u001b[31mred', '001B'],
      ['a\u007f', '007F'],
      ['a\u0085b', '0085'],
    ] as const) {
      const given = { ...LEAST, receivedOn: '2024-09-03', ...sent(text) };
      const { status, body } = await desk.caller.post('/v1/complaints', given);
      expect([status, body.code, body.errors]).toEqual([
        400,
        'unsafe_text',
        [{ in: 'body', pointer, detail: `contains the control character U+${point}` }],
      ]);
    }
  });

  test('is refused in a query, and tabs and the ends of lines are taken in a description', async () => {
    const { status, body } = await desk.caller.get('/v1/complaints?text=a%01b');
    expect([status, body.code]).toEqual([400, 'unsafe_text']);
    const description = 'First:\tdamp\r\nSecond:\tmould\n';
    const logged = await desk.log({ receivedOn: '2024-09-03', description });
    expect(logged).toMatchObject({ description: description.trim() });
  });
});

describe('an e-mail address', () => {
  test.each(['a.tenant@example.org', ' Zoë@mÿl.example ', "o'hara+home@example.co.uk"])(
    '%s is taken',
    async (email) => {
      const { complainant } = await desk.log({
        receivedOn: '2024-09-03',
        complainant: { name: 'Z. O’Hara', email },
      });
      expect(complainant?.email).toBe(email.trim());
    },
  );

  test.each(['none', '07700 900123', 'a@b@c', 'a b@example.org', '@'])('%s is refused', async (email) => {
    const complainant = { name: 'Z. O’Hara', email };
    const representative = { name: 'Councillor J. Grey', email };
    const group = { name: 'Mill Lane', size: 2, members: [{ name: 'Z. O’Hara', email }] };
    const { status, body } = await desk.caller.post('/v1/complaints', {
      ...LEAST,
      receivedOn: '2024-09-03',
      complainant,
      representative,
      group,
    });
    const detail = 'must be an e-mail address, such as name@example.org';
    expect([status, body.errors]).toEqual([
      400,
      ['/complainant/email', '/representative/email', '/group/members/0/email'].map((pointer) =>
        expect.objectContaining({ pointer, detail }),
      ),
    ]);
  });

  test('a contact that an earlier release kept with another text becomes a complaint all the same', async () => {
    const person = { name: 'Z. O’Hara' };
    const { body } = await desk.post('/v1/contacts', {
      ...exampleNewContact,
      receivedOn: '2024-09-03',
      person,
    });
    await service.owner.query({
      text: `update contacts set person = person || '{"email": "none"}' where id = $1`,
      values: [body.id],
    });
    const made = await desk.post(`/v1/contacts/${body.id}/complaint`, {
      receivedOn: '2024-09-04',
      channel: 'phone',
    });
    await service.owner.query({
      text: `update contacts set person = person - 'email' where id = $1`,
      values: [body.id],
    });
    expect([made.status, made.body.complainant]).toEqual([201, { ...person, email: 'none' }]);
  });

  test('one that an earlier release stored is read as it was stored', async () => {
    await service.owner.query({
      text: `update parties set data = data || '{"email": "none"}' where complaint_id = $1 and role = 'complainant'`,
      values: [desk.complaint.id],
    });
    const { status, body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}`);
    expect([status, body.complainant.email]).toEqual([200, 'none']);
    await service.owner.query({
      text: `update parties set data = data - 'email' where complaint_id = $1 and role = 'complainant'`,
      values: [desk.complaint.id],
    });
  });
});
