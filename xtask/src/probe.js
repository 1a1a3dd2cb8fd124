// Measures the page from within: see budget.rs.
const probe = (globalThis.probe = { frames: 0 });

// A frame counts once, however many callbacks it has.
const ask = globalThis.requestAnimationFrame.bind(globalThis);
let last;
globalThis.requestAnimationFrame = (draw) =>
  ask((now) => {
    if (now !== last) {
      last = now;
      probe.frames += 1;
    }
    draw(now);
  });

// Resolves to the milliseconds from the first byte to the first peer that can be used; to null after ten seconds.
probe.interactive = new Promise((found) => {
  const name = (button) => button.getAttribute("aria-label") ?? button.textContent;
  const look = () => {
    const buttons = [...document.querySelectorAll("button, [role=button]")];
    if (!buttons.some((button) => name(button).startsWith("Peer "))) return;
    watch.disconnect();
    const [navigation] = performance.getEntriesByType("navigation");
    found(performance.now() - navigation.responseStart);
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true, attributes: true });
  setTimeout(() => found(null), 10_000);
});

const nextFrame = () => new Promise((shown) => ask(shown));

let known;
const slider = () => (known ??= document.querySelector('[aria-label="Moment"]'));

// Drags the slider over the whole run and back, once a frame. A browser tells of a pointer before it lets the page
// paint, and so does this: what asks for a frame first is called first.
probe.scrub = (frames) =>
  new Promise((done) => {
    const { left, right } = slider().getBoundingClientRect();
    const send = (kind, frame) => {
      const clientX = left + (right - left) * (1 - Math.abs(1 - (2 * frame) / frames));
      const pointer = { pointerId: 1, isPrimary: true, buttons: 1, bubbles: true, clientX };
      slider().parentElement.dispatchEvent(new PointerEvent(kind, pointer));
    };
    let frame = 0;
    const go = () => {
      if (frame === frames) {
        send("pointerup", frame);
        done();
        return;
      }
      ask(go);
      send(frame === 0 ? "pointerdown" : "pointermove", frame);
      frame += 1;
    };
    ask(go);
  });

// Goes to one moment, a part of what is known from 0 to 1, and waits until it is shown.
probe.seek = async (part) => {
  slider().value = Math.round(part * slider().max);
  slider().dispatchEvent(new Event("input", { bubbles: true }));
  await nextFrame();
  await nextFrame();
};
