import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** A process of its own that does one kind of work, so that nothing measured shares a thread with what measures it. */
export interface Worker<Job, Result> {
  ask(job: Job): Promise<Result>;
  stop(): void;
}

type Answer<Result> = { readonly result: Result } | { readonly error: string };

export function startWorker<Job, Result>(file: string): Worker<Job, Result> {
  const child: ChildProcess = fork(join(__dirname, file), {
    execArgv: ['-r', join(__dirname, '../scripts/typescript.cjs')],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    ask: (job) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`${file} ended with ${code}`));
        child.once('exit', ended);
        child.once('message', (answer: Answer<Result>) => {
          child.off('exit', ended);
          if ('result' in answer) resolve(answer.result);
          else reject(new Error(`${file}: ${answer.error}`));
        });
        child.send(job as object);
      }),
    stop: () => child.kill(),
  };
}

/** The worker's side. */
export function answerJobs<Job, Result>(work: (job: Job) => Promise<Result>): void {
  process.on('message', (job: Job) => {
    work(job).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
