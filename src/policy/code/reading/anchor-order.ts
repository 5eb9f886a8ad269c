import { lengthInWords } from '../../clocks/count-in-words';
import { ANCHOR } from '../../clocks/words/acts';
import { type Anchor, anchorsOf, type Period } from '../../document/limit';
import type { PlacedStage, Subject } from './subject';

/** The acts from which the Code counts. */
export type CodeAnchor = Extract<Anchor, 'received' | 'requested' | 'acknowledged'>;

/**
 * When an act happens beside the one the Code counts from. `logged` is apart: the Code has a complaint logged in the
 * time for its acknowledgement, so it comes no later than that as a rule, but nothing makes it.
 */
type Order = 'same' | 'earlier' | 'logged' | 'open';

const BEFORE_RECEIPT: readonly Anchor[] = ['occurred', 'aware', 'reported'];

/** Acts of the stage itself, beside the Code's act there. An act that is not named here can be any time later. */
const AT_STAGE: Readonly<Record<CodeAnchor, Readonly<Partial<Record<Anchor, Order>>>>> = {
  received: { received: 'same', requested: 'same' },
  requested: { received: 'earlier', requested: 'same' },
  acknowledged: { received: 'earlier', requested: 'earlier', logged: 'logged', acknowledged: 'same' },
};

/** A period of one stage, and the act from which the Code counts there. */
interface Compared {
  readonly period: Period;
  readonly at: PlacedStage;
  readonly code: CodeAnchor;
  readonly subject: Subject;
}

function orderOf(anchor: Anchor, { period, at, code, subject }: Compared): Order {
  if (BEFORE_RECEIPT.includes(anchor)) return 'earlier';
  // The complaint's own receipt, whatever stage the period names.
  if (anchor === 'received') return AT_STAGE[code].received ?? 'open';
  if (period.ofStage !== null && period.ofStage !== at.stage.key) {
    const keys = subject.document.stages.map(({ key }) => key);
    return keys.indexOf(period.ofStage) < keys.indexOf(at.stage.key) ? 'earlier' : 'open';
  }
  return AT_STAGE[code][anchor] ?? 'open';
}

/** Of several anchors the latest counts, so the latest of their orders does. */
export function anchorOrder(period: Period, at: PlacedStage, code: CodeAnchor, subject: Subject): Order {
  const orders = anchorsOf(period).map((anchor) => orderOf(anchor, { period, at, code, subject }));
  return (['open', 'same', 'logged'] as const).find((order) => orders.includes(order)) ?? 'earlier';
}

/** "10 working days after the complaint was received". */
export function inWords(period: Pick<Period, 'amount' | 'unit' | 'from'>): string {
  const acts = anchorsOf(period).map((anchor) => ANCHOR[anchor]);
  const latest = acts.length > 1 ? `${acts.join(' or ')}, whichever is later` : acts.join('');
  if (period.from === 'confirmed' && period.amount === 0) return latest;
  return `${lengthInWords(period)} after ${latest}`;
}
