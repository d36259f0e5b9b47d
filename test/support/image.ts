import { buildImage } from "../../scripts/build/image";
import { createCertificates } from "../../sim/node/certificates";
import { makeNodeRealm } from "../../sim/node/realm";
import type { FlashImage } from "../../sim/installing";
import { type ClientCertificate, Shop, type ShopOptions } from "../../sim/shop";

let images: Promise<{ plain: FlashImage; counting: FlashImage }> | undefined;
let clients: Promise<ClientCertificate> | undefined;

/** The image as it is flashed, and the one that counts its calls; built once for a test file. */
export async function imagesOf(): Promise<{ plain: FlashImage; counting: FlashImage }> {
  images ??= Promise.all([buildImage({ board: "linux" }), buildImage({ board: "linux", counting: true })])
    .then(([plain, counting]) => ({ plain, counting }));
  return images;
}

/** A merchant's certificate, made once for a test file. */
export async function clientOf(): Promise<ClientCertificate> {
  clients ??= createCertificates().then((certificates) => certificates.client("merchant"));
  return clients;
}

/** A shop with a terminal that has started, running the image. */
export async function openShop(options: Partial<ShopOptions> = {}): Promise<Shop> {
  const shop = new Shop({
    image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf(), ...options,
  });
  shop.powerOn();
  return shop;
}

/** The display's words, whatever the rows. */
export function words(shop: Shop): string {
  return shop.panel.text().split("\n").map((row) => row.trim()).filter((row) => row !== "").join(" ");
}

/** Pulls the plug for two seconds; gives all that display and paper told until a minute and a half after the new start. */
export function cutPower(shop: Shop): string {
  const told = (): string => `${words(shop)} ${shop.printer.paper().join(" ")}`;
  shop.powerOff();
  const before = told();
  shop.clock.advance(2_000);
  shop.printer.tear();
  shop.powerOn();
  shop.clock.advance(90_000);
  return `${before} ${told()}`;
}
