import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { JOURNAL_FILE } from "../../firmware/journal/layout";
import { StorageFormat } from "../espruino/storage-format";
import { type Control, COMMANDS, createControl } from "../gateway/control";
import type { OpenedView } from "../gateway/control-phone";
import { openidOf } from "../gateway/identifiers";
import { type Opening, openingOf } from "../phone/opening";
import { Shop, type ShopOptions } from "../shop";
import type { DatedDeed, Deed } from "./deed";

/** What a session came to, each as SHA-256: two runs with equal ones showed, printed, played and kept the same. */
export interface Traces {
  /** Every screen that stood when something was done, and the pixels of the last. */
  screen: string;
  /** Every slip, torn off or not. */
  paper: string;
  sound: string;
  journal: string;
}

/** What came of a deed `aim`. */
export interface Aimed {
  opening: Opening;
  /** Undefined where the text was no order. */
  opened?: OpenedView;
}

/**
 * A shop in which everything that is done is remembered with its moment. The shop is deterministic, so the same
 * seed, image and deeds come to the same traces.
 */
export class Session {
  readonly shop: Shop;
  readonly control: Control;
  readonly deeds: DatedDeed[] = [];
  private readonly startMs: number;
  private readonly seen: string[] = [];
  private readonly torn: string[] = [];

  constructor(options: ShopOptions) {
    this.shop = new Shop(options);
    this.control = createControl({ gateway: this.shop.gateway, clock: this.shop.clock });
    this.startMs = this.shop.clock.nowMs;
  }

  /** Milliseconds from the beginning. */
  get nowMs(): number {
    return this.shop.clock.nowMs - this.startMs;
  }

  /**
   * Does it now, and gives what the control's command gives, or the code that was held to the scanner. Throws, and
   * remembers nothing, when it cannot be done.
   */
  do(deed: Deed): unknown {
    this.look();
    const given = this.carryOut(deed);
    this.deeds.push({ ...deed, atMs: this.nowMs });
    return given;
  }

  /** Lets virtual time pass. */
  advance(ms: number): void {
    this.shop.clock.advance(ms);
  }

  traces(): Traces {
    this.look();
    const { panel, printer, board, flash } = this.shop;
    const journal = new StorageFormat(flash).read(JOURNAL_FILE);
    return {
      screen: digest(this.seen.join("\f"), panel.pixels().data),
      paper: digest([...this.torn, printer.paper().join("\n")].join("\f")),
      sound: digest(String(board.sounds())),
      journal: digest("", journal ?? new Uint8Array(0)),
    };
  }

  private look(): void {
    const screen = this.shop.panel.text();
    if (this.seen[this.seen.length - 1] !== screen) this.seen.push(screen);
  }

  private carryOut(deed: Deed): unknown {
    const { shop } = this;
    switch (deed.do) {
      case "key": return shop.keyDown(deed.key);
      case "power": return this.switchPower(deed.on);
      case "network": shop.network.plugged = deed.plugged; return undefined;
      case "printer": shop.printer[deed.trouble] = deed.there; if (!deed.there) shop.printer.recover(); return undefined;
      case "tear": this.torn.push(shop.printer.paper().join("\n")); return shop.printer.tear();
      case "hold": {
        const { code } = this.control.showCode({ payer: deed.payer });
        shop.scan(code);
        return code;
      }
      case "scan": return shop.scan(deed.code);
      case "aim": return this.aim(deed.payer, deed.text);
      case "member": return shop.scan(openidOf(deed.payer, shop.merchant.appid));
      case "control": return this.command(deed.command, deed.with);
    }
  }

  private switchPower(on: boolean): void {
    if (on === this.shop.interpreter.running) return;
    if (on) this.shop.interpreter.boot();
    else this.shop.powerOff();
  }

  /** What the phone made of the text, and what the wallet said where it is an order. */
  private aim(payer: string, text: string): Aimed {
    const { merchant, links, clock } = this.shop;
    const signing = { timestamp: String(Math.floor(clock.nowMs / 1000)), nonce: digest(text).slice(0, 32) };
    const opening = openingOf(text, merchant, links, signing);
    if (opening.kind === "text") return { opening };
    return { opening, opened: this.control.open({ payer, credential: opening.credential }) };
  }

  private command(name: keyof Control, argument: object): unknown {
    if (!COMMANDS.includes(name)) throw new Error(`there is no command ${name}`);
    return (this.control[name] as (argument: object) => unknown)(argument);
  }
}

function digest(text: string, bytes: Uint8Array | Uint8ClampedArray = new Uint8Array(0)): string {
  return bytesToHex(sha256.create().update(utf8ToBytes(text)).update(Uint8Array.from(bytes)).digest());
}
