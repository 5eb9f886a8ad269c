import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk } from '../../support/landlord-desk';
import { countRows, expectWholeRecord } from '../../support/whole-record';

/** Conventions of clients and proxies: compression, charsets, `Accept`, slashes, and references as people type them. */

let service: TestApp;
let desk: Desk;
let authorization: string;
let path: string;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  path = `/v1/complaints/${(await desk.log({ receivedOn: '2024-09-02' })).id}`;
  authorization = `Bearer ${await service.key(desk.landlordId, ['complaints-officer', 'landlord-admin'])}`;
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Nothing but these headers and bytes, and the answer as it came: other clients add headers and decompress. */
function exchange(to: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>(
    (resolve, reject) => {
      const sent = request(service.url + to, { method, headers: { authorization, ...headers } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    },
  );
}

const jsonOf = ({ bytes }: { bytes: Buffer }) => JSON.parse(bytes.toString());

describe('compression', () => {
  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])(
    'an answer comes as %s to a caller who asks, with the same words under a weak tag',
    async (encoding, read) => {
      const plain = await exchange(path);
      expect([plain.headers['content-encoding'], plain.headers.etag]).toEqual([
        undefined,
        expect.stringMatching(/^"1\./),
      ]);
      const small = await exchange(path, { headers: { 'accept-encoding': encoding } });
      expect([small.status, small.headers['content-encoding'], small.headers.etag]).toEqual([
        200,
        encoding,
        `W/${plain.headers.etag}`,
      ]);
      expect(small.headers.vary).toMatch(/accept-encoding/i);
      expect(read(small.bytes).equals(plain.bytes)).toBe(true);
      expect(small.bytes.length).toBeLessThan(plain.bytes.length / 2);
    },
  );

  test('the weak tag of a compressed answer is good for a read and for a change', async () => {
    const { headers } = await exchange(path, { headers: { 'accept-encoding': 'gzip' } });
    const tag = String(headers.etag);
    const again = await exchange(path, { headers: { 'accept-encoding': 'gzip', 'if-none-match': tag } });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    const note = await desk.post(`${path}/notes`, { note: 'Rang, no answer' }).set('If-Match', tag);
    expect(note.status).toBe(201);
  });

  test('what is small, and what a caller did not ask to have compressed, comes as it is', async () => {
    for (const to of ['/health/live', path]) {
      const { headers } = await exchange(to, {
        headers: to === path ? { 'accept-encoding': 'zstd' } : { 'accept-encoding': 'gzip' },
      });
      expect([to, headers['content-encoding']]).toEqual([to, undefined]);
    }
  });

  test('a problem is compressed like any other answer', async () => {
    const { status, headers, bytes } = await exchange('/v1/complaints', {
      method: 'POST',
      headers: { 'accept-encoding': 'gzip', 'content-type': 'application/json' },
      body: JSON.stringify({
        complainant: { a: 1, b: 2, c: 3, d: 4 },
        categories: [1, 2, 3, 4, 5, 6],
        tenure: 5,
      }),
    });
    expect([status, headers['content-encoding']]).toEqual([400, 'gzip']);
    expect(JSON.parse(gunzipSync(bytes).toString()).code).toBe('invalid_request');
  });
});

describe('a body in another form', () => {
  const body = JSON.stringify({ ...LEAST, receivedOn: '2024-09-02' });

  test.each([
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync(body), 'Content-Encoding: gzip. Send it as it is.'],
    ['two encodings', { 'content-encoding': 'gzip, br' }, gzipSync(body), 'Content-Encoding: gzip, br.'],
    ['ISO 8859-1', {}, Buffer.from(body, 'latin1'), 'the charset iso-8859-1. Send JSON in UTF-8.'],
    ['two charsets', {}, Buffer.from(body), 'more than one charset.'],
    ['UTF-16', {}, Buffer.from(body, 'utf16le'), 'the charset utf-16.'],
  ])('in %s is 415, which names it, and nothing is stored', async (name, headers, bytes, said) => {
    const one = /ISO|UTF-16/.test(name) ? `; charset=${name.toLowerCase().replace('iso ', 'iso-')}` : '';
    const charset = name === 'two charsets' ? ';charset=utf-8;charset=utf-16' : one;
    const before = await countRows(service.owner);
    const answer = await exchange('/v1/complaints', {
      method: 'POST',
      headers: { 'content-type': `application/json${charset}`, ...headers },
      body: bytes,
    });
    const { code, detail, allowed } = jsonOf(answer);
    expect([answer.status, code, detail]).toEqual([
      415,
      'unsupported_media_type',
      expect.stringContaining(said),
    ]);
    expect(allowed).toEqual({
      contentType: ['application/json'],
      charset: ['utf-8'],
      contentEncoding: ['identity'],
    });
    expect(await countRows(service.owner)).toEqual(before);
  });

  test.each(['; charset=utf-8', ';charset="UTF-8"', '; charset=us-ascii', ''])(
    'as application/json%s is taken',
    async (parameters) => {
      const logged = await exchange('/v1/timelines', {
        method: 'POST',
        headers: { 'content-type': `application/json${parameters}`, 'content-encoding': 'identity' },
        body: '{}',
      });
      expect([logged.status, jsonOf(logged).code]).toEqual([400, 'invalid_request']);
    },
  );
});

test('a read is answered whatever its headers say of a body that it has not', async () => {
  const headers = { 'content-type': 'application/json; charset=iso-8859-1', 'content-encoding': 'gzip' };
  expect((await exchange(path, { headers })).status).toBe(200);
});

describe('Accept', () => {
  test.each([
    'text/csv',
    'text/html',
    'application/xml;q=0.9, text/csv',
    'application/json;q=0',
    'text/csv, application/json; q=0',
  ])('%s is 406, and says what is to be had', async (accept) => {
    const answer = await exchange(path, { headers: { accept } });
    expect([answer.status, answer.headers['content-type']]).toEqual([
      406,
      'application/problem+json; charset=utf-8',
    ]);
    const { code, detail, allowed } = jsonOf(answer);
    expect([code, allowed]).toEqual(['not_acceptable', { mediaTypes: ['application/json'] }]);
    expect(detail).toBe(`This is to be had as application/json, and not as ${accept}.`);
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;odata.metadata=minimal, text/plain;q=0.1',
    'application/*',
    'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2',
    '*',
    '',
    'application/problem+json, application/json',
  ])('“%s” is answered', async (accept) => {
    expect((await exchange(path, { headers: { accept } })).status).toBe(200);
  });

  test('nothing is written for a caller who could not read the answer', async () => {
    const before = await countRows(service.owner);
    const { status } = await exchange('/v1/complaints', {
      method: 'POST',
      headers: { accept: 'text/csv', 'content-type': 'application/json' },
      body: JSON.stringify({ ...LEAST, receivedOn: '2024-09-02' }),
    });
    expect(status).toBe(406);
    expect(await countRows(service.owner)).toEqual(before);
  });

  test('figures for monitoring come as text to what Prometheus asks for, and to nobody as JSON', async () => {
    const prometheus =
      'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1';
    expect((await exchange('/metrics', { headers: { accept: prometheus } })).status).toBe(200);
    expect((await exchange('/metrics', { headers: { accept: 'application/json' } })).status).toBe(406);
  });
});

describe('addresses as people and tools write them', () => {
  test('a slash at the end changes nothing', async () => {
    const [plain, slashed] = [await exchange(path), await exchange(`${path}/`)];
    expect([slashed.status, jsonOf(slashed)]).toEqual([200, jsonOf(plain)]);
    expect((await exchange('/health/live/')).status).toBe(200);
    const wrong = await exchange(`${path}/`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('a reference in small letters and an id in capitals name the same complaint, in the access log too', async () => {
    const { id, reference } = desk.complaint;
    for (const name of [reference.toLowerCase(), id.toUpperCase()]) {
      const { status, body } = await desk.caller.get(`/v1/complaints/${name}`);
      expect([name, status, body.id]).toEqual([name, 200, id]);
      const acted = await desk.post(`/v1/complaints/${name}/notes`, { note: 'Rang, no answer' });
      expect([name, acted.status]).toEqual([name, 201]);
    }
  });

  test('the root tells a program where everything is, and sends a browser to the page', async () => {
    const told = await exchange('/');
    expect([told.status, jsonOf(told)]).toEqual([
      200,
      {
        documentation: '/docs',
        description: '/openapi.json',
        api: '/v1',
        live: '/health/live',
        ready: '/health/ready',
      },
    ]);
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
    const sent = await exchange('/', { headers: { accept: browser } });
    expect([sent.status, sent.headers.location]).toEqual([302, 'docs']);
    const html = await exchange('/', { headers: { accept: 'text/html' } });
    expect([html.status, html.headers.location]).toEqual([302, 'docs']);
    const page = await exchange(`/${sent.headers.location}`, { headers: { accept: browser } });
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
  });
});
