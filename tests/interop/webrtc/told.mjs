// Events that a station tells, each of one viewer ({ event, id, ... }).
export class Told {
  #events = [];
  #listeners = new Set();

  tell(event) {
    this.#events.push(event);
    for (const listener of [...this.#listeners]) listener(event);
  }

  // Every event of this viewer, those that came before too.
  listen(id, listener) {
    const mine = (event) => event.id === id && listener(event);
    this.#events.forEach(mine);
    this.#listeners.add(mine);
    return () => this.#listeners.delete(mine);
  }

  // The first that matches from now on.
  next(matches, within_ms = 20_000) {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = (event) => matches(event) && (end(), resolve(event));
      const timer = setTimeout(() => {
        end();
        reject(new Error(`nothing came of ${matches} within ${within_ms} ms`));
      }, within_ms);
      this.#listeners.add(look);
    });
  }
}
