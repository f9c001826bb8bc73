// Waits for the images that are in sight, and gives those that could not be shown.
(async () => {
  const inSight = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
  const end = Date.now() + 5000;
  while (inSight.some((image) => !image.complete) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return inSight.filter((image) => !image.complete || !image.naturalWidth).map((image) => `the image ${image.src} is not shown`);
})();
