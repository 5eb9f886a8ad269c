import { openDatabase } from '../../src/db/connection/client';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { telling } from '../../src/tracing/delivery';
import { startTracing, type Tracing } from '../../src/tracing/start';
import type { TracingSettings } from '../../src/tracing/settings';
import { type Served, serve, startTestApp, type TestApp } from '../support/app';
import { type Collector, type ReceivedSpan, startCollector } from './trace-collector';
import { LEAST } from '../support/landlord-desk';
import { shipped } from '../../src/policy/procedures';

const SERVER = 2;
const CLIENT = 3;
const ERROR = 2;
const OF_THE_CALLER = '4bf92f3577b34da6a3ce929d0e0e4736';
const NOWHERE = 'http://127.0.0.1:1/v1/traces';

let service: TestApp;
let landlordId: string;
let key: string;
beforeAll(async () => {
  service = await startTestApp();
  landlordId = await service.landlord();
  key = await service.key(landlordId, ['complaints-officer', 'landlord-admin'], { name: 'Housing system' });
  const document = shipped('westfield');
  const published = await service.as(key).put(`/v1/policies/${document!.version}`, document!);
  expect(published.status).toBe(201);
});
afterAll(() => service.stop());

interface Traced extends Served {
  readonly tracing: Tracing;
  readonly trouble: [lost: number, error: unknown][];
  /** Ends the tracing, so that all there is has been delivered. */
  spans(): Promise<ReceivedSpan[]>;
}

/** The same service once more, with traces. */
async function traced(
  collector: Collector | null,
  settings: Partial<TracingSettings> = {},
  databaseUrl = service.databaseUrl,
): Promise<Traced> {
  const trouble: [number, unknown][] = [];
  const url = collector ? `${collector.url}/v1/traces` : NOWHERE;
  const tracing = startTracing(
    { url, protocol: 'http/json', sampler: 'parentbased_always_on', ratio: 1, ...settings },
    (lost, error) => trouble.push([lost, error]),
  );
  const database = openDatabase({
    url: databaseUrl,
    role: SERVICE_ROLE,
    timed: tracing.spans.step,
  });
  const served = await serve(database, undefined, { beginSpan: tracing.spans.ofRequest });
  return {
    ...served,
    tracing,
    trouble,
    async spans() {
      await tracing.stop(10_000);
      return collector?.spans() ?? [];
    },
    async stop() {
      await served.stop();
      await database.close();
    },
  };
}

const logComplaint = (to: Served) =>
  to
    .as(key)
    .post('/v1/complaints', { ...LEAST, receivedOn: '2026-03-02' })
    .set('X-Request-Id', 'crm-2026-03-02.78');

test('a request is a span of its caller’s trace, with its statements below it by name', async () => {
  const collector = await startCollector();
  const app = await traced(collector);
  const { status } = await logComplaint(app)
    .set('traceparent', `00-${OF_THE_CALLER}-00f067aa0ba902b7-01`)
    .set('tracestate', 'crm=t61rcWkgMzE')
    .set('Idempotency-Key', 'a-traced-one');
  expect(status).toBe(201);
  const spans = await app.spans();
  const [request, ...others] = spans.filter(({ kind }) => kind === SERVER);
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    name: 'POST /v1/complaints',
    traceId: OF_THE_CALLER,
    parentSpanId: '00f067aa0ba902b7',
    traceState: 'crm=t61rcWkgMzE',
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/v1/complaints',
      'http.response.status_code': 201,
      'redress.request_id': 'crm-2026-03-02.78',
      'redress.landlord_id': landlordId,
      'redress.key_id': expect.any(String),
    },
  });
  expect(Object.keys(request!.attributes)).toHaveLength(6);
  const steps = spans.filter(({ kind }) => kind === CLIENT);
  const names = steps.map(({ name }) => name);
  // Read after the body, in the handler and in its transaction alike.
  expect(names).toEqual(
    expect.arrayContaining([
      'begin',
      'claim-idempotency-key',
      'log-complaint',
      'keep-idempotent-answer',
      'commit',
    ]),
  );
  for (const step of steps) {
    expect(step).toMatchObject({ traceId: OF_THE_CALLER, parentSpanId: request!.spanId });
    expect(step.attributes).toEqual({ 'db.system.name': 'postgresql', 'db.query.summary': step.name });
  }
  await app.stop();
  await collector.stop();
});

test('a read on a condition that still stands asks for the version and for nothing else', async () => {
  const collector = await startCollector();
  const app = await traced(collector);
  const { body, headers } = await logComplaint(app);
  const path = `/v1/complaints/${body.reference}`;
  const { status } = await app
    .as(key)
    .get(path)
    .set('If-None-Match', headers.etag ?? '')
    .set('traceparent', `00-${OF_THE_CALLER}-00f067aa0ba902b7-01`);
  expect(status).toBe(304);
  const spans = await app.spans();
  const asked = spans.filter(({ kind, traceId }) => kind === CLIENT && traceId === OF_THE_CALLER);
  expect(asked.map(({ name }) => name)).toEqual(['complaint-version-by-reference']);
  await app.stop();
  await collector.stop();
});

test('no span holds a name, a text, a query, a path as written, a key or a value of a statement', async () => {
  const collector = await startCollector();
  const app = await traced(collector);
  const logged = await logComplaint(app);
  await app.as(key).get(`/v1/complaints/${logged.body.id}?expand=Nakamura`);
  await app.as(key).get('/v1/complaints?text=Nakamura');
  await app.as(key).get('/v1/Nakamura');
  await app.as(key).get(`/v1/complaints/${logged.body.reference}`);
  const spans = await app.spans();
  expect(spans.filter(({ kind }) => kind === SERVER).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['GET', 'GET /v1/complaints', 'GET /v1/complaints/:id']),
  );
  const sent = Buffer.concat(collector.bodies).toString();
  for (const secret of ['Nakamura', 'Damp', 'Housing system', key, logged.body.id, logged.body.reference])
    expect(sent).not.toContain(secret);
  await app.stop();
  await collector.stop();
});

test('a request without a trace begins one, which stands on every log line it causes', async () => {
  const collector = await startCollector();
  const app = await traced(collector);
  await app.as('rdr_wrong').get('/v1/complaints').set('X-Request-Id', 'no-trace-0001');
  await logComplaint(app).set('traceparent', `00-${OF_THE_CALLER}-00f067aa0ba902b7-00`);
  const spans = await app.spans();
  const lines = app.log.filter(({ requestId }) => requestId === 'no-trace-0001');
  expect(lines.map(({ msg }) => msg)).toEqual(['credentials refused', 'request']);
  const [span] = spans;
  for (const line of lines) expect(line.traceId).toBe(span?.traceId);
  // The second caller said that its trace is not recorded: that holds for its part here too, and the log still names it.
  expect(spans).toHaveLength(1);
  expect(app.log.find(({ requestId }) => requestId === 'crm-2026-03-02.78')?.traceId).toBe(OF_THE_CALLER);
  await app.stop();
  await collector.stop();
});

test('a database that is away shows in the span, by its code', async () => {
  const collector = await startCollector();
  const app = await traced(collector, {}, 'postgres://nobody@127.0.0.1:1/none');
  expect((await app.as(key).get('/v1/complaints')).status).toBe(503);
  const spans = await app.spans();
  expect(spans.find(({ kind }) => kind === SERVER)).toMatchObject({
    status: { code: ERROR },
    attributes: { 'http.response.status_code': 503, 'error.type': '503' },
  });
  expect(spans.find(({ name }) => name === 'wait for a connection')).toMatchObject({
    kind: CLIENT,
    status: { code: ERROR },
    attributes: { 'error.type': 'ECONNREFUSED' },
  });
  await app.stop();
  await collector.stop();
});

test('probes and scrapes leave no span', async () => {
  const collector = await startCollector();
  const app = await traced(collector);
  for (const path of ['/health/live', '/health/ready', '/metrics'])
    expect((await app.as().get(path)).status).toBe(200);
  expect(await app.spans()).toEqual([]);
  await app.stop();
  await collector.stop();
});

test('a share of the traces is taken where one is set; nothing is with always_off', async () => {
  const collector = await startCollector();
  const none = await traced(collector, { sampler: 'always_off' });
  const share = await traced(collector, { sampler: 'parentbased_traceidratio', ratio: 0 });
  for (const app of [none, share]) {
    expect((await logComplaint(app)).status).toBe(201);
    expect(await app.spans()).toEqual([]);
    await app.stop();
  }
  await collector.stop();
});

test('a collector that is away, or takes and never answers, holds up no request and no stop', async () => {
  const silent = await startCollector(null);
  // So that nothing is still being tried when the test is over; the stop does not wait for it.
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '1000';
  for (const collector of [null, silent]) {
    const app = await traced(collector);
    for (let n = 0; n < 5; n += 1) expect((await logComplaint(app)).status).toBe(201);
    const told = performance.now();
    await app.tracing.stop(300);
    expect(performance.now() - told).toBeLessThan(2_000);
    await app.stop();
  }
  delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
  await silent.stop();
});

test('spans that a collector refuses are told of, with how many they were', async () => {
  const refusing = await startCollector(400);
  const app = await traced(refusing);
  expect((await logComplaint(app)).status).toBe(201);
  await app.tracing.stop(10_000);
  expect(app.trouble).toEqual([[refusing.spans().length, expect.objectContaining({ code: 400 })]]);
  await app.stop();
  await refusing.stop();
});

test('a minute passes between two words about lost spans, and the second has those in between', () => {
  const words: number[] = [];
  let elapsed = 0;
  const lost = { code: 1 };
  const away = {
    export: (_: unknown[], done: (result: typeof lost) => void) => done(lost),
    shutdown: async () => undefined,
  };
  const exporter = telling(
    away,
    (count) => words.push(count),
    () => elapsed,
  );
  for (elapsed of [0, 5_000, 59_999, 60_000]) exporter.export([], () => undefined);
  expect(words).toEqual([0, 0]);
});
