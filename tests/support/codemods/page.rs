//! The samples of a codemod's page, run as cases.
//! Border: reads fenced blocks; the rest of the page is prose.
//!
//! A sample is a run of blocks whose fence says `before`, followed by a run that says `after`:
//! ```` ```python before ```` and ```` ```python after ````. A block that says `unchanged` must stay as it is. A path may
//! follow (```` ```toml before wrangler.toml ````); without one, Python is `src/entry.py`.
use std::fs;
use std::path::Path;

use pyworker::codemods::Meta;
use pyworker::codemods::{Needs, Options};
use pyworker::plan::Decisions;

use super::engine::Run;
use super::expectation::WorkerHint;
use super::tree::{self, Tree};

/// One sample: what goes in and what comes out.
#[derive(Debug, Default)]
struct Sample {
    line: usize,
    before: Tree,
    after: Tree,
}

/// Runs the samples of a page. Changes to review are applied: the page shows what the codemod can do.
pub fn check(meta: &Meta, folder: &Path) -> Result<(), String> {
    let page = fs::read_to_string(folder.join("page.md")).map_err(|error| format!("no page.md: {error}"))?;
    let samples = samples(&page)?;
    if !samples.iter().any(|sample| sample.before != sample.after) {
        return Err("page.md has no pair of samples, `before` and `after`".to_owned());
    }
    let code = meta.rule.code.to_string();
    let options = Options { select: vec![code.clone()], needs: Needs::Ignored, ..Options::default() };
    let decisions = Decisions { unsafe_rules: vec![code], ..Decisions::default() };
    let run = Run { options: &options, decisions: &decisions, hint: &WorkerHint::default() };
    for sample in samples {
        let (result, _) =
            run.twice_over(&sample.before).map_err(|problem| format!("sample of line {}: {problem}", sample.line))?;
        if let Some(difference) = tree::difference(&sample.after, &result) {
            return Err(format!("sample of line {}: {difference}", sample.line));
        }
    }
    Ok(())
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
        let mut words = info.split_whitespace();
        let language = words.next().unwrap_or_default();
        let role = words.next().unwrap_or_default();
        let path = match (words.next(), language) {
            (Some(path), _) => path.to_owned(),
            (None, "python") => "src/entry.py".to_owned(),
            (None, _) if role.is_empty() => continue,
            (None, _) => return Err(format!("the block in line {} names no file", number + 1)),
        };
        let new = || Sample { line: number + 1, ..Sample::default() };
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
