//! The same project and the same edits through copier.
//! Border: makes a copier template of what each version writes, so that both programs start from the same bytes.
use std::path::Path;

use super::catalog::versions;
use super::project::{Project, create, plain};
use super::rival::Outcome;
use super::shell::{commit, copy, files, must, run};

/// A template of copier whose versions write the same files as those of the catalog.
fn template(project: &Project, place: &Path) -> Result<String, String> {
    let repository = place.join("copier-template");
    std::fs::create_dir_all(&repository).map_err(|error| error.to_string())?;
    must(&repository, "git", &["init", "--quiet"])?;
    let audit = versions("audit");
    let all = versions(project.about.template);
    for (index, version) in all.iter().enumerate() {
        // The layer's newest version comes with the newest of the template.
        let layer = project.about.layer.as_ref().map(|_| &audit[usize::from(index + 1 == all.len())]);
        let made = place.join(format!("copier-{version}/app"));
        create(&made, project.about.template, version, layer.map(String::as_str), "none")?;
        let content = repository.join("template");
        let _ = std::fs::remove_dir_all(&content);
        plain(&made, &content)?;
        let answers = "{{ _copier_conf.answers_file }}.jinja";
        std::fs::write(
            content.join(answers),
            "# Changes here will be overwritten\n{{ _copier_answers|to_nice_yaml }}\n",
        )
        .map_err(|error| error.to_string())?;
        std::fs::write(repository.join("copier.yml"), "_subdirectory: template\n")
            .map_err(|error| error.to_string())?;
        commit(&repository, version)?;
        must(&repository, "git", &["tag", &format!("v{version}")])?;
    }
    Ok(repository.display().to_string())
}

/// Makes the project with copier, has its user edit it, and updates it.
pub fn run_copier(project: &Project, program: &Path, place: &Path) -> Result<Outcome, String> {
    let source = template(project, place)?;
    let program = program.display().to_string();
    let directory = place.join("copier");
    let reference = format!("v{}", project.about.version);
    let target = directory.display().to_string();
    must(place, &program, &["copy", "--quiet", "--defaults", "--vcs-ref", &reference, &source, &target])?;
    must(&directory, "git", &["init", "--quiet"])?;
    commit(&directory, "as it was made")?;
    // The user's files, in place of what was made; only the records of the two programs differ.
    for path in project.base.keys().filter(|path| path.as_str() != ".pyworker.toml") {
        let _ = std::fs::remove_file(directory.join(path));
    }
    let plainly = place.join("copier-edited");
    copy(&project.directory, &plainly)?;
    for own in [".git", ".pyworker"] {
        let _ = std::fs::remove_dir_all(plainly.join(own));
    }
    let _ = std::fs::remove_file(plainly.join(".pyworker.toml"));
    copy(&plainly, &directory)?;
    commit(&directory, "as its user has it")?;
    let newest = format!("v{}", project.about.newest());
    let ran = run(&directory, &program, &["update", "--defaults", "--conflict", "inline", "--vcs-ref", &newest])?;
    let files = files(&directory);
    let conflicts = files
        .iter()
        .map(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            text.lines().filter(|line| line.starts_with("<<<<<<< ")).count() + usize::from(path.ends_with(".rej"))
        })
        .sum();
    Ok(Outcome { files, conflicts, time: ran.time, failed: ran.code != 0, said: ran.stderr })
}
