-- Something to search for during development:  npm run db:seed
INSERT INTO documents (title, body, created_at, updated_at, index_after)
VALUES
    (
        'How to store coffee beans',
        'Whole beans keep their flavour for about four weeks after roasting. Air, light, heat and moisture are what takes it away, so an opaque tin with a tight lid in a cool cupboard does better than a jar on the shelf.

A freezer works too, if the beans go in once, in portions, and come out once. A refrigerator does not: it is damp, and coffee takes on the smell of everything around it.',
        '2026-01-12T09:15:00Z', '2026-01-12T09:15:00Z', '2026-01-12T09:15:00Z'
    ),
    (
        'Brewing with a paper filter',
        'Start with sixty grams of coffee for a litre of water just off the boil. Grind it like coarse sand. Rinse the paper, so that the cup does not taste of it.

Pour a little water first and wait half a minute: fresh grounds give off gas, and until it has left, water runs past them instead of through. Then pour in circles and keep the level even. Three to four minutes in all is a good sign.',
        '2026-01-20T16:40:00Z', '2026-01-20T16:40:00Z', '2026-01-20T16:40:00Z'
    ),
    (
        'Repairing a bicycle puncture',
        'Take the wheel out, let the rest of the air go and lift one side of the tyre over the rim with two levers. Pull out the tube, pump it up and listen, or hold it under water and look for bubbles.

Roughen the place around the hole, spread the rubber solution thinly, wait until it is no longer shiny, and press the patch on for a minute. Before the tube goes back, feel along the inside of the tyre: what made the hole is often still there.',
        '2026-02-03T07:55:00Z', '2026-02-03T07:55:00Z', '2026-02-03T07:55:00Z'
    ),
    (
        'A sourdough starter in one week',
        'Mix equal weights of rye flour and water and leave the jar at room temperature. Every day, throw away most of it and feed the rest with fresh flour and water.

On the second or third day it may bubble and then fall silent. Nothing has gone wrong: the first bacteria make room for the yeasts that stay. When it doubles within six hours of a meal, it can raise a loaf.',
        '2026-02-17T18:05:00Z', '2026-02-17T18:05:00Z', '2026-02-17T18:05:00Z'
    ),
    (
        'Choosing running shoes',
        'Comfort in the shop is the best single predictor of comfort on the road. Try shoes in the afternoon, when feet are a little larger, with the socks that you run in, and leave a thumb''s width in front of the longest toe.

Replace a pair when its sole has gone hard or lopsided. For most runners that is after five to eight hundred kilometres.',
        '2026-03-08T11:30:00Z', '2026-03-08T11:30:00Z', '2026-03-08T11:30:00Z'
    ),
    (
        'Growing tomatoes on a balcony',
        'A tomato wants ten litres of soil, six hours of sun and regular water. Irregular water is what splits the fruit. Varieties for hanging baskets stay small; cordon varieties need a cane and lose their side shoots every week.

Rain on the leaves spreads blight, so a place under a roof is worth more than a place in the open.',
        '2026-03-29T14:20:00Z', '2026-03-29T14:20:00Z', '2026-03-29T14:20:00Z'
    );
