const quiet_db = -60;
const loud_db = -10;
// Louder than a quiet room through a microphone with automatic gain.
const speaking = 0.3;

// How loud a stream is.
export class Level {
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(context: AudioContext, stream: MediaStream) {
    this.#source = context.createMediaStreamSource(stream);
    this.#analyser = new AnalyserNode(context, { fftSize: 2_048 });
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source.connect(this.#analyser);
  }

  // Of the last 40 ms: 0 at -60 dB and below, 1 at -10 dB.
  now(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, it) => sum + it * it, 0) / this.#samples.length;
    return level_of(10 * Math.log10(power));
  }

  close(): void {
    this.#source.disconnect();
  }
}

export function level_of(db: number): number {
  return Math.min(1, Math.max(0, (db - quiet_db) / (loud_db - quiet_db)));
}

export function is_speaking(level: number): boolean {
  return level >= speaking;
}
