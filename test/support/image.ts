import { bundle } from "../../scripts/build/bundle";
import { createCertificates } from "../../sim/node/certificates";
import { makeNodeRealm } from "../../sim/node/realm";
import { type ClientCertificate, Shop, type ShopOptions } from "../../sim/shop";

let images: Promise<{ plain: string; counting: string }> | undefined;
let clients: Promise<ClientCertificate> | undefined;

/** The image as it is flashed, and the one that counts its calls; built once for a test file. */
export async function imagesOf(): Promise<{ plain: string; counting: string }> {
  images ??= Promise.all([bundle({ board: "linux" }), bundle({ board: "linux", counting: true })])
    .then(([plain, counting]) => ({ plain: plain.image, counting: counting.image }));
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
