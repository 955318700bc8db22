import type { FromMicrophone, MicrophoneRefusal } from "../input";

const wanted: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

// Open only between open() and close(): whatever the browser grants later is given back.
export class Microphone {
  readonly #told: (news: FromMicrophone) => void;
  #stream: MediaStream | null = null;
  #wish = 0;

  constructor(told: (news: FromMicrophone) => void) {
    this.#told = told;
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  get track(): MediaStreamTrack | null {
    return this.#stream?.getAudioTracks()[0] ?? null;
  }

  async open(): Promise<void> {
    const wish = (this.#wish += 1);
    try {
      if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      if (wish !== this.#wish) return stop(stream);
      this.#take(stream);
    } catch (error) {
      if (wish === this.#wish) this.#told({ type: "microphone_refused", why: why(error) });
    }
  }

  // Silent until speak(true).
  #take(stream: MediaStream): void {
    this.#stream = stream;
    this.speak(false);
    this.track?.addEventListener("ended", () => {
      if (this.#stream === stream) this.#told({ type: "microphone_lost" });
    });
    this.#told({ type: "microphone_opened" });
  }

  speak(on: boolean): void {
    if (this.track) this.track.enabled = on;
  }

  close(): void {
    this.#wish += 1;
    if (this.#stream) stop(this.#stream);
    this.#stream = null;
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function why(error: unknown): MicrophoneRefusal {
  if (!(error instanceof DOMException)) return "failed";
  if (error.name === "SecurityError") return "insecure";
  if (error.name === "NotAllowedError") return "blocked";
  return error.name === "NotFoundError" ? "missing" : "failed";
}
