import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startTestApp, type TestApp } from '../../support/app';

let service: TestApp;
let key: string;
beforeAll(async () => {
  service = await startTestApp(undefined, { http: { requestTimeoutMs: 600 } });
  key = await service.platformKey();
});
afterAll(() => service.stop());

interface Slow {
  readonly socket: Socket;
  readonly answered: Promise<string>;
}

/** Sends the beginning, then a byte each tenth of a second for as long as it is listened to. */
function drip(beginning: string, byte: string): Slow {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  socket.write(beginning);
  const timer = setInterval(() => socket.writable && socket.write(byte), 100);
  const answered = once(socket, 'close').then(() => {
    clearInterval(timer);
    return answer;
  });
  return { socket, answered };
}

test('headers that come a byte at a time are cut off with 408', async () => {
  const { answered } = drip('GET /v1/landlords HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'a');
  const answer = await answered;
  expect(answer).toContain('HTTP/1.1 408 ');
  expect(answer).toContain('"code":"request_timeout"');
});

test('a body that comes a byte at a time is cut off with 408, and nothing of it is done', async () => {
  const body = JSON.stringify({ name: 'Mill Lane Homes', division: 'scotland' });
  const head = `POST /v1/landlords HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length + 100}\r\n\r\n`;
  const answer = await drip(head + body, ' ').answered;
  expect(answer).toContain('HTTP/1.1 408 ');
  expect((await service.as(key).get('/v1/landlords')).body.items).toEqual([]);
});

test('two hundred slow connections keep nobody else waiting, and all are cut off', async () => {
  const slow = Array.from({ length: 200 }, () =>
    drip('GET /v1/landlords HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'a'),
  );
  const between = await service.as(key).get('/v1/landlords');
  expect(between.status).toBe(200);
  const answers = await Promise.all(slow.map(({ answered }) => answered));
  expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 408 '))).toEqual([]);
});
