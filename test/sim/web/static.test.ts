import type { AddressInfo } from "node:net";
import * as assert from "uvu/assert";
import { serve } from "../../../scripts/page/serve";
import { browsing, pageFiles, says } from "../../support/browser";

const page = browsing("the page as static files");

page("works from a folder of any web host, and asks nobody else", async ({ open }) => {
  const files = await pageFiles();
  const server = await serve(new Map([...files].map(([name, bytes]) => [`shops/till/${name}`, bytes])), 0);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const visitor = await open();
  const asked: string[] = [];
  visitor.on("request", (request) => { if (!/^(data|blob):/.test(request.url())) asked.push(request.url()); });
  await visitor.goto(`${origin}/shops/till/index.html`);
  await says(visitor, "Enter the amount");
  assert.ok(asked.length >= 3 && asked.every((url) => url.startsWith(`${origin}/shops/till/`)), asked.join(" "));
  server.close();
});

page.run();
