
// Shows the field that searches, and hides what does not have all words that are typed in it.
"use strict";
(() => {
  const search = document.getElementById("search");
  const field = document.getElementById("words");
  const found = document.getElementById("found");
  const sections = [...document.querySelectorAll("section.kind")];
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let number = 0;
    for (const section of sections) {
      let isEmpty = true;
      for (const item of section.querySelectorAll("li")) {
        const fits = words.every((word) => item.dataset.words.includes(word));
        item.hidden = !fits;
        if (fits) { number += 1; isEmpty = false; }
      }
      section.hidden = isEmpty;
    }
    found.textContent = words.length === 0 ? "" : number === 0 ? "Nothing has all of these words." : `${number} found.`;
  };
  search.hidden = false;
  field.addEventListener("input", show);
  // What a browser fills in again on the way back.
  show();
})();
