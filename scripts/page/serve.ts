import { createServer, type Server } from "node:http";
import type { PageFiles } from "./page-files";

const KINDS: Record<string, string> = {
  html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", json: "application/json",
  woff2: "font/woff2",
};

/**
 * Serves the files on 127.0.0.1 and gives the server once it listens; port 0 takes any that is free. Whoever comes while
 * they are still being made waits for them.
 */
export function serve(coming: PageFiles | Promise<PageFiles>, port: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    const files = await coming;
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const name = pathname === "/" ? "index.html" : pathname.slice(1);
    const file = files.get(name);
    if (file === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(404, { "content-type": "text/plain" }).end("nothing here\n");
      return;
    }
    response.writeHead(200, {
      "content-type": KINDS[name.split(".").at(-1)!] ?? "application/octet-stream", "content-length": file.length,
      "cache-control": "no-store", "x-content-type-options": "nosniff",
    });
    response.end(request.method === "HEAD" ? undefined : file);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
