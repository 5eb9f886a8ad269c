import { connect, type Socket } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LENGTH = Buffer.from('content-length: ');
const CARRIAGE_RETURN = 13;

/**
 * One keep-alive connection with one request at a time. A bare socket and not an HTTP client: on two cores the load
 * generator takes its time from what it measures, so it reads no more of an answer than status and length.
 */
export class Connection {
  private received: Buffer = Buffer.alloc(0);
  private waiting: { answer(status: number): void; fail(error: Error): void } | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('error', (error) => this.waiting?.fail(error));
    socket.on('close', () => this.waiting?.fail(new Error('The connection was closed before the answer')));
  }

  static open(host: string, port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port }, () => {
        socket.off('error', reject);
        resolve(new Connection(socket));
      });
      socket.once('error', reject);
    });
  }

  /** Sends the request and answers with the status once the whole response is in. */
  ask(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting = { answer: resolve, fail: reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const head = this.received.indexOf(END_OF_HEAD);
    if (head < 0) return;
    const at = this.received.indexOf(LENGTH) + LENGTH.length;
    const length = Number(this.received.toString('latin1', at, this.received.indexOf(CARRIAGE_RETURN, at)));
    if (this.received.length < head + END_OF_HEAD.length + length) return;
    const status = Number(this.received.toString('latin1', 9, 12));
    this.received = Buffer.alloc(0);
    const { waiting } = this;
    this.waiting = null;
    waiting?.answer(status);
  }
}
