// What the station's screen showed on the page Status, seen from inside the page: its words in
// their order, whether it says that the camera is on, and the colours of its lower left corner.
window.words = [];
window.camera_is_on = false;
window.corners = new Set();

new MutationObserver(() => {
  const label = document.querySelector(".glass")?.getAttribute("aria-label");
  const [word, ...more] = label?.split(": ").at(-1).split(", ") ?? [];
  window.camera_is_on = more.join().includes("the camera is on");
  if (word && word !== window.words.at(-1)) window.words.push(word);
}).observe(document, { subtree: true, childList: true, attributes: true });

document.addEventListener("load", ({ target }) => {
  if (!target.closest?.(".glass")) return;
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d");
  context.drawImage(target, 2, target.naturalHeight - 3, 1, 1, 0, 0, 1, 1);
  window.corners.add(context.getImageData(0, 0, 1, 1).data.slice(0, 3).join());
}, true);
