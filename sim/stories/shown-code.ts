import { say, START, type Story, type, typesPassword } from "./story";

export const shownCode: Story = {
  name: "shown-code",
  title: { en: "The customer scans the display", zh: "顾客扫屏幕上的码" },
  about: { en: "The terminal shows a code, the phone's camera reads its pixels.", zh: "终端显示二维码，手机摄像头读取屏幕像素。" },
  people: { Mei: { password: "always" } },
  steps: [
    ...START,
    type("36"),
    { see: { screen: "scanCode" } },
    say("1: the terminal asks WeChat Pay for an order and shows it as a QR code.", "按 1：终端向微信支付下单并显示二维码。"),
    { keys: ["1"] },
    { see: "code" },
    say("The phone is aimed at the display.", "顾客用手机扫描屏幕。"),
    { aim: "Mei" },
    { see: { asked: "Mei" } },
    say("The wallet shows the order and asks for the password.", "钱包显示订单，要求输入密码。"),
    typesPassword("Mei"),
    { see: { verdict: "charged" } },
    { see: { slip: "charged" } },
    say("CHARGED.", "已收款。"),
    { do: { do: "tear" } },
  ],
  ends: { slips: ["charged HKD 36.00"], kept: ["HKD 36.00"] },
};
