import { once } from 'node:events';
import { connect } from 'node:net';
import { startTestApp, type TestApp } from '../../support/app';

let service: TestApp;
let key: string;
beforeAll(async () => {
  service = await startTestApp();
  key = await service.key(await service.landlord(), ['reader']);
});
afterAll(() => service.stop());

/** The status and the problem that raw header lines get. */
async function answerTo(lines: readonly string[], path = '/v1/complaints') {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.write(`GET ${path} HTTP/1.1\r\n${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  await once(socket, 'close');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const { code, errors } = JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1));
  return [Number(head.split(' ')[1]), code, errors];
}

const filler = (count: number) => Array.from({ length: count }, (_, n) => `a${n.toString(36)}:`);
const authorization = () => `Authorization: Bearer ${key}`;

test('none of a thousand header lines is dropped, and one more is 431', async () => {
  // With the host, the key and the last that says how the connection ends.
  expect(await answerTo(['Host: x', ...filler(997), authorization()])).toEqual([200, undefined, undefined]);
  for (const path of ['/v1/complaints', '/health/live', '/nowhere'])
    expect(await answerTo(['Host: x', ...filler(998), authorization()], path)).toEqual([
      431,
      'headers_too_large',
      undefined,
    ]);
  expect((await answerTo(['Host: x', ...filler(2500), authorization()]))[0]).toBe(431);
});

test.each([
  ['Host: x', 'host: y', '/host'],
  ['Host: x', 'HOST: x', '/host'],
  ['Authorization: Bearer a', 'authorization: Bearer b', '/authorization'],
  ['Content-Type: application/json', 'Content-Type: text/plain', '/content-type'],
])('a request with %s and %s is refused', async (first, second, pointer) => {
  const host = first.startsWith('Host') ? [] : ['Host: x'];
  for (const path of ['/v1/complaints', '/health/live', '/nowhere'])
    expect(await answerTo([...host, first, 'X-Between: y', second], path)).toEqual([
      400,
      'invalid_request',
      [{ in: 'header', pointer, detail: 'is there more than once' }],
    ]);
});
