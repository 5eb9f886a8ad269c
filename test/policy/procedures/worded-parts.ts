import type { ClockKind } from '../../../src/policy/document/clock-kinds';
import { newContactSchema, receiveContact } from '../../../src/policy/contacts/receive';
import { replayContact } from '../../../src/policy/contacts/state';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import { procedure } from './limit-terms';
import { walkOf } from '../support/walk';

type Name = Parameters<typeof procedure>[0];

/** Code and wording of each statement, as the page has it. */
export const worded = (
  statements: readonly { code: string; text?: string | undefined }[] | null | undefined,
) => statements?.map(({ code, text }) => [code, text]);

export const grounds = (name: Name) => worded(procedure(name).definition?.grounds);

/** A promise beside the steps: what kind it is, how often it is due, and its words. */
export function promise(name: Name, code: string) {
  const found = procedure(name).commitments.find((candidate) => candidate.code === code);
  return found && [found.kind, found.every, found.text];
}

/** What the procedure says nothing about. */
export const silentOn = (name: Name, rule: string) =>
  procedure(name)
    .silences.filter(({ rules }) => rules.includes(rule))
    .map(({ about }) => about);

/** What is told about the channel of a complaint that came by it: the ids of the rules that name other channels. */
export function toldOfChannel(name: Name, channel: string): readonly string[] {
  const { advice } = walkOf(name).log({ receivedOn: '2024-09-02', channel });
  return advice.find(({ code }) => code === 'channel_not_named')?.rule.ids ?? [];
}

/** A first contact before any complaint, taken in under the procedure. */
export function contactUnder(name: Name, body: Record<string, unknown> = {}) {
  const least = { receivedOn: '2024-09-02', channel: 'phone', summary: 'The bin store again' };
  const received = receiveContact(newContactSchema.parse({ ...least, ...body }), walkOf(name).rules);
  return isRejection(received) ? received : replayContact(received.map(({ event }) => event));
}

/** The kind a first contact is recorded with, or the refusal. */
export function recordedAs(name: Name, body: Record<string, unknown> = {}): string | Rejection {
  const contact = contactUnder(name, body);
  return isRejection(contact) ? contact : contact.kind;
}

/** The stages at which a clock of this kind has no limit, with the rule that says so. */
export const withoutLimit = (name: Name, kind: ClockKind) =>
  walkOf(name)
    .log({ receivedOn: '2024-09-02' })
    .clocks.filter((clock) => clock.kind === kind && clock.limit === null)
    .map(({ stage, dueOn, rule }) => [stage, dueOn, rule.ids]);

/** How an open phrase was read: the rules, the reading, how many others there are, and the clocks that hang on it. */
export function reading(name: Name, code: string) {
  const found = procedure(name).readings.find((candidate) => candidate.code === code);
  return found && [found.rules.join(', '), found.chosen, found.alternatives.length, found.appliesTo];
}
