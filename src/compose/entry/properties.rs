//! What holds for every entry module and every set of layers.
//! Border: modules are put together from what people write; the layers are small ones of all kinds.
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tests::{CACHE, JOBS, NOTES, OBSERVED, fragment, is_own, module};
use super::*;
use ruff_python_ast::Stmt;

const TICKS: &str = "\
import logging

from workers import WorkerEntrypoint

from schedule import fire

logging.basicConfig(level=logging.INFO)


class Default(WorkerEntrypoint):
    async def scheduled(self, controller, env=None, ctx=None):
        \"\"\"Run what is due.

        Docstrings move with their code.
        \"\"\"
        await fire(controller, self.env, \"\"\"
  As it is written: strings keep their white space.
\"\"\")
";

const LAYERS: [(&str, &str); 5] =
    [("kv", CACHE), ("d1", NOTES), ("queue", JOBS), ("scheduled", TICKS), ("observability", OBSERVED)];

/// How a module writes its lines.
#[derive(Debug, Clone, Copy)]
struct Style {
    newline: &'static str,
    indent: &'static str,
    final_newline: bool,
}

fn style() -> impl Strategy<Value = Style> {
    (prop_oneof![Just("\n"), Just("\r\n")], prop_oneof![Just("    "), Just("  "), Just("\t")], any::<bool>())
        .prop_map(|(newline, indent, final_newline)| Style { newline, indent, final_newline })
}

/// A module as somebody writes it, with line feeds and four spaces.
fn entry() -> impl Strategy<Value = String> {
    let head = prop_oneof![
        Just(""),
        Just("\"\"\"The worker.\"\"\"\n"),
        Just("#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\"\"\"Doc.\n\nLong.\n\"\"\"\n\n"),
        Just("# A comment of the file.\n\n"),
    ];
    let imports = prop_oneof![
        Just("from workers import Response, WorkerEntrypoint\n"),
        Just("import json\nfrom workers import WorkerEntrypoint, Response  # both\n\nimport application\n"),
        Just("from workers import (\n    Response,\n    WorkerEntrypoint,  # base\n)\n"),
        Just("from workers import WorkerEntrypoint\nfrom workers import Response\nimport cache as stored\n"),
        Just("import os; import sys\nfrom workers import Response, WorkerEntrypoint\n"),
    ];
    let middle = prop_oneof![
        Just(""),
        Just("\nLIMIT = 3\n"),
        Just("\nnotes = {}  # shadows\n\ndef helper(x):\n    return x\n"),
        Just("\nTEXT = \"\"\"\n    class Default:\n        def fetch(self): ...\n\"\"\"\n"),
    ];
    let before =
        prop_oneof![Just(""), Just("\n\nclass Api(WorkerEntrypoint):\n    async def fetch(self, request): ...\n")];
    let fetch = prop_oneof![
        Just(""),
        Just("    async def fetch(self, request):\n        return Response(\"x\")\n"),
        Just(
            "    async def fetch(self, request, env, ctx):\n        \"\"\"Doc.\"\"\"\n\n        # first\n        return Response(\"x\")\n"
        ),
        Just("    def fetch(this, req):\n        response = Response(\"x\")\n        return response\n"),
        Just("    async def fetch(self, request): return Response(\"x\")\n"),
        Just(
            "    async def fetch(\n        self,\n        request,  # what\n    ):\n        if request:\n            return Response(\"a\")\n        return Response(\"b\")\n"
        ),
        Just(
            "    @timed\n    async def fetch(self, request):\n        cache = 1\n        return Response(str(cache))\n"
        ),
    ];
    let queue = prop_oneof![
        3 => Just(""),
        1 => Just("\n    async def queue(self, batch, env=None, ctx=None):\n        for message in batch.messages:\n            message.ack()\n"),
        1 => Just("\n    def queue(self, b, env=None, ctx=None):\n        pass\n"),
    ];
    let tail = prop_oneof![
        Just(""),
        Just("\n\ndef after():\n    return 1\n"),
        Just("\n# the end\n"),
        Just("\n\nclass Other:\n    x = 1\n"),
    ];
    (head, imports, middle, before, fetch, queue, tail).prop_map(
        |(head, imports, middle, before, fetch, queue, tail)| {
            let body = if fetch.is_empty() && queue.is_empty() { "    pass\n" } else { "" };
            let timed = if fetch.contains("@timed") { "\ndef timed(f):\n    return f\n" } else { "" };
            format!(
                "{head}{imports}{middle}{timed}{before}\n\nclass Default(WorkerEntrypoint):\n{fetch}{queue}{body}{tail}"
            )
        },
    )
}

fn styled(text: &str, style: Style) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let depth = (line.len() - line.trim_start_matches(' ').len()) / 4;
        lines.push(format!("{}{}", style.indent.repeat(depth), &line[depth * 4..]));
    }
    let mut text = lines.join(style.newline);
    if style.final_newline {
        text.push_str(style.newline);
    }
    text
}

fn laid(text: &str, order: &[usize]) -> (String, Vec<Unplaced>) {
    let mut entry = module(text);
    let mut earlier: Vec<EntryFragment> = Vec::new();
    let mut created = BTreeSet::new();
    let mut unplaced = Vec::new();
    for index in order {
        let (layer, text) = LAYERS[*index];
        let fragment = fragment(layer, text);
        let merged = merge(&mut entry, &fragment, &Surroundings { earlier: &earlier, is_own: &is_own }, Pass::All);
        created.extend(merged.created);
        unplaced.extend(merged.unplaced);
        earlier.push(fragment);
    }
    for fragment in &earlier {
        let surroundings = Surroundings { earlier: &[], is_own: &is_own };
        unplaced.extend(merge(&mut entry, fragment, &surroundings, Pass::Decorators(&created)).unplaced);
    }
    (entry.text().to_owned(), unplaced)
}

/// The methods of the entrypoint class, each with its decorators.
fn methods(text: &str) -> BTreeSet<(String, BTreeSet<String>)> {
    let parsed = module(text);
    let classes = parsed.syntax().body.iter().filter_map(Stmt::as_class_def_stmt);
    let class = classes.clone().find(|class| class.name.as_str() == "Default").expect("the class");
    let methods = class.body.iter().filter_map(Stmt::as_function_def_stmt);
    methods
        .map(|method| {
            let decorators = method.decorator_list.iter().map(|decorator| parsed.slice(decorator).to_owned());
            (method.name.to_string(), decorators.collect())
        })
        .collect()
}

/// Whether a line may be changed: an import that gets names, a `def` that becomes `async` or gets lines of its own, or a
/// `pass` that has had its time.
fn may_change(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("from workers import") || line.starts_with("def ") || line.starts_with("async def ") || line == "pass"
        // The last name of a list of imports gets a comma.
        || ["Response,", "WorkerEntrypoint,  # base"].contains(&line)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn the_second_time_changes_nothing(text in entry(), style in style(), order in Just(vec![0, 1, 2, 3, 4]).prop_shuffle()) {
        let text = styled(&text, style);
        let (once, unplaced) = laid(&text, &order);
        prop_assert_eq!(&unplaced, &[], "{}", &text);
        let (twice, _) = laid(&once, &order);
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn every_order_makes_the_same_methods(text in entry(), order in Just(vec![0, 1, 2, 3, 4]).prop_shuffle()) {
        let (one, _) = laid(&text, &[0, 1, 2, 3, 4]);
        let (other, _) = laid(&text, &order);
        prop_assert_eq!(methods(&one), methods(&other));
        let sorted = |text: &str| -> Vec<String> {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        prop_assert_eq!(sorted(&one), sorted(&other), "{}\n{}", &one, &other);
    }

    #[test]
    fn what_is_there_stays_byte_for_byte(text in entry(), style in style(), order in Just(vec![0, 1, 2, 3, 4]).prop_shuffle(), count in 1usize..5) {
        let text = styled(&text, style);
        let (after, _) = laid(&text, &order[..count]);
        let mut new = after.split_inclusive('\n');
        for line in text.split_inclusive('\n').filter(|line| !may_change(line)) {
            // A file without a final line end gets one when something comes behind it.
            let found = new.any(|new| new == line || new.trim_end_matches(['\r', '\n']) == line);
            prop_assert!(found, "{line:?} is gone or moved in\n{after}");
        }
        if style.newline == "\r\n" {
            prop_assert!(!after.replace("\r\n", "").contains('\n'), "line ends are mixed in\n{after:?}");
        }
        if style.indent == "\t" {
            let is_code = |line: &&str| line.starts_with(' ') && !line.trim_start().starts_with("As it is written") && !line.contains("class Default:");
            prop_assert_eq!(after.lines().find(|line| is_code(line)), None);
        }
    }
}
