import type { Call } from "./calls/call";
import { getsignkey } from "./calls/getsignkey";
import { CALLS } from "./calls/table";

/** A call, and whether its path leads to the sandbox. */
export interface Route {
  call: Call;
  sandbox: boolean;
}

/** What stands before the usual paths in the two sandboxes (reference 6.2). */
const SANDBOXES = ["/sandboxnew", "/xdc/apiv2sandbox"];
const OTHER_KEY_PATH = "/xdc/apiv2getsignkey/sign/getsignkey";

const ROUTES = makeRoutes();

/** The call that is served at a path. */
export function findRoute(path: string): Route | undefined {
  return ROUTES.get(path);
}

function makeRoutes(): Map<string, Route> {
  const routes = new Map<string, Route>();
  for (const [path, call] of CALLS) {
    // Nothing in a sandbox moves money, and so nothing asks for the certificate.
    const route = { call: { ...call, certificate: false }, sandbox: true };
    for (const prefix of SANDBOXES) {
      routes.set(prefix + path, route);
      routes.set(prefix + path.replace("/secapi/", "/"), route);
    }
  }
  for (const [path, call] of CALLS) routes.set(path, { call, sandbox: false });
  // The key is asked for with the true one, so this call is not of the sandbox.
  for (const path of [getsignkey.path, OTHER_KEY_PATH]) {
    routes.set(path, { call: getsignkey, sandbox: false });
  }
  return routes;
}
