import { type Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { HostileRequest } from './requests';

export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Longer than any statement of the service may take; a request that is not answered by then hangs. */
const PATIENCE_MS = 20_000;

/** As written, where an HTTP library would tidy up the path. Null where the service closed the connection instead. */
export function sendRaw(agent: Agent, url: string, hostile: HostileRequest): Promise<RawAnswer | null> {
  const { hostname, port } = new URL(url);
  const { method, path, headers, body } = hostile;
  return new Promise((resolve, reject) => {
    const asked = request(
      { agent, hostname, port, method, path, headers, timeout: PATIENCE_MS },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            text: decoded(Buffer.concat(chunks), answer.headers['content-encoding']),
          }),
        );
        answer.on('error', () => resolve(null));
      },
    );
    asked.on('timeout', () => reject(new Error(`Not answered: ${method} ${path.slice(0, 200)}`)));
    // Told before the body was read that it is too large, a client may find the connection closed while it sends.
    asked.on('error', () => resolve(null));
    asked.end(body ?? undefined);
  });
}

/** Some of the hostile headers ask for gzip, and what leaks has to be seen through it. */
function decoded(bytes: Buffer, encoding: string | undefined): string {
  return (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}
