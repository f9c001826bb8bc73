use super::*;
use crate::catalog::git::GitTree;
use crate::catalog::git::fixture::Fixture;
use crate::catalog::location::Location;
use crate::catalog::tree::{self, Tree as _};
use crate::catalog::{CatalogError, Excess};

fn repository(address: &str) -> Repository {
    match address.parse() {
        Ok(Location::Git(repository)) => repository,
        other => panic!("{address}: {other:?}"),
    }
}

fn open(fixture: &Fixture, fetching: Fetching) -> Result<Mirror, GitError> {
    let cache = fixture.beside("cache");
    Mirror::open(&repository(&fixture.address()), Some(&cache), fetching, Prompts::Forbidden)
}

fn tree(mirror: &Mirror, reference: &str) -> GitTree {
    let commit = mirror.commit(Some(reference)).expect("a commit");
    GitTree::new(mirror.objects().clone(), commit, reference.to_owned(), Utf8PathBuf::new())
}

#[test]
fn tags_branches_commits_and_the_head_of_a_copy() {
    let fixture = Fixture::new();
    fixture.write("a/x", "one\r\n");
    let first = fixture.commit("v1");
    fixture.write("a/x", "two");
    let second = fixture.commit("v2");
    let mirror = open(&fixture, Fetching::Always).expect("fetched");
    assert_eq!(mirror.commit(Some("v1")), Ok(first.clone()));
    assert_eq!(mirror.commit(Some("main")), Ok(second.clone()));
    assert_eq!(mirror.commit(Some(&first)), Ok(first.clone()));
    assert_eq!(mirror.commit(Some(&first[..10])), Ok(first));
    assert_eq!(mirror.commit(None), Ok(second));
    assert!(matches!(mirror.commit(Some("mian")), Err(GitError::NoReference { meant: Some(_), .. })));
    assert!(matches!(mirror.commit(Some("--all")), Err(GitError::NoReference { .. })));
    let files = tree::content(&tree(&mirror, "v1"), "a".into()).expect("read");
    assert_eq!(files, [("x".into(), b"one\r\n".to_vec().into())]);
}

#[test]
fn nothing_is_fetched_unless_it_may_be() {
    let fixture = Fixture::new();
    fixture.write("x", "one");
    fixture.commit("v1");
    assert!(matches!(open(&fixture, Fetching::Never), Err(GitError::NotCached { .. })));
    open(&fixture, Fetching::IfAbsent).expect("fetched");
    fixture.commit("v2");
    for fetching in [Fetching::IfAbsent, Fetching::Never] {
        let mirror = open(&fixture, fetching).expect("there");
        assert!(matches!(mirror.commit(Some("v2")), Err(GitError::NoReference { .. })));
    }
    open(&fixture, Fetching::Always).expect("fetched").commit(Some("v2")).expect("there now");
    // What is gone on the other side goes here, and can still be had by its commit.
    let gone = fixture.git(&["rev-parse", "v1"]);
    fixture.git(&["tag", "--delete", "v1"]);
    let mirror = open(&fixture, Fetching::Always).expect("fetched");
    assert!(matches!(mirror.commit(Some("v1")), Err(GitError::NoReference { .. })));
    assert_eq!(mirror.commit(Some(&gone)), Ok(gone));
}

#[test]
fn an_empty_repository_and_none_at_all() {
    let fixture = Fixture::new();
    assert!(matches!(open(&fixture, Fetching::Always), Err(GitError::Empty { .. })));
    let missing = repository(&format!("file://{}", fixture.beside("missing")));
    let error = Mirror::open(&missing, Some(&fixture.beside("cache")), Fetching::Always, Prompts::Forbidden);
    assert!(matches!(error, Err(GitError::NotARepository { .. })), "{error:?}");
    let error = Mirror::open(&missing, None, Fetching::Always, Prompts::Forbidden);
    assert!(matches!(error, Err(GitError::NoCache)));
    // A port that nobody listens on.
    let nobody = repository("https://127.0.0.1:9/x.git");
    let error = Mirror::open(&nobody, Some(&fixture.beside("cache")), Fetching::Always, Prompts::Forbidden);
    assert!(matches!(error, Err(GitError::Unreachable { .. })), "{error:?}");
}

#[test]
fn hooks_and_filters_do_not_run() {
    let fixture = Fixture::new();
    fixture.write(".gitattributes", "* filter=evil export-subst\n");
    fixture.write("t/x", "$Format:%H$ as it is");
    fixture.commit("v1");
    let marker = fixture.beside("ran");
    for hook in ["post-checkout", "post-merge", "reference-transaction", "update"] {
        let path = fixture.root().join(".git/hooks").join(hook);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(&path, format!("#!/bin/sh\ntouch {marker}\n")).expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("set");
        }
    }
    let mirror = open(&fixture, Fetching::Always).expect("fetched");
    let files = tree::content(&tree(&mirror, "v1"), "t".into()).expect("read");
    assert_eq!(files[0].1.as_ref(), b"$Format:%H$ as it is");
    assert!(!marker.exists());
}

#[cfg(unix)]
#[test]
fn links_and_submodules_are_refused() {
    let fixture = Fixture::new();
    fixture.write("t/x", "");
    std::os::unix::fs::symlink("/etc/passwd", fixture.root().join("t/link")).expect("linked");
    fixture.write("s/x", "");
    let commit = fixture.commit("v1");
    fixture.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{commit},s/sub")]);
    fixture.git(&["commit", "--quiet", "-m", "x"]);
    fixture.git(&["tag", "v2"]);
    let mirror = open(&fixture, Fetching::Always).expect("fetched");
    let tree = tree(&mirror, "v2");
    assert!(matches!(tree.list("t".into()), Err(CatalogError::NotAFile { what: "a symbolic link", .. })));
    assert!(matches!(tree.list("s".into()), Err(CatalogError::NotAFile { what: "a submodule", .. })));
    assert!(matches!(tree.find("t/link".into()), Err(CatalogError::NotAFile { .. })));
    assert_eq!(tree.list("none".into()).expect("listed"), []);
    assert_eq!(tree.list("t/x".into()).expect("a file is no directory"), []);
}

#[test]
fn names_that_some_system_cannot_have_are_refused_before_they_are_read() {
    let fixture = Fixture::new();
    fixture.write("x", "");
    fixture.commit("v1");
    let blob = fixture.git(&["hash-object", "-w", "x"]);
    for (number, name) in ["aux", "a\\b", "C:x", ".GIT/config", "CON.txt"].into_iter().enumerate() {
        // `mktree` takes names that no command for work trees would.
        let listing = fixture.beside("listing");
        let (directory, file) = name.split_once('/').unwrap_or(("", name));
        std::fs::write(&listing, format!("100644 blob {blob}\t{file}\n")).expect("written");
        let mut object = mktree(&fixture, &listing);
        if !directory.is_empty() {
            std::fs::write(&listing, format!("040000 tree {object}\t{directory}\n")).expect("written");
            object = mktree(&fixture, &listing);
        }
        std::fs::write(&listing, format!("040000 tree {object}\tt\n")).expect("written");
        let top = mktree(&fixture, &listing);
        let commit = fixture.git(&["commit-tree", &top, "-m", "x"]);
        let tag = format!("bad-{number}");
        fixture.git(&["tag", &tag, &commit]);
        let mirror = open(&fixture, Fetching::Always).expect("fetched");
        let found = tree(&mirror, &tag).list("t".into());
        assert!(matches!(found, Err(CatalogError::Name { .. })), "{name}: {found:?}");
    }
}

fn mktree(fixture: &Fixture, listing: &Utf8Path) -> String {
    let output = std::process::Command::new("git")
        .arg("mktree")
        .current_dir(fixture.root())
        .stdin(std::fs::File::open(listing).expect("opened"))
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

#[test]
fn what_is_too_much_is_not_read() {
    let fixture = Fixture::new();
    for number in 0..6 {
        let file = std::fs::File::create(fixture.root().join(format!("big-{number}"))).expect("made");
        file.set_len(if number == 5 { limits_file() + 1 } else { limits_file() }).expect("long");
    }
    fixture.git(&["add", "big-5"]);
    fixture.git(&["commit", "--quiet", "-m", "x"]);
    fixture.git(&["tag", "one"]);
    fixture.git(&["rm", "--quiet", "big-5"]);
    fixture.commit("many");
    let mirror = open(&fixture, Fetching::Always).expect("fetched");
    let content = |reference: &str| tree::content(&tree(&mirror, reference), "".into());
    assert!(matches!(content("one"), Err(CatalogError::Excess { excess: Excess::FileBytes { .. }, .. })));
    assert!(matches!(content("many"), Err(CatalogError::Excess { excess: Excess::TotalBytes, .. })));
}

#[test]
fn a_few_objects_that_stand_for_endless_files_are_given_up_on() {
    let fixture = Fixture::new();
    fixture.write("a", "a");
    fixture.git(&["add", "a"]);
    let mut object = fixture.git(&["rev-parse", ":a"]);
    // Sixteen of the same, eight times over: four thousand million files.
    for level in 0..8 {
        let listing = fixture.beside("listing");
        let kind = if level == 0 { "100644 blob" } else { "040000 tree" };
        let lines: String = ('a'..='p').map(|name| format!("{kind} {object}\t{name}\n")).collect();
        std::fs::write(&listing, lines).expect("written");
        object = mktree(&fixture, &listing);
    }
    let commit = fixture.git(&["commit-tree", "-m", "x", &object]);
    fixture.git(&["update-ref", "refs/heads/main", &commit]);
    let mirror = open(&fixture, Fetching::Always).expect("fetched");
    match tree::content(&tree(&mirror, "main"), "".into()) {
        Err(CatalogError::Git(GitError::GivenUp { why, .. })) => assert!(why.starts_with("the list"), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fetch_that_does_not_end_is_ended() {
    let fixture = Fixture::new();
    let noise: Vec<u8> = (0..3_000_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    std::fs::write(fixture.root().join("noise"), noise).expect("written");
    fixture.commit("v1");
    let target = repository(&fixture.address());
    let mirror = open(&fixture, Fetching::Always).expect("fetched");
    let directory = fixture.beside("cache/git").join(directory_name(&target.address));
    let fetch = |patience: Patience, prompts| mirror.fetch(&target, &directory, prompts, &patience);
    let why = |result| match result {
        Err(GitError::GivenUp { why, .. }) => why,
        other => panic!("{other:?}"),
    };
    let small = Patience { bytes: 1024, ..Patience::default() };
    assert_eq!(why(fetch(small, Prompts::Allowed)), "it has more than 0 MiB");

    // A host that says nothing: a program in the place of ssh that waits.
    let silent = Patience { silence: std::time::Duration::ZERO, ..Patience::default() };
    assert_eq!(why(fetch(silent, Prompts::Forbidden)), "nothing came for 0 seconds");
}

fn limits_file() -> u64 {
    crate::catalog::limits::FILE_BYTES
}

#[test]
fn directories_of_the_cache_are_readable_and_different() {
    let name = |address: &str| directory_name(address).into_string();
    assert!(name("gh:acme/templates").starts_with("gh-acme-templates-"));
    assert_ne!(name("gh:acme/templates"), name("gh:acme-templates"));
    let long = name(&format!("https://host/{}", "ä/long/".repeat(40)));
    assert!(long.len() < 80 && long.is_ascii(), "{long}");
}

#[test]
fn what_a_failed_fetch_means() {
    let meaning = |said: &str| {
        failure(
            GitError::Failed { command: "fetch".into(), said: vec![said.into()] },
            &repository("https://git.acme.example/x"),
        )
    };
    for said in [
        "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
        "git@github.com: Permission denied (publickey).",
        "fatal: Authentication failed for 'https://git.acme.example/x/'",
        "error: The requested URL returned error: 403",
    ] {
        assert!(matches!(meaning(said), GitError::Denied { .. }), "{said}");
    }
    for said in [
        "fatal: unable to access 'https://git.acme.example/x/': Could not resolve host: git.acme.example",
        "ssh: connect to host git.acme.example port 22: Connection refused",
        "fatal: unable to access 'https://x/': SSL certificate problem: unable to get local issuer certificate",
    ] {
        assert!(matches!(meaning(said), GitError::Unreachable { .. }), "{said}");
    }
    for said in ["remote: Repository not found.", "fatal: '/x' does not appear to be a git repository"] {
        assert!(matches!(meaning(said), GitError::NotARepository { .. }), "{said}");
    }
    assert!(matches!(meaning("fatal: something new"), GitError::Failed { .. }));
}

/// A host that lets nobody in, and what it was asked.
fn closed_host() -> (String, std::sync::mpsc::Receiver<String>) {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut asked = [0_u8; 8192];
            let length = stream.read(&mut asked).unwrap_or(0);
            let answer = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\
                          Content-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(answer.as_bytes());
            if sender.send(String::from_utf8_lossy(&asked[..length]).into_owned()).is_err() {
                return;
            }
        }
    });
    (address, receiver)
}

#[test]
fn a_private_repository_is_named_as_one_without_a_question() {
    let fixture = Fixture::new();
    let (host, _asked) = closed_host();
    let target = repository(&format!("http://{host}/acme/templates"));
    let cache = fixture.beside("cache");
    let error = Mirror::open(&target, Some(&cache), Fetching::Always, Prompts::Forbidden).expect_err("closed");
    assert!(matches!(error, GitError::Denied { .. }), "{error:?}");
}

#[test]
fn a_password_of_an_address_reaches_the_host_and_nothing_else() {
    let fixture = Fixture::new();
    let (host, asked) = closed_host();
    let target = repository(&format!("http://user:hunter2@{host}/acme/templates"));
    let cache = fixture.beside("cache");
    let error = Mirror::open(&target, Some(&cache), Fetching::Always, Prompts::Forbidden).expect_err("closed");
    assert!(matches!(error, GitError::Denied { .. }), "{error:?}");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    // `user:hunter2`, as the host gets it.
    let asked: Vec<String> = asked.try_iter().collect();
    assert!(asked.iter().any(|asked| asked.contains("Basic dXNlcjpodW50ZXIy")), "{asked:?}");
    let found = std::process::Command::new("grep").args(["-r", "hunter2"]).arg(&cache).output().expect("grep runs");
    assert!(found.stdout.is_empty(), "{}", String::from_utf8_lossy(&found.stdout));
}
