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

// Looked for once: to look for it at each frame would be work that nobody who moves it has.
let slider;

// Sets the run to a part of what is known of it, from 0 to 1, as somebody who moves the slider.
const move = (part) => {
  slider ??= document.querySelector('[aria-label="Moment"]');
  slider.value = Math.round(part * slider.max);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
};

// Drags the slider over the whole run and back, once a frame.
probe.scrub = async (frames) => {
  for (let frame = 0; frame < frames; frame += 1) {
    move(1 - Math.abs(1 - (2 * frame) / frames));
    await nextFrame();
  }
};

// Goes to one moment, and waits until it is shown.
probe.seek = async (part) => {
  move(part);
  await nextFrame();
  await nextFrame();
};
