import type { ShopOptions } from "../shop";
import { Session } from "./session";
import { Wire } from "./wire";

const wires = new WeakMap<Session, Wire>();

/** A session whose wire is listened to from its beginning. */
export function beginTapped(options: ShopOptions): Session {
  const session = new Session(options);
  wires.set(session, new Wire(session));
  return session;
}

/** What crossed the wire of such a session. */
export function wireOf(session: Session): Wire | undefined {
  return wires.get(session);
}
