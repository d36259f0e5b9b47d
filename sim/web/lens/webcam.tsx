import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { greyOf } from "../../phone/lens";
import { FRAME_HEIGHT, FRAME_WIDTH, packFrame } from "../../session/before-lens";
import type { PanelProps } from "../panels";
import type { Stage } from "../stage";
import { Switch } from "../switch";
import { t, type TextId } from "../texts";

const EACH_MS = 500;
/** Each is a deed with its dots, and a browser keeps some five million characters for a page. */
const FRAMES_MAX = 60;

/** The visitor's own camera: while it is on, and the terminal looks, its frames stand before the lens. They stay in this page. */
export function Webcam({ stage }: PanelProps) {
  const stream = useSignal<MediaStream | undefined>(undefined);
  const words = useSignal<TextId | "">("");
  useEffect(() => () => stop(stream), []);
  useEffect(() => {
    if (stream.value === undefined) return undefined;
    const take = watch(stream.value);
    const timer = setInterval(() => {
      if (stage.session.shop.board.looking !== true || stage.paused.value) return;
      if (framesOf(stage) < FRAMES_MAX) return take(stage);
      words.value = "lens.enough";
      stop(stream);
    }, EACH_MS);
    return () => clearInterval(timer);
  }, [stream.value]);
  const start = async (): Promise<void> => {
    words.value = "";
    try {
      stream.value = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 }, height: { ideal: 480 } } });
    } catch {
      words.value = "lens.noWebcam";
    }
  };
  return (
    <>
      <Switch label={t("lens.webcam")} on={stream.value !== undefined} onTurn={(on) => { if (on) void start(); else stop(stream); }} />
      <span role="status">{words.value === "" ? "" : t(words.value, { count: FRAMES_MAX })}</span>
    </>
  );
}

function stop(stream: Signal<MediaStream | undefined>): void {
  for (const track of stream.value?.getTracks() ?? []) track.stop();
  stream.value = undefined;
}

function framesOf({ session }: Stage): number {
  return session.deeds.filter((deed) => deed.do === "frame").length;
}

/** Shows the stream to nobody, and gives what takes a frame of it: the middle, as wide and high as the lens's view. */
function watch(stream: MediaStream): (stage: Stage) => void {
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = stream;
  void video.play();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [FRAME_WIDTH, FRAME_HEIGHT];
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return (stage) => {
    const { videoWidth, videoHeight } = video;
    if (videoWidth === 0) return;
    const scale = Math.max(FRAME_WIDTH / videoWidth, FRAME_HEIGHT / videoHeight);
    const [width, height] = [videoWidth * scale, videoHeight * scale];
    context.drawImage(video, (FRAME_WIDTH - width) / 2, (FRAME_HEIGHT - height) / 2, width, height);
    const { data } = context.getImageData(0, 0, FRAME_WIDTH, FRAME_HEIGHT);
    stage.do({ do: "frame", dots: packFrame(greyOf(FRAME_WIDTH, FRAME_HEIGHT, data).data) });
  };
}
