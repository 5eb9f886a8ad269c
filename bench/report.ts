import type { Measured, ServicePath } from './measure';

const LABEL: Readonly<Record<ServicePath, string>> = {
  read: 'read one',
  worklist: 'worklist of 50',
  log: 'log a complaint',
  act: 'act (outcome)',
};
const AT_LEAST: Readonly<Record<ServicePath, number>> = { read: 0.3, worklist: 0.45, log: 0.45, act: 0.45 };
const P99_BELOW_MS = 25;
const MEMORY_BELOW_MB = 150;
const SCALED_AT_LEAST = 0.85;

const COLUMNS = [16, 10, 7, 7, 7, 13, 7, 6, 13, 16] as const;

/** One line a path, and beside each figure what it should be. */
export function table(measured: readonly Measured[], bareName: string): string {
  const head = row([
    'path',
    'requests/s',
    'cpu ms',
    'p50 ms',
    'p99 ms',
    'compared with',
    'per s',
    'ratio',
    'target',
    'p99 half load',
  ]);
  const lines = measured.map(({ path, service, baseline, halfLoad, processor }) => {
    const ratio = service.perSecond / baseline;
    return row([
      LABEL[path],
      service.perSecond.toFixed(0),
      processor.toFixed(2),
      service.p50.toFixed(1),
      service.p99.toFixed(1),
      path === 'read' ? 'bare Fastify' : bareName,
      baseline.toFixed(0),
      ratio.toFixed(2),
      `${AT_LEAST[path].toFixed(2)} ${verdict(ratio >= AT_LEAST[path])}`,
      `${halfLoad.p99.toFixed(1)} ms ${verdict(halfLoad.p99 < P99_BELOW_MS)}`,
    ]);
  });
  return [head, ...lines].join('\n');
}

export const memoryLine = (megabytes: number): string =>
  `Memory of the service: ${megabytes.toFixed(0)} MB (under ${MEMORY_BELOW_MB}: ${verdict(megabytes < MEMORY_BELOW_MB)})`;

export function scaleLines(before: readonly Measured[], after: readonly Measured[]): string {
  const lines = after.map(({ path, service }) => {
    const earlier = before.find((known) => known.path === path);
    const ratio = service.perSecond / (earlier?.service.perSecond ?? Number.NaN);
    return `  ${LABEL[path].padEnd(18)}${ratio.toFixed(2)} of itself (at least ${SCALED_AT_LEAST}: ${verdict(ratio >= SCALED_AT_LEAST)})`;
  });
  return ['At ten times the complaints:', ...lines].join('\n');
}

const verdict = (met: boolean): string => (met ? 'met' : 'NOT met');

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => (index === 0 ? cell.padEnd(COLUMNS[0]) : cell.padStart(COLUMNS[index] ?? 8)))
    .join('  ');
}
