use super::*;
use crate::catalog::git::GitError;
use crate::catalog::git::fixture::Fixture;

/// A catalog in a repository, with versions that are published as they are committed.
struct Acme {
    fixture: Fixture,
    versions: RefCell<Vec<(String, String)>>,
}

impl Acme {
    fn new() -> Self {
        let acme = Self { fixture: Fixture::new(), versions: RefCell::default() };
        acme.publish("1.0.0", "one");
        acme
    }

    fn template(&self, version: &str, text: &str) {
        self.fixture.write(
            "templates/api/template.toml",
            &format!("id = 'api'\nkind = 'project'\nversion = '{version}'\ntitle = 'API'\nsummary = 'An API.'\n"),
        );
        self.fixture.write("templates/api/files/x.txt", text);
    }

    fn index(&self, more: &str) {
        let mut text = format!(
            "format = 1\nname = 'acme'\ntitle = 'Acme'\n[[template]]\nid = 'api'\ntitle = 'API'\nsummary = 'An API.'\n{more}\n"
        );
        for (version, hash) in &*self.versions.borrow() {
            text.push_str(&format!(
                "[[template.version]]\nversion = '{version}'\nref = 'api-v{version}'\nhash = 'sha256:{hash}'\n"
            ));
        }
        self.fixture.write("catalog.toml", &text);
    }

    fn publish(&self, version: &str, text: &str) {
        self.template(version, text);
        self.index("");
        let shelf = Shelf::in_directory(&self.fixture.root(), None).expect("a catalog");
        let entry = shelf.index.find("api", EntryKind::Template).expect("there").clone();
        let template = shelf.load(&entry, &version.parse().expect("a version")).expect("loadable");
        self.versions.borrow_mut().push((version.to_owned(), template.hash));
        self.index("");
        self.fixture.commit(&format!("api-v{version}"));
    }

    fn settings(&self, text: &str) {
        let config = self.fixture.beside("home/config");
        std::fs::create_dir_all(&config).expect("made");
        std::fs::write(config.join(USER_FILE), text).expect("written");
    }

    fn configured(&self) {
        self.settings(&format!("[[catalog]]\nname = 'acme'\nsource = '{}'\n", self.fixture.address()));
    }

    fn options(&self, offline: bool) -> Options {
        Options {
            home: Home::below(&self.fixture.beside("home")),
            directory: self.fixture.beside("work"),
            offline,
            prompts: Prompts::Forbidden,
        }
    }

    fn catalog(&self) -> Catalog {
        Catalog::open(self.options(false)).expect("settings")
    }

    fn load(&self, text: &str) -> Result<Template, CatalogError> {
        self.catalog().load(&text.parse().expect("a reference"), Kind::Project)
    }
}

#[test]
fn versions_are_read_from_their_tags_and_fetched_when_they_are_asked_for() {
    let acme = Acme::new();
    acme.configured();
    let first = acme.load("acme/api").expect("loaded");
    assert_eq!(
        (first.manifest.version.to_string().as_str(), first.files[0].content.as_ref()),
        ("1.0.0", b"one".as_ref())
    );
    assert_eq!(first.origin.source, acme.fixture.address());
    acme.publish("1.1.0", "two");
    acme.publish("2.0.0", "three");
    let text = |name: &str| {
        let template = acme.load(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        String::from_utf8(template.files[0].content.to_vec()).expect("UTF-8")
    };
    assert_eq!(text("acme/api@^1"), "two");
    assert_eq!(text("api"), "three");
    assert_eq!(text("acme/api@1.0.0"), "one");
    assert!(matches!(acme.load("acme/api@^3"), Err(CatalogError::NoVersion { versions, .. }) if versions.len() == 3));
}

#[test]
fn without_the_network_what_was_fetched_is_used() {
    let acme = Acme::new();
    acme.configured();
    let offline = || Catalog::open(acme.options(true)).expect("settings");
    let reference: Reference = "acme/api".parse().expect("a reference");
    let error = offline().load(&reference, Kind::Project).expect_err("never fetched");
    assert!(matches!(error, CatalogError::Git(GitError::NotCached { .. })));
    acme.load("acme/api").expect("loaded");
    std::fs::rename(acme.fixture.root(), acme.fixture.beside("elsewhere")).expect("moved");
    assert!(matches!(acme.load("acme/api"), Err(CatalogError::Git(GitError::NotARepository { .. }))));
    // A version that is known to the copy needs no network.
    acme.load("acme/api@1.0.0").expect("loaded");
    offline().load(&reference, Kind::Project).expect("loaded");
}

#[test]
fn a_tag_that_moves_and_content_that_differs_are_told_with_both_hashes() {
    let acme = Acme::new();
    acme.configured();
    let before = acme.load("acme/api@1.0.0").expect("loaded");
    acme.template("1.0.0", "changed");
    let commit = acme.fixture.commit("api-v1.0.0");
    match acme.load("acme/api") {
        Err(CatalogError::Hash(mismatch)) => {
            assert_eq!(mismatch.published, before.hash);
            assert_ne!(mismatch.found, before.hash);
        }
        other => panic!("{other:?}"),
    }
    // The one who moved the tag also changes the index: what was seen first still counts.
    let shelf = Shelf::in_directory(&acme.fixture.root(), None).expect("a catalog");
    let entry = shelf.index.find("api", EntryKind::Template).expect("there").clone();
    let Err(CatalogError::Hash(mismatch)) = shelf.load(&entry, &"1.0.0".parse().expect("a version")) else {
        panic!("the index still has the old hash");
    };
    let found = mismatch.found;
    acme.versions.replace(vec![("1.0.0".into(), found.clone())]);
    acme.index("");
    acme.fixture.git(&["add", "--all"]);
    acme.fixture.git(&["commit", "--quiet", "-m", "x"]);
    match acme.load("acme/api") {
        Err(CatalogError::Moved(moved)) => {
            let Moved { was, is, catalog, .. } = *moved;
            assert_eq!((was.hash, was.commit), (before.hash, before.origin.commit));
            assert_eq!((is.hash, is.commit), (found, Some(commit)));
            assert_eq!(catalog.as_deref(), Some("acme"));
        }
        other => panic!("{other:?}"),
    }
    let news = acme.catalog().refresh("acme", false).expect("fetched");
    assert_eq!(news.moved.iter().map(|moved| moved.id.as_str()).collect::<Vec<_>>(), ["acme/api"]);
    assert!(matches!(acme.load("acme/api"), Err(CatalogError::Moved(_))), "looking accepts nothing");
    acme.catalog().refresh("acme", true).expect("accepted");
    acme.load("acme/api").expect("accepted");
}

#[test]
fn templates_by_their_place() {
    let acme = Acme::new();
    acme.publish("1.1.0", "two");
    let address = acme.fixture.address();
    let at = |reference: &str| acme.load(&format!("{address}//templates/api@{reference}"));
    let first = at("api-v1.0.0").expect("loaded");
    assert_eq!(first.files[0].content.as_ref(), b"one");
    assert_eq!(first.origin.source, format!("{address}//templates/api"));
    assert_eq!(at("main").expect("loaded").files[0].content.as_ref(), b"two");
    assert!(matches!(at("api-v9"), Err(CatalogError::Git(GitError::NoReference { .. }))));
    match acme.load(&address) {
        Err(CatalogError::NoTemplate { templates, .. }) => assert_eq!(templates, ["templates/api"]),
        other => panic!("{other:?}"),
    }
    let directory = acme.fixture.root().join("templates/api");
    assert_eq!(acme.load(directory.as_str()).expect("loaded").files[0].content.as_ref(), b"two");
    assert!(matches!(acme.load("./not-there"), Err(CatalogError::NoDirectory { .. })));
    // A branch may move, a tag may not.
    acme.template("1.2.0", "three");
    acme.fixture.commit("api-v1.0.0");
    assert!(matches!(at("api-v1.0.0"), Err(CatalogError::Moved(_))));
    assert_eq!(at("main").expect("loaded").files[0].content.as_ref(), b"three");
}

#[test]
fn priority_decides_between_equal_names_and_policy_what_is_used_at_all() {
    let acme = Acme::new();
    acme.fixture.write("catalog.toml", "format = 1\nname = 'acme'\ntitle = 'Acme'\n[[template]]\nid = 'worker'\npath = 'templates/api'\ntitle = 'Ours'\nsummary = 'Ours.'\n");
    acme.fixture.write(
        "templates/api/template.toml",
        "id = 'worker'\nkind = 'project'\nversion = '9.0.0'\ntitle = 'Ours'\nsummary = 'Ours.'\n",
    );
    let root = acme.fixture.root();
    let version = |priority: &str| {
        acme.settings(&format!("[[catalog]]\nname = 'own'\nsource = '{root}'\n{priority}\n"));
        acme.load("worker").expect("loaded").manifest.version.to_string()
    };
    assert_eq!(version(""), "9.0.0");
    assert_ne!(version("priority = -1"), "9.0.0");
    assert_eq!(acme.load("own/worker").expect("loaded").manifest.version.to_string(), "9.0.0");
    let refuse = |sources: &str| {
        acme.settings(&format!("[[catalog]]\nname = 'own'\nsource = '{root}'\n[policy]\nsources = [{sources}]\n"));
        acme.load("own/worker").err().map(|error| error.to_string())
    };
    assert_eq!(refuse(&format!("'{}'", root.canonicalize_utf8().expect("there"))), None);
    assert!(refuse("'built-in'").is_some_and(|error| error.contains("allowed")));
    assert!(matches!(acme.load(root.join("templates/api").as_str()), Err(CatalogError::NotAllowed { .. })));
    acme.settings("[policy]\nsources = []\n");
    assert!(matches!(acme.load("built-in/worker"), Err(CatalogError::NotAllowed { .. })));
    assert_eq!(acme.catalog().entries(Kind::Project).expect("listed"), []);
}

#[test]
fn what_the_user_should_know_is_told() {
    let acme = Acme::new();
    acme.index("stage = 'deprecated'\nreplaced_by = 'api-next'\nneeds_pyworker = '0.0.1'\n");
    acme.fixture.commit("x");
    acme.configured();
    let catalog = acme.catalog();
    catalog.load(&"acme/api".parse().expect("a reference"), Kind::Project).expect("loaded");
    let notice =
        Notice::Deprecated { kind: EntryKind::Template, id: "acme/api".into(), replaced_by: Some("api-next".into()) };
    assert_eq!(catalog.take_notices(), [notice]);
    assert_eq!(catalog.take_notices(), []);
    acme.index("needs_pyworker = '99.0.0'\n");
    acme.fixture.commit("x");
    assert!(matches!(acme.load("acme/api"), Err(CatalogError::ToolTooOld { .. })));
}

#[test]
fn a_directory_offers_what_lies_in_it_and_a_repository_what_is_published() {
    let acme = Acme::new();
    acme.template("1.1.0", "work");
    let versions = |location: String| {
        let catalog = acme.catalog();
        let shelf = catalog.open_location(&location.parse().expect("a place"), None, Fetching::Always).expect("open");
        let entry = shelf.entries(EntryKind::Template).expect("listed").remove(0);
        entry.versions.iter().map(|offered| (offered.version.to_string(), offered.published)).collect::<Vec<_>>()
    };
    let (one, two) = (("1.0.0".to_owned(), true), ("1.1.0".to_owned(), false));
    assert_eq!(versions(acme.fixture.root().into_string()), [two, one.clone()]);
    assert_eq!(versions(acme.fixture.address()), [one]);
    // The published one comes from its tag, although the directory has gone on.
    let shelf = Shelf::in_directory(&acme.fixture.root(), None).expect("a catalog");
    let entry = shelf.index.find("api", EntryKind::Template).expect("there").clone();
    let template = shelf.load(&entry, &"1.0.0".parse().expect("a version")).expect("loaded");
    assert_eq!(template.files[0].content.as_ref(), b"one");
}

#[test]
fn what_is_new_and_gone_after_fetching() {
    let acme = Acme::new();
    acme.configured();
    let refresh = || acme.catalog().refresh("acme", false).expect("fetched");
    assert_eq!(refresh().new["api"], [semver::Version::new(1, 0, 0)]);
    assert_eq!(
        refresh(),
        News { name: "acme".into(), commit: Some(acme.fixture.git(&["rev-parse", "HEAD"])), ..News::default() }
    );
    let before = acme.fixture.git(&["rev-parse", "HEAD"]);
    acme.publish("1.1.0", "two");
    acme.publish("2.0.0", "three");
    let news = refresh();
    assert_eq!(news.before, Some(before));
    assert_eq!(news.new["api"], [semver::Version::new(2, 0, 0), semver::Version::new(1, 1, 0)]);
    acme.versions.borrow_mut().retain(|(version, _)| version != "1.1.0");
    acme.index("");
    acme.fixture.commit("x");
    assert_eq!(refresh().gone, ["api@1.1.0"]);
    assert_eq!(acme.catalog().refresh("built-in", false).expect("there").new.len(), 0);
}
