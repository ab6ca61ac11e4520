import { frameLoop, QRCanvas, rearCamera } from 'qr/dom.js';

export type FrameLoopStop = () => void;

/** Opens the camera in this player and reads codes until it is stopped. Rejects when there is no camera to open. */
export async function startScanner(
  player: HTMLVideoElement,
  hear: (text: string) => Promise<void>,
): Promise<FrameLoopStop> {
  const camera = await rearCamera(player);
  const canvas = new QRCanvas();
  let last = '';
  const stopLoop = frameLoop(() => {
    void camera.readFrame(canvas, true).then((text) => {
      if (typeof text !== 'string' || text === last) return;
      last = text;
      return hear(text);
    });
  });
  return () => {
    stopLoop();
    camera.stop();
  };
}
