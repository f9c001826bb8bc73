//! Three-way merge of texts, line by line, with conflicts marked in the manner of diff3.
//! Border: characters and line ends; what a language makes of the result is judged elsewhere.
use similar::{Algorithm, DiffTag, MergeResolution, TextMerge, capture_diff_slices};

use super::Labels;
use super::apart::{Free, apart, nothing};
use crate::text::{Dialect, Newline};

/// How long markers are unless a conflict holds lines that look like markers.
const MARKER_SIZE: usize = 7;

/// Three versions of a text, written with the same line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    base: String,
    ours: String,
    theirs: String,
    newline: Newline,
    ends_with_newline: bool,
}

/// Whose lines a region has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Nobody changed them.
    Unchanged,
    /// Only the user changed them.
    Ours,
    /// Only the new version changed them.
    Theirs,
    /// Both made the same of them.
    Both,
    /// Both only added lines, and their order does not matter.
    Union,
    /// Both changed them.
    Conflict,
}

/// Lines that stand together in all three versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region<'text> {
    /// Whose they are.
    pub side: Side,
    /// In what both were made from.
    pub base: Vec<&'text str>,
    /// The user's.
    pub ours: Vec<&'text str>,
    /// The new ones.
    pub theirs: Vec<&'text str>,
}

/// A merged text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedText {
    /// With markers where there is a conflict.
    pub text: String,
    /// The one-based lines of the opening markers.
    pub conflicts: Vec<usize>,
}

impl Versions {
    /// Prepares texts for merging. Line ends and the final line end are merged on their own: where one side changed
    /// them for the whole file, the result has them, and they make no conflict.
    pub fn new(base: &str, ours: &str, theirs: &str) -> Self {
        let ends = |text: &str| (!text.is_empty()).then(|| text.ends_with(['\n', '\r']));
        let newline = three_way(newline(base), newline(ours), newline(theirs)).unwrap_or_default();
        let rewrite = |text: &str| finished(with_newline(text, newline), newline);
        Self {
            base: rewrite(base),
            ours: rewrite(ours),
            theirs: rewrite(theirs),
            newline,
            ends_with_newline: three_way(ends(base), ends(ours), ends(theirs)).unwrap_or(true),
        }
    }

    /// Prepares two texts of which nobody knows what they were made from: all that they have in common.
    pub fn without_base(ours: &str, theirs: &str) -> Self {
        let versions = Self::new("", ours, theirs);
        let (mine, new) = (lines(&versions.ours), lines(&versions.theirs));
        let operations = capture_diff_slices(Algorithm::Histogram, &mine, &new);
        let common = operations.iter().filter(|operation| operation.tag() == DiffTag::Equal);
        let base = common.flat_map(|operation| &mine[operation.old_range()]).copied().collect();
        Self { base, ..versions }
    }

    /// The regions of the merge, from the first line to the last.
    pub fn regions(&self) -> Vec<Region<'_>> {
        self.regions_where(&nothing).into_iter().flat_map(Region::narrowed).collect()
    }

    /// The same, with lines that are `free` in any order if both sides added some at one place; conflicts are not
    /// narrowed yet.
    pub fn regions_where(&self, free: Free<'_>) -> Vec<Region<'_>> {
        let mut configuration = TextMerge::configure();
        configuration.algorithm(Algorithm::Histogram);
        let merge = configuration.merge_lines(&self.base, &self.ours, &self.theirs);
        let (base, ours, theirs) = (lines(&self.base), lines(&self.ours), lines(&self.theirs));
        let mut regions = Vec::with_capacity(merge.regions().len());
        for region in merge.regions() {
            let side = match region.resolution() {
                MergeResolution::Unchanged => Side::Unchanged,
                MergeResolution::Ours => Side::Ours,
                MergeResolution::Theirs => Side::Theirs,
                MergeResolution::Both => Side::Both,
                _ => Side::Conflict,
            };
            let region = Region {
                side,
                base: base[region.base_range()].to_vec(),
                ours: ours[region.ours_range()].to_vec(),
                theirs: theirs[region.theirs_range()].to_vec(),
            };
            match side {
                Side::Conflict => regions.extend(apart(&region, free).unwrap_or_else(|| vec![region])),
                _ => regions.push(region),
            }
        }
        regions
    }

    /// The merged text.
    pub fn render(&self, regions: &[Region<'_>], labels: &Labels) -> MergedText {
        let newline = self.newline.as_str();
        let (mut text, mut conflicts, mut count) = (String::new(), Vec::new(), 0);
        for region in regions {
            let mut put = |lines: &[&str]| {
                count += lines.len();
                lines.iter().for_each(|line| text.push_str(line));
            };
            if region.side != Side::Conflict {
                put(&region.result());
                continue;
            }
            let size = region.marker_size();
            let marker = |sign| format!("{}{newline}", labels.marker(sign, size));
            put(&[&marker('<')]);
            put(&region.ours);
            put(&[&marker('|')]);
            put(&region.base);
            put(&[&marker('=')]);
            put(&region.theirs);
            put(&[&marker('>')]);
            let height = region.ours.len() + region.base.len() + region.theirs.len() + 4;
            conflicts.push(count - height + 1);
        }
        let ends_with_marker = regions.last().is_some_and(|region| region.side == Side::Conflict);
        if !self.ends_with_newline && !ends_with_marker {
            // A blank line at the end is nothing but its line end.
            let without = text.strip_suffix(newline).filter(|rest| !rest.is_empty() && !rest.ends_with(['\n', '\r']));
            text.truncate(without.map_or(text.len(), str::len));
        }
        MergedText { text, conflicts }
    }
}

impl<'text> Region<'text> {
    /// The lines that the result has here; the user's for a conflict.
    pub fn result(&self) -> Vec<&'text str> {
        match self.side {
            Side::Unchanged | Side::Ours | Side::Both | Side::Conflict => self.ours.clone(),
            Side::Theirs => self.theirs.clone(),
            Side::Union => {
                let new = self.theirs.iter().filter(|line| !self.ours.contains(line));
                self.ours.iter().chain(new).copied().collect()
            }
        }
    }

    /// Whether both sides kept all lines and only added some.
    pub fn only_adds(&self) -> bool {
        is_within(&self.base, &self.ours) && is_within(&self.base, &self.theirs)
    }

    /// A conflict without the lines at its ends that both sides have; any other region as it is.
    pub fn narrowed(self) -> Vec<Self> {
        if self.side != Side::Conflict {
            return vec![self];
        }
        let (ours, theirs) = (&self.ours, &self.theirs);
        let most = ours.len().min(theirs.len());
        let before = ours.iter().zip(theirs).take_while(|(one, other)| one == other).count();
        let behind =
            ours.iter().rev().zip(theirs.iter().rev()).take(most - before).take_while(|(one, other)| one == other);
        let behind = behind.count();
        let same = |from: usize, to: usize| Self {
            side: Side::Both,
            base: Vec::new(),
            ours: ours[from..to].to_vec(),
            theirs: ours[from..to].to_vec(),
        };
        let (first, last) = (same(0, before), same(ours.len() - behind, ours.len()));
        let middle = Self {
            side: Side::Conflict,
            base: self.base.clone(),
            ours: ours[before..ours.len() - behind].to_vec(),
            theirs: theirs[before..theirs.len() - behind].to_vec(),
        };
        let mut parts = vec![first, middle, last];
        parts.retain(|part| part.side == Side::Conflict || !part.ours.is_empty());
        parts
    }

    /// Long enough that no line of the conflict can be taken for a marker.
    fn marker_size(&self) -> usize {
        let lines = self.ours.iter().chain(&self.base).chain(&self.theirs);
        let longest = lines.filter_map(|line| looks_like_a_marker(line)).max();
        longest.map_or(MARKER_SIZE, |longest| longest + 1)
    }
}

/// The length of a run of marker signs at the beginning of the line that tools would read as a marker.
fn looks_like_a_marker(line: &str) -> Option<usize> {
    let sign = line.chars().next().filter(|sign| "<|=>".contains(*sign))?;
    let rest = line.trim_start_matches(sign);
    let run = line.len() - rest.len();
    let is_marker = rest.starts_with([' ', '\n', '\r']) && (sign != '=' || rest.trim().is_empty());
    (run >= MARKER_SIZE && is_marker).then_some(run)
}

/// Whether all of `few` stand in `many`, in the same order.
fn is_within(few: &[&str], many: &[&str]) -> bool {
    let mut rest = many.iter();
    few.iter().all(|line| rest.any(|other| other == line))
}

/// What one side changed, else what the other has; where both did, the user's.
fn three_way<T: PartialEq>(base: Option<T>, ours: Option<T>, theirs: Option<T>) -> Option<T> {
    match (base, ours, theirs) {
        (Some(base), Some(ours), Some(theirs)) if base == ours => Some(theirs),
        (_, Some(ours), _) => Some(ours),
        (_, None, theirs) => theirs,
    }
}

fn newline(text: &str) -> Option<Newline> {
    text.contains(['\n', '\r']).then(|| Dialect::of(text).newline)
}

/// The text with `wanted` instead of the line ends that most of its lines have.
fn with_newline(text: &str, wanted: Newline) -> String {
    match newline(text) {
        Some(present) if present != wanted => lines(text)
            .into_iter()
            .map(|line| match line.strip_suffix(present.as_str()) {
                // A lone line feed is not the end of a line that ends with both.
                Some(content) if present == Newline::CarriageReturnLineFeed || !content.ends_with('\r') => {
                    format!("{content}{}", wanted.as_str())
                }
                _ => line.to_owned(),
            })
            .collect(),
        _ => text.to_owned(),
    }
}

fn finished(mut text: String, newline: Newline) -> String {
    if !text.is_empty() && !text.ends_with(['\n', '\r']) {
        text.push_str(newline.as_str());
    }
    text
}

/// The lines with their line ends.
fn lines(text: &str) -> Vec<&str> {
    similar::DiffableStr::tokenize_lines(text)
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
