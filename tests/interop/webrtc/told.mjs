// Events that a station tells, most of them of a viewer: { event: "viewer_gone", viewer: 1, ... }.
export class Told {
  #events = [];
  #listeners = new Set();

  tell(event) {
    if (event.viewer !== undefined) this.#events.push(event);
    for (const listener of [...this.#listeners]) listener(event);
  }

  // Every event of this viewer, those that came before too.
  listen(viewer, listener) {
    const mine = (event) => event.viewer === viewer && listener(event);
    this.#events.forEach(mine);
    this.#listeners.add(mine);
    return () => this.#listeners.delete(mine);
  }

  // The first of this name, and of this viewer, from now on.
  next(name, viewer, within_ms = 20_000) {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = (event) =>
        event.event === name && event.viewer === viewer && (end(), resolve(event));
      const timer = setTimeout(() => {
        end();
        reject(new Error(`no ${name} of ${viewer} came within ${within_ms} ms`));
      }, within_ms);
      this.#listeners.add(look);
    });
  }
}
