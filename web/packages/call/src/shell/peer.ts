export type PeerNews = "line_connected" | "line_faltered" | "line_broken";

// One connection to the station's media: the picture comes, and sound goes both ways. Without a
// track nothing is sent, and one can be put in later without a new offer.
export class Peer {
  readonly picture = new MediaStream();
  readonly sound = new MediaStream();
  readonly #connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  readonly #voice: RTCRtpSender;
  readonly #ear = new Audio();

  constructor(told: (news: PeerNews) => void, heard: (sound: MediaStream) => void) {
    this.#connection.addTransceiver("video", { direction: "recvonly" });
    this.#voice = this.#connection.addTransceiver("audio", { direction: "sendrecv" }).sender;
    this.#connection.addEventListener("track", ({ track }) => {
      (track.kind === "video" ? this.picture : this.sound).addTrack(track);
      if (track.kind !== "audio") return;
      this.#ear.srcObject = this.sound;
      this.play();
      heard(this.sound);
    });
    this.#connection.addEventListener("connectionstatechange", () => {
      const news = news_of(this.#connection.connectionState);
      if (news) told(news);
    });
  }

  async offer(): Promise<string> {
    await this.#connection.setLocalDescription();
    return this.#connection.localDescription?.sdp ?? "";
  }

  async accept(sdp: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type: "answer", sdp });
  }

  // Browsers play sound only after a click; who answered has clicked.
  play(): void {
    if (this.#ear.srcObject) void this.#ear.play().catch(() => {});
  }

  speak_with(track: MediaStreamTrack | null): void {
    void this.#voice.replaceTrack(track).catch(() => {}); // it is closed already
  }

  close(): void {
    this.#ear.srcObject = null;
    this.#connection.close();
  }
}

function news_of(state: RTCPeerConnectionState): PeerNews | null {
  switch (state) {
    case "connected":
      return "line_connected";
    case "disconnected":
      return "line_faltered";
    case "failed":
      return "line_broken";
    case "new": case "connecting": case "closed":
      return null;
  }
}
