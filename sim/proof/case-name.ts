import { type Injection, nameOf, parseInjection } from "../faults/injection";
import { findFlow, type Flow } from "./flows";

/** One case: a flow and what happens in it. */
export interface Case {
  flow: Flow;
  injections: readonly Injection[];
}

/** "password/s1-lostAnswer+r2-cut"; "password/none" where nothing happens. */
export function caseName({ flow, injections }: Case): string {
  if (flow.plans.length === 0) return flow.name;
  return `${flow.name}/${injections.length === 0 ? "none" : injections.map(nameOf).join("+")}`;
}

/** The case of this name. Throws when it cannot be one. */
export function parseCase(name: string): Case {
  const [flow, happening = "none"] = name.split("/");
  const injections = happening === "none" ? [] : happening.split("+").map(parseInjection);
  return { flow: findFlow(flow!), injections };
}
