import { cellsOf } from "../devices/gbk";
import type { Shop } from "../shop";
import type { Payer } from "../wallet/payer";

function padded(text: string, cells: number): string {
  return text + " ".repeat(Math.max(0, cells - cellsOf(text)));
}

/** A titled box of text, at least `cells` wide and `rows` high. */
export function box(title: string, lines: string[], cells: number, rows = 0): string[] {
  const inner = [...lines, ...Array<string>(Math.max(0, rows - lines.length)).fill("")];
  return [
    `┌─ ${title} ${"─".repeat(Math.max(0, cells - cellsOf(title) - 1))}┐`,
    ...inner.map((line) => `│ ${padded(line, cells)} │`),
    `└${"─".repeat(cells + 2)}┘`,
  ];
}

function beside(left: string[], right: string[]): string[] {
  const width = Math.max(...left.map(cellsOf));
  return Array.from({ length: Math.max(left.length, right.length) },
    (_, row) => `${padded(left[row] ?? "", width)}  ${right[row] ?? ""}`.trimEnd());
}

function money(minor: number, currency: string): string {
  return `${currency} ${(minor / 100).toFixed(2)}`;
}

function phone(payer: Payer, code: string | undefined): string[] {
  const asked = payer.asked;
  return [
    `${payer.name}`,
    `balance ${money(payer.balance, payer.currency)}`,
    `password: ${payer.password}`,
    "",
    ...(code === undefined ? [] : [`code ${code.slice(0, 2)}…${code.slice(-4)}`]),
    ...(asked === undefined ? [] : ["PASSWORD?", asked.merchantName, money(asked.amount, asked.currency)]),
  ];
}

/** The whole counter as text: the terminal's display, the payer's phone, the paper. */
export function drawShop(shop: Shop, payer: Payer, code: string | undefined): string {
  const display = box("terminal", shop.interpreter.running ? shop.panel.text().split("\n") : ["(off)"], 42, 15);
  const last = shop.exchanges.slice(-4).map(({ path, answer, outcome }) =>
    `${path} ${answer.err_code ?? answer.trade_state ?? answer.result_code ?? outcome}`);
  const right = [
    ...box("phone", phone(payer, code), 34, 8),
    ...box("network", last, 34, 4),
    `merchant has ${money(shop.taken("HKD"), "HKD")}`,
  ];
  const paper = shop.printer.paper();
  return [...beside(display, right), ...(paper.length === 0 ? [] : box("paper", paper.slice(-24), 34))].join("\n");
}
