import type { Step } from './history';
import type { Found } from './landlord-year';
import { type Core, CORE, type Fault, faultOf } from './life';

/** A history that still breaks the same rule when nothing of it can be left out, as far as the time allows. */
export function shortest(found: Found, seconds: number, core: Core = CORE): Found {
  const until = Date.now() + seconds * 1000;
  const broken = (steps: readonly Step[]): Fault | null => {
    const fault = Date.now() < until ? faultOf(found.procedure, steps, core) : null;
    return fault?.rule === found.rule ? fault : null;
  };
  let best = found;
  const better = (steps: readonly Step[]): boolean => {
    const fault = broken(steps);
    if (fault) best = { ...best, ...fault, steps };
    return fault !== null;
  };
  while (withoutOne(best.steps).some(better) || withoutField(best.steps).some(better));
  return best;
}

/** Each step left out, the last first: what comes after a fault never bears on it. */
const withoutOne = (steps: readonly Step[]): (readonly Step[])[] =>
  steps.map((_, at) => steps.filter((_, index) => index !== steps.length - 1 - at));

/** Each field of each body left out. */
const withoutField = (steps: readonly Step[]): (readonly Step[])[] =>
  steps.flatMap(([on, act, body], at) =>
    Object.keys(body).map((field) => {
      const { [field]: _, ...rest } = body;
      return steps.map((step, index): Step => (index === at ? [on, act, rest] : step));
    }),
  );
