import type { Bytes } from "../../../hal/ports/bytes";

/** A merchant as WeChat Pay knows it, and how this terminal presents itself. Texts are UTF-8 bytes. */
export interface WechatMerchant {
  appid: Bytes;
  mchId: Bytes;
  /** 32 characters; never shown, never logged. */
  apiKey: Bytes;
  /** Nearest first; the second is tried when no byte reached the first. */
  hosts: string[];
  port: number;
  /** Terminal number, 1 to 32 characters. */
  deviceInfo: Bytes;
  /** "Store-Category", at most 127 bytes. */
  body: Bytes;
  /** JSON with goods_detail (protocol reference 5.6). */
  detail: Bytes;
  /** Address of the terminal. */
  ip: Bytes;
  /** Where the gateway tells payments of phone orders; the terminal itself asks. */
  notifyUrl: Bytes;
  /** JSON that names the merchant's page, for MWEB (protocol reference 3.2). */
  scene: Bytes;
  /** What stands before the `prepay_id` in the code that leads to the merchant's page or app, by trade type. */
  links: Record<string, Bytes>;
}
