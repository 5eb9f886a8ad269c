import { verifyRecord } from '../complaints/verification/verify';
import { findSeal } from '../db/integrity/chain';
import type { Database } from '../db/connection/client';
import type { RecordFault } from '../db/integrity/fault';
import { systemNow } from './system-clock';

/** A seal as it was kept elsewhere. */
export interface KeptSeal {
  readonly n: number;
  readonly hash: string;
}

/** Prints what is wrong with the record of a landlord, as it is found, and then how much there is; how many faults. */
export async function printVerification(
  database: Database,
  landlordId: string,
  seal: KeptSeal | null,
): Promise<number> {
  const progress = progressLine();
  const print = (...parts: string[]) => {
    progress.clear();
    console.log([landlordId, ...parts].join('  '));
  };
  const { extent, faults, waiting, later } = await verifyRecord({ database, now: systemNow }, landlordId, {
    onFault: (fault) => print(...wordsOf(fault)),
    onProgress: (looked, of) => progress.show(`${landlordId}  ${looked} of ${of}`),
  });
  const kept = seal && (await findSeal(database, landlordId, seal.n));
  const differs = seal !== null && kept?.hash !== seal.hash;
  if (differs) print('seal-differs', String(seal.n), `the record has ${kept?.hash ?? 'no such seal'}`);
  const { complaints, events, contacts, contactEvents, seals } = extent;
  if (waiting > 0) print(`${waiting} complaints wait for their state to be made anew from their events`);
  if (later > 0) print(`${later} complaints have a state of a later release, which alone can verify it`);
  print(
    `${complaints} complaints, ${events} events, ${contacts} contacts, ${contactEvents} events of contacts, ${seals} seals: ${faults} faults`,
  );
  return faults + (differs ? 1 : 0);
}

function wordsOf({ fault, of, sequence, difference }: RecordFault): string[] {
  return [
    fault,
    of,
    ...(sequence === null ? [] : [`event ${sequence}`]),
    ...(difference === null
      ? []
      : [difference.at, `kept: ${difference.kept}, by its events: ${difference.replayed}`]),
  ];
}

const TO_THE_BEGINNING_AND_EMPTY = '\r\u001b[K';

/** How far it has come, for somebody who waits at a terminal; nothing of it is left in what is printed. */
function progressLine() {
  const { isTTY } = process.stderr;
  return {
    show: (line: string) => isTTY && process.stderr.write(`${TO_THE_BEGINNING_AND_EMPTY}${line}`),
    clear: () => isTTY && process.stderr.write(TO_THE_BEGINNING_AND_EMPTY),
  };
}
