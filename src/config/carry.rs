//! Carries requirements files over to pyproject: what goes where, and what cannot go along.
//! Border: texts and names; which files a project has, and deleting them, is decided elsewhere.
use std::ops::Range;

use super::packages::{self, Obstacle, PLATFORM_TOOLS, UnusablePackage};
use super::pyproject::NewDependency;
use super::requirement::Requirement;
use super::requirements::{self, LineKind, RequirementLine};
use super::value::Comments;

/// What requirements files come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// What the worker is deployed with.
    pub dependencies: Vec<NewDependency>,
    /// What is only needed while developing.
    pub development: Vec<NewDependency>,
    /// What has to be known, in the order of the files.
    pub remarks: Vec<Remark>,
}

/// Something that is not simply carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The file, as it was named.
    pub file: String,
    /// The bytes of the line in that file.
    pub range: Range<usize>,
    /// What it is about.
    pub kind: RemarkKind,
}

/// What a remark is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// The package cannot be installed for a worker and is left out.
    LeftOut(&'static UnusablePackage),
    /// The package is carried over, but cannot do its work in a worker.
    Useless(&'static UnusablePackage),
    /// The package is only needed for developing and goes into the dev group.
    Development(&'static UnusablePackage),
    /// Hashes are not carried over: the lock file has them.
    Hashes,
    /// Two lines ask for different versions; the first one counts.
    Contradiction {
        /// What is left out.
        other: String,
    },
    /// A line that pyproject has no place for.
    NoPlace {
        /// The line.
        line: String,
        /// What to do with it.
        next_step: &'static str,
    },
    /// A file that is included and is not there.
    MissingFile {
        /// As it is named.
        name: String,
    },
}

impl RemarkKind {
    /// Whether something that the file said is lost, so that a person should look.
    pub fn is_loss(&self) -> bool {
        match self {
            Self::LeftOut(_) | Self::Contradiction { .. } | Self::NoPlace { .. } | Self::MissingFile { .. } => true,
            Self::Useless(_) | Self::Development(_) | Self::Hashes => false,
        }
    }
}

/// Gives the name and text of a file that another one includes: the including file's name, and what it says.
pub type ReadIncluded<'a> = &'a dyn Fn(&str, &str) -> Option<(String, String)>;

/// The most files that include each other.
const DEEPEST: usize = 8;

/// Carries `files` (name and text) over; `read` gives the files that they include.
pub fn carry(files: &[(&str, &str)], read: ReadIncluded<'_>) -> Carried {
    let mut carrier = Carrier { carried: Carried::default(), read, seen: Vec::new() };
    for (name, text) in files {
        carrier.file(name, text, 0);
    }
    carrier.carried
}

struct Carrier<'a> {
    carried: Carried,
    read: ReadIncluded<'a>,
    seen: Vec<String>,
}

impl Carrier<'_> {
    fn file(&mut self, name: &str, text: &str, depth: usize) {
        if depth > DEEPEST || self.seen.iter().any(|seen| seen == name) {
            return;
        }
        self.seen.push(name.to_owned());
        let mut above: Vec<String> = Vec::new();
        for line in requirements::parse(text) {
            match &line.kind {
                LineKind::Blank => above.clear(),
                LineKind::Comment(said) => above.push(if said.is_empty() { " ".to_owned() } else { said.clone() }),
                _ => {
                    let comments = Comments {
                        before: std::mem::take(&mut above).into_iter().filter(|said| !is_about_pip(said)).collect(),
                        after: line.comment.clone().filter(|said| !said.is_empty()),
                    };
                    self.line(name, text, &line, comments, depth);
                }
            }
        }
    }

    fn remark(&mut self, file: &str, line: &RequirementLine, kind: RemarkKind) {
        self.carried.remarks.push(Remark { file: file.to_owned(), range: line.range.clone(), kind });
    }

    fn line(&mut self, file: &str, text: &str, line: &RequirementLine, comments: Comments, depth: usize) {
        let no_place = |next_step| RemarkKind::NoPlace { line: text[line.range.clone()].trim().to_owned(), next_step };
        match &line.kind {
            LineKind::Blank | LineKind::Comment(_) => {}
            LineKind::Dependency { requirement, hashes } => {
                if *hashes > 0 {
                    self.remark(file, line, RemarkKind::Hashes);
                }
                self.dependency(file, line, NewDependency { requirement: requirement.clone(), comments });
            }
            LineKind::Include(included) => match (self.read)(file, included) {
                Some((name, text)) => self.file(&name, &text, depth + 1),
                None => self.remark(file, line, RemarkKind::MissingFile { name: included.clone() }),
            },
            LineKind::Constraint(_) => {
                self.remark(file, line, no_place("put the limits into `constraint-dependencies` of [tool.uv]"));
            }
            LineKind::Editable(_) => {
                self.remark(
                    file,
                    line,
                    no_place("name the package in [project].dependencies and its path in [tool.uv.sources]"),
                );
            }
            LineKind::Nameless(_) => {
                self.remark(
                    file,
                    line,
                    no_place("write it as `name @ URL` in [project].dependencies, or use [tool.uv.sources]"),
                );
            }
            LineKind::Option { name, .. } => {
                let index = matches!(name.as_str(), "-i" | "--index-url" | "--extra-index-url" | "-f" | "--find-links");
                let next_step = if index {
                    "describe the index in [[tool.uv.index]]"
                } else {
                    "see whether [tool.uv] has a setting for it, or leave it out"
                };
                self.remark(file, line, no_place(next_step));
            }
            LineKind::Invalid(_) => {
                self.remark(file, line, no_place("write it as `name>=version` in [project].dependencies"));
            }
        }
    }

    fn dependency(&mut self, file: &str, line: &RequirementLine, new: NewDependency) {
        let name = new.requirement.normalised_name();
        // The dev group has them anyway, in versions that work together.
        if PLATFORM_TOOLS.contains(&name.as_str()) {
            return;
        }
        let mut development = false;
        if let Some(package) = packages::unusable(&name) {
            let kind = match package.obstacle {
                Obstacle::Tool | Obstacle::Server => {
                    development = true;
                    RemarkKind::Development(package)
                }
                Obstacle::Native => {
                    self.remark(file, line, RemarkKind::LeftOut(package));
                    return;
                }
                Obstacle::Processes => RemarkKind::Useless(package),
            };
            self.remark(file, line, kind);
        }
        let list = if development { &mut self.carried.development } else { &mut self.carried.dependencies };
        let same_marker = |known: &&mut NewDependency| known.requirement.marker == new.requirement.marker;
        let known = list.iter_mut().filter(same_marker).find(|known| known.requirement.normalised_name() == name);
        let Some(known) = known else {
            list.push(new);
            return;
        };
        let bare = |requirement: &Requirement| requirement.specifier.is_empty() && requirement.url.is_none();
        if bare(&known.requirement) {
            known.requirement = new.requirement;
        } else if !bare(&new.requirement) && known.requirement != new.requirement {
            let other = new.requirement.to_string();
            self.remark(file, line, RemarkKind::Contradiction { other });
        }
    }
}

/// Comments about how the file itself is used say nothing in pyproject.
fn is_about_pip(comment: &str) -> bool {
    let comment = comment.to_ascii_lowercase();
    ["pip install", "pip-compile", "pip freeze", "requirements", "vendor.txt", "src/vendor", "uv pip"]
        .iter()
        .any(|sign| comment.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[NewDependency]) -> Vec<String> {
        list.iter().map(|new| new.requirement.to_string()).collect()
    }

    #[test]
    fn lines_find_their_places() {
        let text = "# pip install -r requirements.txt\n# Web\nfastapi>=0.115 # api\n\n# free\n\nuvicorn[standard]\npytest==8\nworkers-py\npsycopg2-binary\ncelery\njinja2==3.1 --hash=sha256:aa\n-r more.txt\n-r gone.txt\n-e .\n--extra-index-url https://x\n??\n";
        let carried = carry(&[("requirements.txt", text), ("vendor.txt", "jinja2\nfastapi<1\n")], &|from, name| {
            assert!(from.ends_with(".txt"));
            (name == "more.txt").then(|| ("more.txt".to_owned(), "-r more.txt\nmarkupsafe\n".to_owned()))
        });
        assert_eq!(names(&carried.dependencies), ["fastapi>=0.115", "celery", "jinja2==3.1", "markupsafe"]);
        assert_eq!(names(&carried.development), ["uvicorn[standard]", "pytest==8"]);
        assert_eq!(
            carried.dependencies[0].comments,
            Comments { before: vec!["Web".to_owned()], after: Some("api".to_owned()) }
        );
        let losses = carried.remarks.iter().filter(|remark| remark.kind.is_loss()).count();
        assert_eq!((carried.remarks.len(), losses), (10, 6), "{:#?}", carried.remarks);
        assert_eq!(
            carried.remarks.last().map(|remark| remark.kind.clone()),
            Some(RemarkKind::Contradiction { other: "fastapi<1".to_owned() })
        );
    }
}
