//! The samples of a codemod's page, run as cases.
//! Border: reads fenced blocks; the rest of the page is prose.
//!
//! A sample is a run of blocks whose fence says `before`, followed by a run that says `after`:
//! ```` ```python before ```` and ```` ```python after ````. A block that says `unchanged` must stay as it is. A path may
//! follow (```` ```toml before wrangler.toml ````); without one, Python is `src/entry.py`. `+PW402` lets that rule take
//! part too.
use super::super::{Needs, Options};
use super::error::CaseError;
use super::expectation::WorkerHint;
use super::run::{Rules, Run};
use super::tree::{self, Tree};
use crate::plan::Decisions;

/// One sample: what goes in and what comes out.
#[derive(Debug, Default)]
struct Sample {
    line: usize,
    before: Tree,
    after: Tree,
    /// Rules that take part beside the page's own: `+PW402` in the fence.
    beside: Vec<String>,
}

/// Runs the samples of a page for the rule with the code `own`; how many there are. Changes to review are applied: the
/// page shows what the codemod can do.
///
/// # Errors
/// Blocks that are no samples, and the first sample that does something else.
pub fn check_page(page: &str, own: &str, rules: &Rules<'_>) -> Result<usize, CaseError> {
    let samples = samples(page).map_err(CaseError::Page)?;
    let decisions = Decisions { unsafe_rules: vec![own.to_owned()], ..Decisions::default() };
    for sample in &samples {
        let line = sample.line;
        let select = [&[own.to_owned()], sample.beside.as_slice()].concat();
        let options = Options { select, needs: Needs::Ignored, ..Options::default() };
        let run = Run { rules, options: &options, decisions: &decisions, hint: &WorkerHint::default() };
        let (result, _) = run.twice_over(&sample.before).map_err(|fault| CaseError::Sample { line, fault })?;
        if let Some(difference) = tree::difference(&sample.after, &result) {
            let fault = super::error::Fault::Files { difference, reported: String::new() };
            return Err(CaseError::Sample { line, fault });
        }
    }
    Ok(samples.iter().filter(|sample| sample.before != sample.after).count())
}

fn samples(page: &str) -> Result<Vec<Sample>, String> {
    let mut samples: Vec<Sample> = Vec::new();
    let mut lines = page.lines().enumerate();
    let mut expects_after = false;
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let mut body = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| *line != "```") {
            body.push_str(line);
            body.push('\n');
        }
        let (beside, words): (Vec<&str>, Vec<&str>) = info.split_whitespace().partition(|word| word.starts_with('+'));
        let beside = beside.iter().map(|word| word.trim_start_matches('+').to_owned()).collect::<Vec<_>>();
        let mut words = words.into_iter();
        let language = words.next().unwrap_or_default();
        let role = words.next().unwrap_or_default();
        let path = match (words.next(), language) {
            (Some(path), _) => path.to_owned(),
            (None, "python") => "src/entry.py".to_owned(),
            (None, _) if role.is_empty() => continue,
            (None, _) => return Err(format!("the block in line {} names no file", number + 1)),
        };
        let new = || Sample { line: number + 1, beside: beside.clone(), ..Sample::default() };
        match role {
            "before" => {
                if !expects_after {
                    samples.push(new());
                }
                expects_after = true;
                let sample = samples.last_mut().ok_or("no sample")?;
                sample.before.insert(path, body.into_bytes());
            }
            "after" => {
                let sample = samples
                    .last_mut()
                    .filter(|sample| !sample.before.is_empty())
                    .ok_or_else(|| format!("the block in line {} has no `before`", number + 1))?;
                sample.after.insert(path, body.into_bytes());
                expects_after = false;
            }
            "unchanged" => {
                let mut sample = new();
                sample.before.insert(path, body.into_bytes());
                sample.after = sample.before.clone();
                samples.push(sample);
                expects_after = false;
            }
            "" => {}
            other => return Err(format!("`{other}` in line {} is neither before, after nor unchanged", number + 1)),
        }
    }
    match samples.iter().find(|sample| sample.after.is_empty()) {
        Some(sample) => Err(format!("the sample of line {} has no `after`", sample.line)),
        None => Ok(samples),
    }
}
