import { useSignal } from "@preact/signals";
import type { Payer } from "../../wallet/payer";
import type { PanelProps } from "../panels";
import type { Stage } from "../stage";
import { t, type TextId } from "../texts";
import { Camera } from "./camera";
import { CodePage } from "./code-page";
import { Customers } from "./customers";
import { Inbox } from "./inbox";
import { money } from "./money";
import { OwnersPhone } from "./owners-phone";
import { Question } from "./question";
import { WalletSettings } from "./wallet-settings";

/** What every page of the phone is given. */
export interface PhoneProps {
  stage: Stage;
  payer: Payer;
}

const PAGES = { code: CodePage, camera: Camera, messages: Inbox, wallet: WalletSettings } as const;
type PageName = keyof typeof PAGES;

/** The customer whose phone is in the hand: the chosen one, else the one who came last. */
export function payerInHand(stage: Stage): Payer | undefined {
  const { payers } = stage.session.shop.gateway;
  return payers.find((payer) => payer.id === stage.payer.value) ?? payers.at(-1);
}

/** Who stands at the counter, and the phone in that hand; or that of the shop's owner. */
export function Phone({ stage }: PanelProps) {
  stage.changed.value;
  const isOwners = useSignal(false);
  const payer = payerInHand(stage);
  return (
    <div class="customer">
      <Customers stage={stage} payer={payer} isOwners={isOwners} />
      {isOwners.value && <OwnersPhone stage={stage} />}
      {!isOwners.value && payer !== undefined && <Handset key={payer.id} stage={stage} payer={payer} />}
    </div>
  );
}

function Handset({ stage, payer }: PhoneProps) {
  stage.changed.value;
  const page = useSignal<PageName>("code");
  const Page = PAGES[page.value];
  return (
    <div class="handset">
      <div class="glass">
        <header>
          <strong>{t(`wallet.${payer.wallet}` as TextId)}</strong>
          <span>{money(payer.balance, payer.currency)}</span>
        </header>
        {payer.asked === undefined ? <Page stage={stage} payer={payer} /> : <Question stage={stage} payer={payer} asked={payer.asked} />}
      </div>
      <nav class="pages" aria-label={t("phone.pages")}>
        {(Object.keys(PAGES) as PageName[]).map((name) => (
          <button key={name} type="button" aria-pressed={page.value === name} onClick={() => { page.value = name; }}>
            {t(`phone.${name}` as TextId)}
          </button>
        ))}
      </nav>
    </div>
  );
}
