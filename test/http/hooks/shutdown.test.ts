import { once } from 'node:events';
import { connect } from 'node:net';
import { openDatabase } from '../../../src/db/connection/client';
import { startTestApp } from '../../support/app';
import { backendsWaiting } from '../../support/wait-until';

const UNAVAILABLE = /HTTP\/1\.1 503[\s\S]*retry-after: 5[\s\S]*"code":"unavailable"/;

test.each([
  ['/v1/landlords', 'told to try again', '503', UNAVAILABLE],
  ['/health/ready', 'told that the service is not ready', '503', UNAVAILABLE],
  ['/health/live', 'told that the service is live', '200', /\{"status":"live"\}/],
])(
  'while it shuts down, what is under way is finished, and who still asks for %s is %s',
  async (path, _, status, answer) => {
    const service = await startTestApp();
    const key = await service.platformKey();
    await service.as(key).get('/v1/landlords');
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    const closed = once(socket, 'close');
    let answers = '';
    socket.on('data', (chunk) => {
      answers += chunk;
    });
    const request = (asked: string) =>
      `GET ${asked} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`;

    const owner = openDatabase({ url: service.databaseUrl, poolSize: 1 });
    const locking = await owner.pool.connect();
    // The first request waits for this lock, so it is surely under way when the service is told to stop.
    await locking.query('begin; lock table landlords in access exclusive mode');
    socket.write(request('/v1/landlords'));
    await backendsWaiting(service.owner, 1);
    const closing = service.app.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write(request(path));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await locking.query('commit');
    locking.release();
    await owner.close();
    await closed;
    await closing;
    expect([...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, each]) => each)).toEqual(['200', status]);
    expect(answers).toMatch(answer);
    await service.stop();
  },
);
