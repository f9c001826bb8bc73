//! Which of the old lines stands beside which of the new ones.
//! Border: likeness of lines; drawing is the layout's work.
use super::block::Shown;

/// Lines less alike than this do not belong together.
const ALIKE: f32 = 0.5;
/// More pairs than this are not compared: lines then stand side by side in their order.
const MOST: usize = 10_000;

/// Rows of old and new lines, by their indexes, in order.
pub fn rows(old: &[Shown], new: &[Shown]) -> Vec<(Option<usize>, Option<usize>)> {
    if old.len() * new.len() > MOST {
        return in_order(old.len(), new.len());
    }
    let (old_words, new_words): (Vec<_>, Vec<_>) = (old.iter().map(words).collect(), new.iter().map(words).collect());
    // The best that can be had from the lines behind each pair.
    let width = new.len() + 1;
    let mut best = vec![0.0f32; (old.len() + 1) * width];
    for left in (0..old.len()).rev() {
        for right in (0..new.len()).rev() {
            let alike = likeness(&old_words[left], &new_words[right]);
            let together = if alike < ALIKE { 0.0 } else { alike + best[(left + 1) * width + right + 1] };
            best[left * width + right] =
                together.max(best[(left + 1) * width + right]).max(best[left * width + right + 1]);
        }
    }
    let (mut left, mut right) = (0, 0);
    let mut rows = Vec::new();
    // Lines without a partner wait, so that they stand beside each other.
    let (mut alone_old, mut alone_new) = (Vec::new(), Vec::new());
    while left < old.len() && right < new.len() {
        let here = best[left * width + right];
        if here == best[(left + 1) * width + right] {
            alone_old.push(left);
            left += 1;
        } else if here == best[left * width + right + 1] {
            alone_new.push(right);
            right += 1;
        } else {
            flush(&mut rows, &mut alone_old, &mut alone_new);
            rows.push((Some(left), Some(right)));
            (left, right) = (left + 1, right + 1);
        }
    }
    alone_old.extend(left..old.len());
    alone_new.extend(right..new.len());
    flush(&mut rows, &mut alone_old, &mut alone_new);
    rows
}

fn in_order(old: usize, new: usize) -> Vec<(Option<usize>, Option<usize>)> {
    let cell = |index: usize, count: usize| (index < count).then_some(index);
    (0..old.max(new)).map(|index| (cell(index, old), cell(index, new))).collect()
}

fn flush(rows: &mut Vec<(Option<usize>, Option<usize>)>, old: &mut Vec<usize>, new: &mut Vec<usize>) {
    for (left, right) in in_order(old.len(), new.len()) {
        rows.push((left.map(|index| old[index]), right.map(|index| new[index])));
    }
    old.clear();
    new.clear();
}

/// The words of a line, sorted; signs count little and spaces nothing.
fn words(line: &Shown) -> Vec<String> {
    let text: String = line.segments.iter().map(|segment| segment.text.as_str()).collect();
    let mut words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if words.is_empty() && !text.trim().is_empty() {
        words.push(text.trim().to_owned());
    }
    words.sort_unstable();
    words
}

/// The share of words that two lines have in common, from 0 to 1.
fn likeness(old: &[String], new: &[String]) -> f32 {
    let (mut left, mut right, mut common) = (0, 0, 0usize);
    while let (Some(one), Some(other)) = (old.get(left), new.get(right)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => (left, right, common) = (left + 1, right + 1, common + 1),
        }
    }
    let all = old.len() + new.len();
    if all == 0 { 0.0 } else { 2.0 * common as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::super::line::Segment;
    use super::*;

    fn lines(text: &str) -> Vec<Shown> {
        let segment = |line: &str| Segment { text: line.to_owned(), changed: false };
        text.lines().map(|line| Shown { segments: vec![segment(line)], unended: false }).collect()
    }

    #[test]
    fn lines_stand_beside_those_that_they_became() {
        let old = lines("async def on_fetch(request, env):\n    x = env.X\n    return x\n\n# end\n");
        let new =
            lines("class Default:\n    async def fetch(self, request):\n        x = self.env.X\n        return x\n");
        let (a, b) = (|at| Some(at), |at| Some(at));
        assert_eq!(
            rows(&old, &new),
            [(None, b(0)), (a(0), b(1)), (a(1), b(2)), (a(2), b(3)), (a(3), None), (a(4), None)]
        );
    }

    #[test]
    fn lines_that_have_nothing_in_common_stand_in_their_order() {
        assert_eq!(rows(&lines("a\nb\n"), &lines("x\n")), [(Some(0), Some(0)), (Some(1), None)]);
        assert_eq!(rows(&[], &lines("x\n")), [(None, Some(0))]);
    }
}
