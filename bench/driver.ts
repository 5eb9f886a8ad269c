import { Client } from 'pg';
import { complaintId, inHand, landlordId, landlordOf } from './numbering';
import type { BaselineRun } from './pgbench';
import { CONNECTIONS, LANDLORDS } from './settings';
import type { Varying } from './statements';
import { answerJobs } from './worker';

/** Where pgbench is not found: the same statement, named and prepared, from a bare loop over the driver. */
async function drive({
  url,
  statement,
  seconds,
  start,
  inHand: own,
  versionInHand,
}: BaselineRun): Promise<number> {
  const clients = Array.from({ length: CONNECTIONS }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const each = Math.floor(own.count / CONNECTIONS);
  let done = 0;
  const began = performance.now();
  const end = began + seconds * 1000;
  await Promise.all(
    clients.map(async (client, number) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        const complaint = inHand(own.first + (turn % each) * CONNECTIONS + number);
        const acts = Object.values(statement.vary).includes('complaint-in-hand');
        const varied: Record<Varying, unknown> = {
          landlord: landlordId(acts ? landlordOf(complaint) : Math.floor(Math.random() * LANDLORDS)),
          'new-complaint': complaintId(start + turn * CONNECTIONS + number).replace('0193', '0194'),
          'complaint-in-hand': complaintId(complaint),
          'version-in-hand': versionInHand + Math.floor(turn / each),
        };
        const values = statement.values.map((value, index) => {
          const varying = statement.vary[index + 1];
          return varying ? varied[varying] : value;
        });
        await client.query({ name: 'bench', text: statement.text, values });
        done += 1;
      }
    }),
  );
  const rate = (done * 1000) / (performance.now() - began);
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}

answerJobs(drive);
