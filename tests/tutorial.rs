//! The commands of `docs/catalog.md` do what the page says, in their order, from an empty directory.
//! Border: the page and a shell; a command ends with 0 unless its comment says `# exit code N`.
use std::path::Path;
use std::process::{Command, ExitStatus};

/// A command of the page with the exit code that the page promises.
struct Step {
    command: String,
    exit: i32,
}

/// The commands of all console blocks; lines that begin with `> ` belong to the command before them.
fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut is_console = false;
    for line in page.lines() {
        if let Some(language) = line.strip_prefix("```") {
            is_console = language == "console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            let promised = command.split_once("# exit code ").map(|(_, rest)| rest);
            let exit = promised.map_or(0, |rest| {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                digits.parse().expect("a number")
            });
            steps.push(Step { command: command.to_owned(), exit });
        } else if let Some(more) = line.strip_prefix('>').filter(|_| is_console) {
            let step = steps.last_mut().expect("a command before");
            step.command.push('\n');
            step.command.push_str(more.strip_prefix(' ').unwrap_or(more));
        }
    }
    steps
}

/// One script, so that `cd` lasts; each step says where it failed.
fn script(steps: &[Step]) -> String {
    let mut script = String::new();
    for (number, Step { command, exit }) in steps.iter().enumerate() {
        script.push_str(&format!(
            "{command}\ncode=$?\nif [ $code -ne {exit} ]; then echo \"step {number} exits $code instead of {exit}\" >&2; exit 1; fi\n"
        ));
    }
    script
}

fn run(script: &str, directory: &Path, home: &Path) -> (ExitStatus, String) {
    let programs = Path::new(env!("CARGO_BIN_EXE_pyworker")).parent().expect("a directory");
    let mut path = vec![programs.to_owned()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").expect("a PATH")));
    let mut command = Command::new("sh");
    for name in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{name}_NAME"), "A").env(format!("GIT_{name}_EMAIL"), "a@example.com");
    }
    let output = command
        .args(["-c", script])
        .current_dir(directory)
        .env("PATH", std::env::join_paths(path).expect("a PATH"))
        .env("HOME", home)
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_STATE_HOME")
        .env_remove("XDG_CACHE_HOME")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("CI", "1")
        .output()
        .expect("a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status, format!("{}{}", text(&output.stdout), text(&output.stderr)))
}

#[cfg(unix)]
#[test]
fn every_command_of_the_page_about_catalogs_does_what_it_says() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/catalog.md")).expect("the page");
    let steps = steps(&page);
    assert!(steps.len() > 40, "{} commands", steps.len());
    let temporary = tempfile::tempdir().expect("a directory");
    let (work, home) = (temporary.path().join("work"), temporary.path().join("home"));
    for directory in [&work, &home] {
        std::fs::create_dir(directory).expect("made");
    }
    let (status, said) = run(&script(&steps), &work, &home);
    let commands: Vec<String> =
        steps.iter().enumerate().map(|(number, step)| format!("{number}: {}", step.command)).collect();
    assert!(status.success(), "{said}\n{}", commands.join("\n"));
    let project = |path: &str| std::fs::read_to_string(work.join("orders").join(path)).expect(path);
    assert!(project("src/health.py").contains("VERSION = 2"), "the new version is there");
    assert!(project("src/routes.py").contains("def orders()"), "what the user wrote is there");
    assert!(project(".pyworker.toml").contains("version = \"1.1.0\""), "the record names the new version");
    assert!(said.contains("::notice file=src/routes.py,line="), "drift is annotated: {said}");
}
