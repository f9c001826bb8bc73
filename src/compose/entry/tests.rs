//! Fragments laid into entry modules that people write.
//! Border: tests of the text that comes out, and of what is said when nothing can be done.
use super::*;
use crate::template::{Fragment, FragmentKind};

pub(super) const CACHE: &str = "\
from workers import Response, WorkerEntrypoint

import cache


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        # Cached answers first.
        if (response := await cache.routes.respond(request, self.env)) is not None:
            return response
        return Response(\"Not found\", status=404)  # fallback
";

pub(super) const NOTES: &str = "\
from workers import Response, WorkerEntrypoint

import notes


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if (response := await notes.routes.respond(request, self.env)) is not None:
            return response
        return Response(\"Not found\", status=404)  # fallback
";

pub(super) const JOBS: &str = "\
from workers import WorkerEntrypoint

import jobs


class Default(WorkerEntrypoint):
    async def queue(self, batch, env=None, ctx=None):
        await jobs.consume(batch, self.env)
";

pub(super) const OBSERVED: &str = "\
from workers import WorkerEntrypoint

from observability import observed


class Default(WorkerEntrypoint):
    @observed
    async def fetch(self, request): ...

    @observed
    async def queue(self, batch, env=None, ctx=None): ...
";

pub(super) fn fragment(layer: &str, text: &str) -> EntryFragment {
    let fragment = Fragment { kind: FragmentKind::Entry, stored: "merge/entry.py".into(), text: text.to_owned() };
    EntryFragment::read(layer, &fragment).expect("a right fragment")
}

pub(super) fn module(text: &str) -> Module {
    Module::parse(Source::decode(text.as_bytes()).expect("text")).expect("Python")
}

pub(super) fn is_own(module: &str) -> bool {
    ["application", "cache", "chat", "jobs", "notes", "observability", "app", "schedule"].contains(&module)
}

/// Lays fragments one after the other, each twice: the second time changes nothing.
fn lay(text: &str, fragments: &[(&str, &str)]) -> (String, Vec<Unplaced>) {
    let mut entry = module(text);
    let mut earlier: Vec<EntryFragment> = Vec::new();
    let mut unplaced = Vec::new();
    for (layer, text) in fragments {
        let fragment = fragment(layer, text);
        let surroundings = Surroundings { earlier: &earlier, is_own: &is_own };
        let merged = merge(&mut entry, &fragment, &surroundings, Pass::All);
        let once = entry.text().to_owned();
        let again = merge(&mut entry, &fragment, &surroundings, Pass::All);
        assert_eq!(entry.text(), once, "the second time");
        assert!(again.created.is_empty());
        assert_eq!(merged.unplaced, again.unplaced);
        unplaced.extend(merged.unplaced);
        earlier.push(fragment);
    }
    (entry.text().to_owned(), unplaced)
}

fn laid(text: &str, fragments: &[(&str, &str)]) -> String {
    let (text, unplaced) = lay(text, fragments);
    assert_eq!(unplaced, []);
    text
}

fn obstacle(text: &str, layer: &str, code: &str) -> Unplaced {
    let (after, mut unplaced) = lay(text, &[(layer, code)]);
    assert_eq!(after, text);
    unplaced.pop().expect("something that is left")
}

#[test]
fn guards_of_several_layers_stand_first_in_the_order_of_the_layers() {
    let text = "\
from workers import Response, WorkerEntrypoint

import application


class Default(WorkerEntrypoint):
    \"\"\"Handlers.\"\"\"

    async def fetch(self, request):
        \"\"\"Answer.\"\"\"
        return Response(application.answer(request.url))
";
    insta::assert_snapshot!(laid(text, &[("kv", CACHE), ("d1", NOTES), ("queue", JOBS), ("observability", OBSERVED)]));
}

#[test]
fn a_module_without_a_class_gets_the_fragments() {
    insta::assert_snapshot!(laid("\"\"\"Nothing yet.\"\"\"\n", &[("kv", CACHE), ("d1", NOTES)]));
    assert_eq!(laid("", &[("queue", JOBS)]), JOBS);
}

#[test]
fn the_methods_own_names_and_dialect_are_kept() {
    let text = "from workers import Response, WorkerEntrypoint as Entry\r\nclass Default(Entry):\r\n\tdef fetch(this, req, env=None):\r\n\t\treturn Response(\"x\")\r\n";
    assert_eq!(
        laid(text, &[("kv", CACHE)]),
        "from workers import Response, WorkerEntrypoint as Entry\r\n\r\nimport cache\r\nclass Default(Entry):\r\n\tasync def fetch(this, req, env=None):\r\n\t\t# Cached answers first.\r\n\t\tif (response := await cache.routes.respond(req, this.env)) is not None:\r\n\t\t\treturn response\r\n\t\treturn Response(\"x\")\r\n"
    );
}

#[test]
fn a_missing_parameter_comes_without_its_annotation() {
    let text = "from workers import Response as R, WorkerEntrypoint\n\n\nclass Default(WorkerEntrypoint):\n    async def fetch(self):\n        return R(\"x\")\n";
    let annotated = NOTES.replace("fetch(self, request)", "fetch(self, request: Request) -> Response");
    let annotated = annotated.replace("import Response,", "import Request, Response,");
    let result = laid(text, &[("d1", &annotated)]);
    assert!(result.contains("async def fetch(self, request):\n"), "{result}");
    assert!(!result.contains("Request"), "{result}");
}

#[test]
fn entrypoints_for_other_workers_are_left_alone() {
    let text = "from workers import Response, WorkerEntrypoint\n\n\nclass Api(WorkerEntrypoint):\n    async def add(self, a, b):\n        return a + b\n";
    let result = laid(text, &[("kv", CACHE)]);
    assert!(
        result.contains("class Api(WorkerEntrypoint):\n    async def add(self, a, b):\n        return a + b\n"),
        "{result}"
    );
    assert!(result.contains("class Default(WorkerEntrypoint):\n    async def fetch(self, request):\n"), "{result}");
}

#[test]
fn another_name_for_a_class_is_no_entrypoint() {
    let text = "from workers import WorkerEntrypoint\n\n\nclass Api(WorkerEntrypoint):\n    async def fetch(self, request):\n        return None\n\n\nDefault = Api\n";
    let (result, unplaced) = lay(text, &[("kv", CACHE)]);
    assert_eq!(result, text);
    assert_eq!(unplaced[0].obstacle, Obstacle::ClassElsewhere { class: "Default".to_owned() });
}

#[test]
fn a_method_in_one_line_gets_lines_and_a_missing_parameter() {
    let text = "from workers import WorkerEntrypoint, Response\n\n\nclass Default(WorkerEntrypoint):\n  async def fetch(self): return Response('x')\n";
    insta::assert_snapshot!(laid(text, &[("d1", NOTES)]));
}

#[test]
fn names_that_are_taken_are_called_otherwise() {
    let text = "\
from workers import Response, WorkerEntrypoint

cache = {}


class Default(WorkerEntrypoint):
    async def fetch(self, response):
        notes = cache.get(response.url)
        return notes or Response(\"x\")
";
    insta::assert_snapshot!(laid(text, &[("kv", CACHE), ("d1", NOTES)]));
}

#[test]
fn an_empty_class_and_an_empty_method() {
    let text = "from workers import WorkerEntrypoint\n\n\nclass Default(WorkerEntrypoint):\n    pass\n";
    insta::assert_snapshot!(laid(text, &[("queue", JOBS), ("kv", CACHE)]));
    let text = "from workers import WorkerEntrypoint\n\n\nclass Default(WorkerEntrypoint):\n    async def fetch(self, request): ...\n";
    assert!(laid(text, &[("d1", NOTES)]).contains("respond(request, self.env)"));
}

#[test]
fn exports_statements_and_other_classes() {
    let code = "\
import logging

from workers import DurableObject, WorkerEntrypoint

from chat import ChatRoom  # noqa: F401 - the runtime looks for it here

# Before anything is logged.
logging.basicConfig(level=logging.INFO)


class Counter(DurableObject):
    async def fetch(self, request):
        return None


class Default(WorkerEntrypoint):
    async def scheduled(self, controller, env=None, ctx=None):
        logging.info(\"tick\")
";
    let text = "from workers import WorkerEntrypoint\n\nimport application\n\nLIMIT = 3\n\n\nclass Default(WorkerEntrypoint):\n    async def fetch(self, request):\n        return application.answer(request)\n";
    insta::assert_snapshot!(laid(text, &[("chat", code)]));
}

#[test]
fn decorators_go_around_methods_that_later_layers_make() {
    let text = "from workers import WorkerEntrypoint\n\n\nclass Default(WorkerEntrypoint):\n    @staticmethod\n    def help(): ...\n";
    let mut entry = module(text);
    let observed = fragment("observability", OBSERVED);
    let surroundings = Surroundings { earlier: &[], is_own: &is_own };
    merge(&mut entry, &observed, &surroundings, Pass::All);
    assert_eq!(entry.text(), text, "there is nothing to decorate");
    let created = merge(&mut entry, &fragment("queue", JOBS), &surroundings, Pass::All).created;
    assert_eq!(created.iter().collect::<Vec<_>>(), ["queue"]);
    merge(&mut entry, &observed, &surroundings, Pass::Decorators(&created));
    assert!(entry.text().contains("    @observed\n    async def queue("), "{}", entry.text());
    assert!(entry.text().contains("from observability import observed\n"));
}

#[test]
fn what_cannot_be_edited_is_said() {
    let head = "from workers import Response, WorkerEntrypoint\n";
    let in_class = |body: &str| format!("{head}class Default(WorkerEntrypoint):\n{body}");
    let arity = obstacle(&in_class("    async def queue(self, batch):\n        pass\n"), "queue", JOBS);
    assert_eq!(arity.obstacle, Obstacle::Arity { method: "queue".into(), takes: 1, passes: 3 });
    assert_eq!((arity.what.as_str(), arity.whereto.as_str()), ("method queue", "first in `Default.queue`"));
    assert_eq!(
        arity.code,
        "import jobs\n\nasync def queue(self, batch, env=None, ctx=None):\n    await jobs.consume(batch, self.env)"
    );
    let old = obstacle("from workers import handler\n@handler\nasync def on_fetch(request):\n    pass\n", "kv", CACHE);
    assert_eq!(old.obstacle, Obstacle::OldHandlers { handler: "on_fetch".into() });
    let elsewhere = obstacle("from app import Default\n", "kv", CACHE);
    assert_eq!(elsewhere.obstacle, Obstacle::ClassElsewhere { class: "Default".into() });
    assert!(elsewhere.code.ends_with("    return Response(\"Not found\", status=404)"), "{}", elsewhere.code);
    let static_method = in_class("    @staticmethod\n    async def fetch(request): return 1\n");
    let guards = obstacle(&static_method, "kv", CACHE);
    assert!(!guards.code.contains("Not found"), "a method that is there goes on by itself: {}", guards.code);
    let decorators = obstacle("from app import Default\n", "observability", OBSERVED);
    assert_eq!(
        (decorators.what.as_str(), decorators.whereto.as_str()),
        ("decoration of queue", "around `Default.queue`, if there is one")
    );
    for body in [
        "    fetch = make()\n",
        "    if X:\n        def fetch(self, request): ...\n",
        "    def fetch(self, *args):\n        return self.fetch2(*args)\n",
        "    def fetch(self, request):\n        return 1\n    def other(self, r):\n        return self.fetch(r)\n",
        "    async def fetch(self, request):\n        yield 1\n",
        "    @staticmethod\n    async def fetch(request): return 1\n",
    ] {
        let found = obstacle(&in_class(body), "kv", CACHE);
        assert!(matches!(found.obstacle, Obstacle::Shape { .. }), "{body}: {:?}", found.obstacle);
    }
}
