import type { Payer } from "../wallet/payer";
import { looksLikeCode, WALLETS } from "../wallet/wallets";
import { findScene, type Scene, SCENE_HEADER } from "./acceptance-scenes";
import { type Call, type CallRequest, type CallResult, fail, type World } from "./calls/call";
import { PREPAY_MS } from "./checkout";
import { openidOf } from "./identifiers";
import type { Merchant } from "./merchants";
import type { Order, TradeType } from "./order";

/** A payer of a unified order opens it after this time, and a slow one types the password. */
export const OPEN_AFTER_MS = 3_000;
export const TYPE_AFTER_MS = 25_000;

/** Lets a call do its work; the way of merchants that are not in acceptance mode. */
export function performCall(call: Call, request: CallRequest, world: World): CallResult {
  return call.handle(request, world);
}

interface Play {
  scene: Scene;
  payer: Payer;
}

/**
 * The acceptance cases: every order is of one of the listed amounts, and a payer made for it plays its
 * scene. The calls themselves are the usual ones, so what they answer agrees with the books, but for
 * the scenes that are about an answer which does not.
 */
export class Acceptance {
  private readonly plays = new Map<string, Play>();
  /** Orders of these merchants and amounts were revoked, and the next one goes otherwise. */
  private readonly revoked = new Map<Merchant, Set<number>>();

  /** Performs a call for a merchant in acceptance mode. */
  readonly perform = (call: Call, request: CallRequest, world: World): CallResult => {
    switch (call.name) {
      case "micropay": return this.quickPay(call, request, world);
      case "unifiedorder": return this.unified(call, request, world);
      case "orderquery": return this.query(call, request, world);
      case "reverse": return this.reverse(call, request, world);
      default: return performCall(call, request, world);
    }
  };

  private quickPay(call: Call, request: CallRequest, world: World): CallResult {
    const { fields, merchant } = request;
    if (!looksLikeCode(fields["auth_code"]!)) return performCall(call, request, world);
    const play = this.playOf(request, "MICROPAY", world);
    if (play === undefined) return refuseAmount(fields["total_fee"]!);
    const known = world.orders.find(merchant, fields["out_trade_no"]);
    // Any code will do in a test, but the charge needs one that this payer shows.
    const authCode = play.payer.showCode();
    const result = performCall(call, { ...request, fields: { ...fields, auth_code: authCode } }, world);
    if (known !== undefined) return result;
    switch (play.scene.answer) {
      case "none": return { kind: "silence" };
      case "refusal": return fail("TRADE_ERROR");
      case undefined: return result;
    }
  }

  private unified(call: Call, request: CallRequest, world: World): CallResult {
    const { fields, merchant } = request;
    const play = this.playOf(request, fields["trade_type"] as TradeType, world);
    if (play === undefined) return refuseAmount(fields["total_fee"]!);
    const known = world.orders.find(merchant, fields["out_trade_no"]);
    // The manual's openid is anybody's: here it is this payer's.
    const asked = { ...fields };
    if (asked["openid"]) asked["openid"] = openidOf(play.payer.id, merchant.appid);
    const result = performCall(call, { ...request, fields: asked }, world);
    if (known !== undefined || result.kind !== "success") return result;
    const order = world.orders.find(merchant, fields["out_trade_no"])!;
    if (play.scene.notification !== undefined) order.notification = play.scene.notification;
    if (play.scene.payer !== "never") world.clock.after(OPEN_AFTER_MS, () => open(order, play.payer, world));
    return result;
  }

  private query(call: Call, request: CallRequest, world: World): CallResult {
    const order = orderOf(request, world);
    const scene = order === undefined ? undefined : this.plays.get(keyOf(order))?.scene;
    if (scene?.queries === undefined || order!.state !== "SUCCESS") return performCall(call, request, world);
    switch (scene.queries) {
      case "error": return fail("SYSTEMERROR");
      case "none": return { kind: "silence" };
      case "unpaid": {
        const state = order!.tradeType === "MICROPAY" ? "PAYERROR" : "NOTPAY";
        // As if for an order in that state; a copy, the true one stays paid.
        const orders = { find: () => ({ ...order!, state }) } as unknown as World["orders"];
        return performCall(call, request, { ...world, orders });
      }
    }
  }

  private reverse(call: Call, request: CallRequest, world: World): CallResult {
    const result = performCall(call, request, world);
    const order = orderOf(request, world);
    if (result.kind !== "success" || order === undefined) return result;
    const play = this.plays.get(keyOf(order));
    if (play?.scene.afterRevoke !== undefined) {
      const amounts = this.revoked.get(order.merchant) ?? new Set();
      this.revoked.set(order.merchant, amounts.add(order.totalFee));
      // Repeating the revoke must not bring the other scene a second time.
      const { afterRevoke: _, ...scene } = play.scene;
      play.scene = scene;
    }
    return result;
  }

  /** The play of a request's order, made when its number is new; undefined where no case has its amount. */
  private playOf(request: CallRequest, tradeType: TradeType, world: World): Play | undefined {
    const { fields, merchant } = request;
    const key = keyOf({ merchant, outTradeNo: fields["out_trade_no"]! });
    const known = this.plays.get(key);
    if (known !== undefined) return known;
    const totalFee = Number(fields["total_fee"]);
    let scene = findScene(tradeType, totalFee, request.headers[SCENE_HEADER]);
    if (scene === undefined) return undefined;
    if (scene.afterRevoke !== undefined && this.revoked.get(merchant)?.delete(totalFee) === true) {
      scene = scene.afterRevoke;
    }
    const play = { scene, payer: makePayer(scene, request, world) };
    this.plays.set(key, play);
    return play;
  }
}

/** A payer with enough of the order's currency, where there is such a wallet, and the scene's coupons. */
function makePayer(scene: Scene, { fields, merchant }: CallRequest, world: World): Payer {
  const currency = fields["fee_type"] || "CNY";
  const wallet = merchant.wallets.find((kind) => WALLETS[kind].currency === currency) ?? merchant.wallets[0]!;
  const asked = scene.payer === "slowly" || scene.payer === "refuses";
  const payer = world.addPayer({
    wallet, name: "acceptance", balance: scene.payer === "broke" ? 0 : 10_000_000,
    password: asked ? "always" : "never",
  });
  const { books, clock } = world;
  for (const [type, fee] of scene.coupons ?? []) books.coupons.grant(payer.id, merchant, { type, fee, currency });
  if (scene.payer === "refuses") payer.onAsked = () => payer.refuse();
  if (scene.payer === "slowly") payer.onAsked = () => void clock.after(TYPE_AFTER_MS, () => typePassword(payer));
  return payer;
}

function open(order: Order, payer: Payer, world: World): void {
  if (order.state !== "NOTPAY") return;
  world.orders.present(order, payer, world.clock.nowMs + PREPAY_MS);
  typePassword(payer);
}

function typePassword(payer: Payer): void {
  if (payer.asked !== undefined) payer.typePassword();
}

function orderOf({ fields, merchant }: CallRequest, world: World): Order | undefined {
  return world.orders.find(merchant, fields["out_trade_no"], fields["transaction_id"]);
}

function keyOf({ merchant, outTradeNo }: Pick<Order, "merchant" | "outTradeNo">): string {
  return `${merchant.accountName}/${outTradeNo}`;
}

function refuseAmount(totalFee: string): CallResult {
  const message = `沙箱支付金额(${totalFee})无效，请检查需要验收的case`;
  return { kind: "unsigned", fields: { return_code: "FAIL", return_msg: message } };
}
