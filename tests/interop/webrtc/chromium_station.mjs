// A browser in the place of the station: a peer to compare with, told and telling as Media is.
import { Browser } from "./chromium.mjs";
import { Told } from "./told.mjs";

export class ChromiumStation extends Told {
  // With the words that go before the command, where it shall run elsewhere.
  static async start(...at) {
    const station = new ChromiumStation();
    station.browser = await Browser.start(...at);
    const tell = (event) => station.tell(event);
    const scripts = ["clicks.js", "station_page.js"];
    station.page = await station.browser.empty_page({ tell }, scripts);
    return station;
  }

  // When its mouth clicked, and its ear heard a click.
  clicks() {
    return this.page.evaluate(() => window.clicks);
  }

  send(name, { viewer, offer, line, candidate }) {
    if (name === "open_viewer")
      this.#evaluate(([id, sdp]) => window.answer_offer(id, sdp), [viewer, offer]);
    else if (name === "add_candidate")
      this.#evaluate(([id, l, c]) => window.add_candidate(id, l, c), [viewer, line, candidate]);
  }

  #evaluate(what, words) {
    this.page.evaluate(what, words).catch((error) => console.error(`station: ${error}`));
  }

  end() {
    return this.browser.end();
  }
}
