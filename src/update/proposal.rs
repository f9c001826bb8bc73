//! The update of a project as a plan.
//! Border: a pure function of the project, its templates and the decisions; showing and applying it is others' work.

use camino::{Utf8Path, Utf8PathBuf};

use super::answers::{AnswerRequest, new_answers, old_answers};
use super::base;
use super::commands::requested;
use super::migrations::{Migrated, migrate_trees};
use super::side::{Side, Skeleton, side};
use super::user_tree::ProjectTree;
use super::words;
use super::{RecordedProject, Releases, UpdateError};
use crate::compose::{Ground, Record, RecordedTemplate, clash_in_case, read_record};
use crate::config::wrangler;
use crate::merge::{Labels, MergedPath, Tree, TreeFile, TreeVersions, merge_trees};
use crate::plan::{
    Change, ChangeId, Content, Decision, Decisions, FileOutcome, FilePreview, Finding, Place, Plan, Rule, Safety, git,
};
use crate::template::{Answers, FragmentKind, RECORD, Requested, SetProblem, Template, TemplateError};

/// An update that is worked out, before anything is decided.
#[derive(Debug)]
pub struct Update<'a> {
    project: &'a RecordedProject,
    releases: &'a Releases,
    merged: Vec<MergedPath>,
    /// The user's files after the steps of migrations.
    user: ProjectTree,
    migrated: Migrated,
    record: Record,
    findings: Vec<Finding>,
    commands: Vec<(&'a Template, Vec<Requested>)>,
}

/// What an update comes to with certain decisions.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What would be done.
    pub plan: Plan,
    /// The files that are in conflict afterwards, for git.
    pub conflicts: Vec<ConflictFile>,
}

/// A file in conflict.
#[derive(Debug, Clone)]
pub struct ConflictFile {
    /// Relative to the project.
    pub path: Utf8PathBuf,
    /// What both sides come from, the user's, the new one.
    pub stages: [Option<TreeFile>; 3],
    /// How many places there are to decide about.
    pub places: usize,
}

impl<'a> Update<'a> {
    /// Renders both versions and merges them with what the user has.
    ///
    /// # Errors
    /// Answers that are missing or wrong, and templates that cannot be rendered.
    pub fn prepare(
        project: &'a RecordedProject,
        releases: &'a Releases,
        request: &AnswerRequest,
    ) -> Result<Self, UpdateError> {
        let answers = new_answers(project, releases, request)?;
        let skeleton = if releases.base().is_none() { Some(skeleton(project)?) } else { None };
        let base_template = releases.base().map(|release| &release.new);
        let layers: Vec<&Template> = releases.layers().map(|release| &release.new).chain(&releases.needed).collect();
        let new = side(base_template, &layers, &answers, skeleton.as_ref())?;
        let old = old_side(project, releases, &answers, skeleton.as_ref())?;
        let shared = skeleton.as_ref().map(shared_paths).unwrap_or_default();

        let recorded = project.record.templates.iter().flat_map(|template| template.files.keys());
        let mut user = ProjectTree::new(project.files.clone(), recorded.chain(new.tree.keys()));
        let mut base = base::base(project, old.as_ref().map(|old| &old.tree), &shared, &user);
        let guessed = std::mem::take(&mut base.guessed);
        let mut findings: Vec<Finding> = guessed.iter().filter_map(|path| words::guessed(project, path)).collect();
        let ground = match &skeleton {
            Some(skeleton) => Some(skeleton.ground.clone()),
            None => Ground::of_tree(&project.files).ok(),
        };
        let mut migrated = migrate_trees(releases, &answers.variables, ground.as_ref(), &mut base, &mut user)?;
        findings.append(&mut migrated.findings);
        let renamed = migrated.renamed(&project.record.renamed);
        let versions = TreeVersions { base: &base.files, theirs: &new.tree, renamed: &renamed };
        let merged = merge_trees(&versions, &user, &labels(releases));

        check_names(&user, &merged)?;
        // What could not be laid this time could not be laid last time either, mostly.
        let known = old.map(|old| old.findings).unwrap_or_default();
        findings.extend(new.findings.into_iter().filter(|finding| !known.contains(finding)));
        let mut record = new_record(project, releases, new.record, &shared);
        // Once found, a name is known, whatever becomes of the file.
        let own = merged.iter().filter(|file| file.base.is_some() && file.ours != file.base && file.ours == file.path);
        record.renamed = own.filter_map(|file| Some((file.theirs.clone()?, file.path.clone()?))).collect();
        record.renamed.retain(|from, to| from != to);
        let commands = requested(releases, &migrated, &answers)?;
        Ok(Self { project, releases, merged, user, migrated, record, findings, commands })
    }

    /// The commands that the new versions want to have run when the files are written, by template: those of
    /// migrations, and those of layers that are new in the project.
    pub fn commands(&self) -> &[(&'a Template, Vec<Requested>)] {
        &self.commands
    }

    /// The plan with these decisions.
    pub fn propose(&self, decisions: &Decisions) -> Proposal {
        let mut plan = Plan { root: self.project.root.clone(), findings: self.findings.clone(), ..Plan::default() };
        let (mut conflicts, mut record) = (Vec::new(), self.record.clone());
        for merged in &self.merged {
            plan.findings.extend(merged.remarks.iter().map(|remark| words::remark(&self.rule(merged), merged, remark)));
            let previews = self.previews(merged);
            if self.outcomes(merged, &previews).is_empty() && merged.conflicts.is_empty() {
                continue;
            }
            let mut change = self.change(merged, previews);
            change.accepted = decisions.changes.get(&change.id) != Some(&Decision::Reject);
            if !change.accepted {
                self.leave_out(&mut record, merged);
                plan.changes.push(change);
                continue;
            }
            let found = merged.conflicts.iter().map(|conflict| words::conflict(&change.rule, merged, conflict));
            plan.findings.extend(found);
            plan.files.extend(self.outcomes(merged, change.previews.files()));
            if let (Some(path), false) = (&merged.path, merged.conflicts.is_empty()) {
                let (path, stages, places) = (path.clone(), merged.stages.clone(), merged.conflicts.len());
                conflicts.push(ConflictFile { path, stages, places });
            }
            plan.changes.push(change);
        }
        self.put_migrations(&mut plan, decisions);
        self.put_record(&mut plan, &record);
        plan.files.sort_by(|one, other| one.path.cmp(&other.path));
        Proposal { plan, conflicts }
    }

    /// What the steps of migrations changed in files that no template has.
    fn put_migrations(&self, plan: &mut Plan, decisions: &Decisions) {
        let merged: Vec<&Utf8PathBuf> = self.merged.iter().flat_map(|it| [&it.ours, &it.path]).flatten().collect();
        let rule =
            self.migrated.notes.first().map_or_else(|| words::rule(self.releases, None), |(rule, _)| rule.clone());
        let origins = &self.migrated.origins;
        let covered = |path: &Utf8Path| {
            merged.iter().any(|merged| *merged == path || origins.get(*merged).is_some_and(|origin| origin == path))
        };
        for (path, after) in self.user.files.changed().filter(|(path, _)| !covered(path)) {
            // What is under another name now is shown there.
            if after.is_none() && origins.values().any(|origin| origin == path) {
                continue;
            }
            let from = origins.get(path).map_or(path, Utf8PathBuf::as_path);
            let previews = moved(self.project, Some(from), Some(path), after.clone());
            if previews.iter().all(|preview| preview.before == preview.after) {
                continue;
            }
            let note = self.migrated.notes.iter().find(|(known, _)| *known == rule).map(|(_, note)| note.clone());
            let id = ChangeId::new(&rule, path, "migration", 0);
            let accepted = decisions.changes.get(&id) != Some(&Decision::Reject);
            if accepted {
                let mode = self.user.modes.get(path).copied().unwrap_or_default();
                plan.files.extend(previews.iter().cloned().map(|FilePreview { path, before, after }| FileOutcome {
                    path,
                    before,
                    after,
                    mode,
                    mode_change: None,
                }));
            }
            plan.changes.push(Change {
                id,
                rule: rule.clone(),
                title: if from == path {
                    "a step of the migration".to_owned()
                } else {
                    format!("{from} becomes {path}")
                },
                reason: note.unwrap_or_else(|| "The new version needs it.".to_owned()),
                safety: Safety::Safe,
                place: Place::file(path),
                needs: Vec::new(),
                accepted,
                previews: previews.into(),
            });
        }
    }

    /// The record goes with the changes that are made; without any it is a change of its own.
    fn put_record(&self, plan: &mut Plan, record: &Record) {
        let (before, after) = (Content::from(self.project.text.as_str()), Content::from(record.text()));
        let is_new = self.releases.all.iter().any(|release| release.is_new()) || !self.releases.needed.is_empty();
        let is_made = plan.accepted().next().is_some() || plan.changes.is_empty() && is_new;
        if before == after || !is_made {
            return;
        }
        if plan.changes.is_empty() {
            let (before, after) = (Some(before.clone()), Some(after.clone()));
            plan.changes.push(self.record_change(FilePreview { path: RECORD.into(), before, after }));
        }
        plan.files.push(FileOutcome {
            path: RECORD.into(),
            before: Some(before),
            after: Some(after),
            mode: crate::plan::FileMode::Regular,
            mode_change: None,
        });
    }

    fn record_change(&self, preview: FilePreview) -> Change {
        let rule = words::rule(self.releases, None);
        Change {
            id: ChangeId::new(&rule, Utf8Path::new(RECORD), &rule.name, 0),
            title: "the record has the new version".to_owned(),
            reason: "the files are the same in both versions".to_owned(),
            rule,
            safety: Safety::Safe,
            place: Place::file(RECORD),
            needs: Vec::new(),
            accepted: true,
            previews: vec![preview].into(),
        }
    }

    /// The template that a file belongs to, with its versions.
    fn rule(&self, merged: &MergedPath) -> Rule {
        let owns = |template: &&RecordedTemplate| {
            merged.theirs.as_ref().or(merged.base.as_ref()).is_some_and(|path| template.files.contains_key(path))
        };
        let owner = self.record.templates.iter().find(owns);
        let owner = owner.or_else(|| self.project.record.templates.iter().find(owns));
        words::rule(self.releases, owner.map(|template| template.id.as_str()))
    }

    /// Where a file of the user's is on the disk; steps of migrations may have moved it since.
    fn origin<'m>(&'m self, merged: &'m MergedPath) -> Option<&'m Utf8PathBuf> {
        let ours = merged.ours.as_ref()?;
        Some(self.migrated.origins.get(ours).unwrap_or(ours))
    }

    fn previews(&self, merged: &MergedPath) -> Vec<FilePreview> {
        let after = merged.after.as_ref().map(|file| file.content.clone());
        moved(self.project, self.origin(merged).map(Utf8PathBuf::as_path), merged.path.as_deref(), after)
    }

    fn outcomes(&self, merged: &MergedPath, previews: &[FilePreview]) -> Vec<FileOutcome> {
        let after_mode = merged.after.as_ref().map(|file| file.mode).unwrap_or_default();
        let outcome = |preview: &FilePreview| {
            let mode_before = merged.before.as_ref().map(|file| file.mode);
            let is_kept = preview.before.is_some() && preview.after.is_some();
            FileOutcome {
                path: preview.path.clone(),
                before: preview.before.clone(),
                after: preview.after.clone(),
                mode: after_mode,
                mode_change: mode_before.filter(|before| is_kept && *before != after_mode).map(|_| after_mode),
            }
        };
        // The record has its own place in the plan.
        let previews = previews.iter().filter(|preview| preview.path != RECORD);
        previews.map(outcome).filter(|file| file.before != file.after || file.mode_change.is_some()).collect()
    }

    fn change(&self, merged: &MergedPath, previews: Vec<FilePreview>) -> Change {
        let rule = self.rule(merged);
        let (title, reason) = words::change(merged, self.origin(merged));
        let original = merged.before.as_ref().map(|file| file.content.hash()).unwrap_or_default();
        let place = match merged.conflicts.first() {
            Some(conflict) => Place { line: conflict.line, ..Place::file(merged.name()) },
            None => Place::file(merged.name()),
        };
        Change {
            id: ChangeId::new(&rule, merged.name(), &original, 0),
            rule,
            title,
            reason,
            safety: if merged.conflicts.is_empty() { Safety::Safe } else { Safety::Review },
            place,
            needs: Vec::new(),
            accepted: true,
            previews: previews.into(),
        }
    }

    /// A file that is left as it is keeps what the record says about it, so that the next update offers it again.
    fn leave_out(&self, record: &mut Record, merged: &MergedPath) {
        let before = |path: &Utf8Path| {
            let templates = &self.project.record.templates;
            templates.iter().find_map(|template| Some((template.id.clone(), template.files.get(path)?.clone())))
        };
        if let Some(path) = &merged.theirs {
            record.templates.iter_mut().for_each(|template| drop(template.files.remove(path)));
        }
        let kept = merged.base.as_ref().and_then(|path| Some((path, before(path)?)));
        if let Some((path, (owner, hash))) = kept
            && let Some(template) = record.templates.iter_mut().find(|template| template.id == owner)
        {
            template.files.insert(path.clone(), hash);
        }
    }
}

/// Prepares an update and proposes it with these decisions.
///
/// # Errors
/// See [`Update::prepare`].
pub fn propose(
    project: &RecordedProject,
    releases: &Releases,
    request: &AnswerRequest,
    decisions: &Decisions,
) -> Result<Proposal, UpdateError> {
    Ok(Update::prepare(project, releases, request)?.propose(decisions))
}

/// What the recorded versions make with the recorded answers; `None` if one of them cannot be had any more. Where the
/// answers were edited by hand, those of an earlier commit may be the ones that the files were made with.
pub(super) fn old_side(
    project: &RecordedProject,
    releases: &Releases,
    new_answers: &Answers,
    skeleton: Option<&Skeleton>,
) -> Result<Option<Side>, UpdateError> {
    let all: Option<Vec<&Template>> = releases.all.iter().map(|release| release.old.as_ref()).collect();
    let Some(all) = all else { return Ok(None) };
    let render = |project: &RecordedProject| {
        let answers = old_answers(project, &all, new_answers)?;
        let base = releases.base().and_then(|release| release.old.as_ref());
        let layers: Vec<&Template> = releases.layers().filter_map(|release| release.old.as_ref()).collect();
        side(base, &layers, &answers, skeleton)
    };
    let now = render(project)?;
    if base::is_exact(project, &now.tree) {
        return Ok(Some(now));
    }
    let earlier = git::history(&project.root, &[RECORD.into()]).remove(Utf8Path::new(RECORD)).unwrap_or_default();
    let same_files = |record: &Record| {
        let made = |record: &Record| {
            let of = |it: &RecordedTemplate| (it.id.clone(), it.version.clone(), it.hash.clone(), it.files.clone());
            record.templates.iter().map(of).collect::<Vec<_>>()
        };
        made(record) == made(&project.record) && *record != project.record
    };
    let records = earlier.iter().filter_map(|content| read_record(content.bytes()).ok()).filter(same_files);
    let sides = records.filter_map(|record| render(&RecordedProject { record, ..project.clone() }).ok());
    // Of equally good ones the newest.
    let best = sides.fold(now, |best, side| {
        if base::matches(project, &side.tree) > base::matches(project, &best.tree) { side } else { best }
    });
    Ok(Some(best))
}

/// What layers of a worker without a template are laid on: its places, and none of its code.
pub(super) fn skeleton(project: &RecordedProject) -> Result<Skeleton, UpdateError> {
    let ground = Ground::of_tree(&project.files)?;
    let mut files = vec![(
        ground.main.clone(),
        Content::from("from workers import WorkerEntrypoint\n\n\nclass Default(WorkerEntrypoint):\n    pass\n"),
    )];
    if let Some(config) = &ground.config {
        let is_toml = wrangler::format_of(config.as_str()) == Some(crate::config::Format::Toml);
        let text = if is_toml {
            format!("main = \"{}\"\n", ground.main)
        } else {
            format!("{{\n  \"main\": \"{}\"\n}}\n", ground.main)
        };
        files.push((config.clone(), Content::from(text)));
    }
    Ok(Skeleton { ground, files })
}

/// The files of a worker that layers write into.
pub(super) fn shared_paths(skeleton: &Skeleton) -> Vec<Utf8PathBuf> {
    let fragments =
        FragmentKind::ALL.iter().filter(|kind| !matches!(kind, FragmentKind::Entry | FragmentKind::Wrangler));
    let own = skeleton.files.iter().map(|(path, _)| path.clone());
    fragments.map(|kind| Utf8PathBuf::from(kind.name())).chain(own).collect()
}

/// What conflict markers say.
pub(super) fn labels(releases: &Releases) -> Labels {
    let new: Vec<_> = releases.all.iter().filter(|release| release.is_new()).collect();
    let main = releases.base().filter(|release| release.is_new()).or_else(|| new.first().copied());
    match main {
        Some(release) => Labels {
            ours: "yours".to_owned(),
            base: format!("{} {}", release.name, release.recorded.version),
            theirs: format!("{} {}", release.name, release.new.manifest.version),
        },
        None => {
            Labels { base: "as it was made".to_owned(), theirs: "with the new answers".to_owned(), ..Labels::default() }
        }
    }
}

/// New files have to be told apart from the user's also where case and ways of storing a letter do not count.
fn check_names(user: &ProjectTree, merged: &[MergedPath]) -> Result<(), TemplateError> {
    let new = merged.iter().filter(|file| file.before.is_none());
    let new: Vec<(&Utf8Path, &TreeFile)> =
        new.filter_map(|file| Some((file.path.as_deref()?, file.after.as_ref()?))).collect();
    let mut files = user.files.clone();
    for (path, file) in &new {
        files.set(path.to_path_buf(), Some(file.content.clone()));
    }
    let paths: Vec<&Utf8Path> = new.iter().map(|(path, _)| *path).collect();
    match clash_in_case(&files, &paths) {
        Some((one, other)) => Err(SetProblem::alike(&one, &other).into()),
        None => Ok(()),
    }
}

/// The record of the new versions, as far as it is not a matter of decisions.
fn new_record(project: &RecordedProject, releases: &Releases, mut record: Record, shared: &[Utf8PathBuf]) -> Record {
    for template in &mut record.templates {
        if let Some(release) = releases.all.iter().find(|release| release.recorded.id == template.id) {
            template.source.clone_from(&release.recorded.source);
        }
        // A file of the user's own that a layer writes into is not the layer's.
        let was_written = |path: &Utf8PathBuf| {
            project.record.templates.iter().any(|known| known.files.contains_key(path)) || !project.files.exists(path)
        };
        template.files.retain(|path, _| !shared.contains(path) || was_written(path));
    }
    record
}

/// What becomes of a file that the project has at `from`, and that stands at `to` afterwards.
fn moved(
    project: &RecordedProject,
    from: Option<&Utf8Path>,
    to: Option<&Utf8Path>,
    after: Option<Content>,
) -> Vec<FilePreview> {
    let before = from.and_then(|from| project.files.read_original(from));
    match (from, to) {
        (Some(from), Some(to)) if from != to && before.is_some() => vec![
            FilePreview { path: from.to_owned(), before, after: None },
            FilePreview { path: to.to_owned(), before: project.files.read_original(to), after },
        ],
        (_, Some(path)) | (Some(path), None) => vec![FilePreview { path: path.to_owned(), before, after }],
        (None, None) => Vec::new(),
    }
}

/// The tree of the new versions, for comparing a project with them.
pub(super) fn rendered(
    project: &RecordedProject,
    releases: &Releases,
    request: &AnswerRequest,
) -> Result<Option<Tree>, UpdateError> {
    let answers = new_answers(project, releases, request)?;
    let skeleton = if releases.base().is_none() { Some(skeleton(project)?) } else { None };
    Ok(old_side(project, releases, &answers, skeleton.as_ref())?.map(|side| side.tree))
}
