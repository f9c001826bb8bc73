use super::*;

fn parse(text: &str) -> Location {
    text.parse().unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

fn git(text: &str) -> Repository {
    match parse(text) {
        Location::Git(repository) => repository,
        Location::Directory(path) => panic!("{text} is the directory {path}"),
    }
}

#[test]
fn every_spelling_of_a_repository() {
    for (text, url, directory, reference) in [
        ("gh:acme/templates", "https://github.com/acme/templates.git", "", None),
        ("gh:acme/templates//api@v1", "https://github.com/acme/templates.git", "api", Some("v1")),
        ("gh:acme/templates@release/1", "https://github.com/acme/templates.git", "", Some("release/1")),
        ("https://git.acme.example/x.git//a/b@v1", "https://git.acme.example/x.git", "a/b", Some("v1")),
        ("git+https://Git.Acme.example/x/", "https://git.acme.example/x", "", None),
        ("ssh://git@git.acme.example:2222/x@v1", "ssh://git@git.acme.example:2222/x", "", Some("v1")),
        ("git@git.acme.example:team/x.git//sub@v1", "git@git.acme.example:team/x.git", "sub", Some("v1")),
        ("build:x", "build:x", "", None),
        ("file:///srv/git/x.git//sub", "file:///srv/git/x.git", "sub", None),
    ] {
        let found = git(text);
        assert_eq!(
            (found.url().as_str(), found.directory.as_str(), found.reference.as_deref()),
            (url, directory, reference),
            "{text}"
        );
    }
}

#[test]
fn one_repository_of_github_has_one_name() {
    for text in ["gh:acme/x", "gh:acme/x.git", "https://github.com/acme/x.git", "https://GitHub.com/acme/x/"] {
        assert_eq!(git(text).source(), "gh:acme/x", "{text}");
    }
    assert_eq!(git("gh:acme/x//sub@v1").to_string(), "gh:acme/x//sub@v1");
}

#[test]
fn directories() {
    for text in ["templates", "./templates", "../x", "/srv/x", "C:\\x", "c:/x", "a/b@c"] {
        assert_eq!(parse(text), Location::Directory(text.into()), "{text}");
    }
    assert_eq!(parse("../x").directory("/work".into()), Some("/x".into()));
    assert_eq!(parse("gh:a/b").directory("/work".into()), None);
}

#[test]
fn secrets_are_in_no_spelling() {
    for text in ["https://user:secret@git.acme.example/x//sub@v1", "http://secret@git.acme.example/x"] {
        let found = git(text);
        assert!(found.credentials.as_ref().is_some_and(|credentials| credentials.reveal().contains("secret")));
        let shown = format!("{found} {} {} {found:?}", found.url(), found.source());
        assert!(!shown.contains("secret"), "{shown}");
    }
    assert_eq!(git("ssh://git:secret@git.acme.example/x").url(), "ssh://git@git.acme.example/x");
    let refused = "git:secret@git.acme.example:x".parse::<Location>().expect_err("git itself takes `git` for the host");
    assert!(!refused.to_string().contains("secret"));
}

#[test]
fn what_could_be_an_option_or_a_program_is_refused() {
    let refused = |text: &str| text.parse::<Location>().expect_err(text);
    assert_eq!(refused(""), LocationProblem::Empty);
    assert_eq!(refused("--upload-pack=touch x"), LocationProblem::Dash);
    assert_eq!(refused("ssh://-oProxyCommand=x/y"), LocationProblem::Address);
    assert_eq!(refused("ssh://-oProxyCommand=x@host/y"), LocationProblem::Address);
    assert_eq!(refused("git@-oProxyCommand=x:y"), LocationProblem::Address);
    assert_eq!(refused("host:-x"), LocationProblem::Address);
    assert_eq!(refused("https:///x"), LocationProblem::Address);
    assert_eq!(refused("https://host"), LocationProblem::Address);
    assert_eq!(refused("file://host/x"), LocationProblem::Address);
    for text in ["ext::sh -c touch% x", "fd::17", "ext://x/y", "ftp://x/y", "javascript://x/y"] {
        assert!(matches!(refused(text), LocationProblem::Scheme { .. }), "{text}");
    }
    assert!(matches!(refused("https://host/x\ny"), LocationProblem::Control { character: '\n' }));
    assert!(matches!(refused("https://host/x?token=1"), LocationProblem::Query { character: '?' }));
    assert!(matches!(refused("gh:acme"), LocationProblem::GitHub));
    assert!(matches!(refused("gh:acme/a/b"), LocationProblem::GitHub));
    assert!(matches!(refused("gh:-acme/b"), LocationProblem::GitHub));
    for text in ["gh:a/b//../c", "gh:a/b//c/../../d", "https://h/x//.git/hooks", "gh:a/b//C:x"] {
        assert!(matches!(refused(text), LocationProblem::Directory { .. }), "{text}");
    }
    for text in ["gh:a/b@--output=x", "gh:a/b@", "gh:a/b@a..b", "https://h/x@main~1"] {
        assert!(matches!(refused(text), LocationProblem::Reference { .. }), "{text}");
    }
}

#[test]
fn a_name_of_a_template_is_not_meant_as_a_place() {
    for text in ["api", "acme/api", "acme/api@^2"] {
        assert!(!Location::is_meant(text), "{text}");
    }
    for text in ["gh:a/b", "./x", "../x", ".", "/x", "https://h/x", "git@h:x", "C:\\x", "~/x"] {
        assert!(Location::is_meant(text), "{text}");
    }
}
