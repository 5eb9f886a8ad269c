import { fork } from 'node:child_process';
import { join } from 'node:path';
import { landlordYear } from './landlord-year';
import { type Core, CORE } from './life';
import { faultInLines, lastLine, type Sum } from './report';
import type { Settings } from './settings';
import { shortest } from './shortest';

/** A fault of the core mostly shows in many years; the first few say it. */
const MOST_FAULTS = 3;
const SECONDS_TO_SHORTEN = 20;
const NOTHING: Sum = { years: 0, complaints: 0, acts: 0, faults: [] };

/** Lives the years of these seeds one after another, and shortens what it finds. */
export function live({ years, seed, procedure }: Settings, core: Core = CORE): Sum {
  let sum = NOTHING;
  while (sum.years < years && sum.faults.length < MOST_FAULTS) {
    const { complaints, acts, found } = landlordYear(seed + sum.years, procedure, core);
    const faults = found ? [shortest(found, SECONDS_TO_SHORTEN, core)] : [];
    sum = together(sum, { years: 1, complaints, acts, faults });
  }
  return sum;
}

const together = (a: Sum, b: Sum): Sum => ({
  years: a.years + b.years,
  complaints: a.complaints + b.complaints,
  acts: a.acts + b.acts,
  faults: [...a.faults, ...b.faults],
});

/** Each process has years next to each other, so that a seed names the same year however many there are. */
export function shares(settings: Settings): Settings[] {
  const { years, seed, processes } = settings;
  const upTo = (n: number) => Math.floor((years * n) / processes);
  const all = Array.from({ length: processes }, (_, n) => ({
    ...settings,
    years: upTo(n + 1) - upTo(n),
    seed: seed + upTo(n),
    processes: 1,
  }));
  return all.filter((share) => share.years > 0);
}

/** Lives the years of one share in a process of its own. */
const inAnother = (share: Settings): Promise<Sum> =>
  new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'share.ts'));
    child.once('message', (sum) => resolve(sum as Sum));
    child.once('exit', (code) => reject(new Error(`A process ended with ${code} before its years did.`)));
    child.send(share);
  });

/** A whole run. Gives the exit status: 1 where a rule was broken. */
export async function simulate(
  settings: Settings,
  say: (line: string) => void,
  core: Core = CORE,
): Promise<0 | 1> {
  say(`${settings.years} landlord-years from seed ${settings.seed}`);
  const here = settings.processes === 1;
  const sums = here ? [live(settings, core)] : await Promise.all(shares(settings).map(inAnother));
  const sum = sums.reduce(together, NOTHING);
  for (const found of sum.faults) say(`\n${faultInLines(found)}\n`);
  say(lastLine(sum));
  return sum.faults.length > 0 ? 1 : 0;
}
