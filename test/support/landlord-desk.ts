import type { Problem } from '../../src/http/problems/problem';
import type { ComplaintView } from '../../src/http/schemas/complaint';
import type { ClockKind } from '../../src/policy/document/clock-kinds';
import type { PolicyDocument } from '../../src/policy/document/document';
import { shipped } from '../../src/policy/procedures';
import type { Role } from '../../src/policy/rules/roles';
import type { Caller, TestApp } from './app';

type Body = Record<string, unknown>;
type Clock = ComplaintView['clocks'][number];

/** The least a complaint needs beside its dates. */
export const LEAST = {
  channel: 'email',
  complainant: { name: 'Mrs Nakamura' },
  summary: 'Damp in the bedroom since March',
};

/** One landlord's complaints team at work over HTTP, with the complaint it has in hand. */
export class Desk {
  /** The complaint as the last answer showed it. */
  complaint!: ComplaintView;
  /** Every free text and particular sent so far: none of them may turn up in an event or a log line. */
  readonly confidences = new Set<string>();

  constructor(
    readonly service: TestApp,
    readonly landlordId: string,
    readonly caller: Caller,
  ) {}

  async log(body: Body = {}): Promise<ComplaintView> {
    const { status, body: answer } = await this.post('/v1/complaints', { ...LEAST, ...body });
    expect({ status, ...(status === 201 ? {} : answer) }).toEqual({ status: 201 });
    this.complaint = answer;
    return answer;
  }

  async act(act: string, body: Body = {}): Promise<ComplaintView> {
    const { status, body: answer } = await this.post(this.path(act), body);
    expect({ act, status, ...(status === 201 ? {} : answer) }).toEqual({ act, status: 201 });
    this.complaint = answer;
    return answer;
  }

  async refusedLog(body: Body): Promise<Problem> {
    const { body: answer } = await this.post('/v1/complaints', { ...LEAST, ...body });
    return this.problem(answer, '/v1/complaints');
  }

  async refused(act: string, body: Body = {}): Promise<Problem> {
    const { body: answer } = await this.post(this.path(act), body);
    return this.problem(answer, this.path(act));
  }

  /** What a refusal comes to in a walk: its status, its code and the rules behind it. */
  async refusal(act: string, body: Body = {}): Promise<[number, string, readonly string[]]> {
    const { status, code, rule } = await this.refused(act, body);
    return [status, code, rule?.ids ?? []];
  }

  clock(kind: ClockKind, stage: string): Clock {
    const found = this.complaint.clocks
      .filter((clock) => clock.kind === kind && clock.stage === stage)
      .at(-1);
    if (!found) throw new Error(`No clock ${kind} at ${stage}`);
    return found;
  }

  due(kind: ClockKind, stage: string): string | null {
    return this.clock(kind, stage).dueOn;
  }

  get offered(): string[] {
    return this.complaint.actions.map(({ act }) => act);
  }

  get events(): Promise<string[]> {
    return this.caller
      .get(`/v1/complaints/${this.complaint.id}/events`)
      .then(({ body }) => body.items.map(({ type }: { type: string }) => type));
  }

  path = (act: string): string => `/v1/complaints/${this.complaint.id}/${act}`;

  post(path: string, body: Body) {
    for (const text of textsIn(body)) this.confidences.add(text);
    return this.caller.post(path, body);
  }

  private problem(answer: Problem, instance: string): Problem {
    expect({ ...answer, instance: answer.instance }).toMatchObject({ instance, code: expect.any(String) });
    return answer;
  }
}

const OFFICER_AND_ADMIN: readonly Role[] = ['complaints-officer', 'landlord-admin'];

/** A landlord that runs one of the shipped procedures, published as any landlord would publish it. */
export async function openDesk(service: TestApp, procedure: string | object): Promise<Desk> {
  const document = typeof procedure === 'string' ? shipped(procedure) : procedure;
  const desk = await openEmptyDesk(service);
  if (document) await publish(desk, document);
  return desk;
}

/** A landlord without a policy. */
export async function openEmptyDesk(service: TestApp): Promise<Desk> {
  const landlordId = await service.landlord();
  return new Desk(service, landlordId, service.as(await service.key(landlordId, OFFICER_AND_ADMIN)));
}

export async function publish(desk: Desk, document: object): Promise<void> {
  // A document as a landlord sends it, with the defaults left out, has a version all the same.
  const { version } = document as PolicyDocument;
  const { status, body } = await desk.caller.put(`/v1/policies/${version}`, document);
  expect({ status, errors: body.errors }).toEqual({ status: 201, errors: undefined });
}

/** Texts a person wrote have a space or an @ in them; codes, dates and ids have neither. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /[ @]/.test(value) ? [value.trim()] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
