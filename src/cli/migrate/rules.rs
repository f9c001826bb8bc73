//! The rules there are, and the codes that name them.
//! Border: a lookup; what the rules do is the codemods' business.
use camino::{Utf8Path, Utf8PathBuf};

use super::error::MigrateError;
use crate::catalog::{CodemodSet, Settings};
use crate::cli::{Error, Session, catalogs};
use crate::codemods::declarative::{DeclarativeCodemod, RuleError, load_all, load_files};
use crate::codemods::{Codemod, Meta, registry};

/// Where rules come from.
pub enum Place {
    /// A directory of the user's own.
    Directory(Utf8PathBuf),
    /// A set of a catalog.
    Set(Box<CodemodSet>),
}

impl Place {
    fn directory(&self) -> &Utf8Path {
        match self {
            Self::Directory(directory) => directory,
            Self::Set(set) => &set.directory,
        }
    }

    fn load(&self) -> Result<Vec<DeclarativeCodemod>, Vec<RuleError>> {
        match self {
            Self::Directory(directory) => load_all(directory),
            Self::Set(set) => {
                load_files(&set.directory, set.files.iter().map(|(path, bytes)| (path.as_path(), bytes.as_ref())))
            }
        }
    }
}

/// The rules of a set.
///
/// # Errors
/// Everything that is wrong with them.
pub fn load_set(set: &CodemodSet) -> Result<Vec<DeclarativeCodemod>, MigrateError> {
    Place::Set(Box::new(set.clone())).load().map_err(|faults| MigrateError::Rules { faults })
}

/// All rules of a run.
pub struct RuleBook {
    own: Vec<DeclarativeCodemod>,
}

impl RuleBook {
    /// The rules that come with the tool, and those in `directories`.
    ///
    /// # Errors
    /// Everything that is wrong with a rule of these directories.
    pub fn of_directories(directories: &[Utf8PathBuf]) -> Result<Self, MigrateError> {
        Self::load(&directories.iter().cloned().map(Place::Directory).collect::<Vec<_>>())
    }

    /// The rules that come with the tool, and those in `places`.
    ///
    /// # Errors
    /// Everything that is wrong with a rule of these places.
    pub fn load(places: &[Place]) -> Result<Self, MigrateError> {
        let mut own: Vec<DeclarativeCodemod> = Vec::new();
        let mut faults = Vec::new();
        for place in places {
            let directory = place.directory();
            match place.load() {
                Err(found) => faults.extend(found),
                Ok(loaded) => {
                    for codemod in loaded {
                        let code = codemod.meta().rule.code.as_ref();
                        let is_known = |other: &Meta| other.rule.code == code;
                        if registry::built_in().iter().any(|other| is_known(other.meta())) {
                            let message = format!("the code {code} belongs to a rule that comes with pyworker");
                            faults.push(RuleError::of_file(directory, message));
                        } else if own.iter().any(|other| is_known(other.meta())) {
                            let message = format!("the code {code} is used in another directory too");
                            faults.push(RuleError::of_file(directory, message));
                        }
                        own.push(codemod);
                    }
                }
            }
        }
        if faults.is_empty() { Ok(Self { own }) } else { Err(MigrateError::Rules { faults }) }
    }

    /// The rules that come with the tool, those of `named` (a name that is no directory is that of a set of a catalog), and
    /// those that the settings of the projects around `paths` name; no path means the current directory.
    ///
    /// # Errors
    /// Settings that cannot be used, a set that cannot be had, and everything that is wrong with a rule.
    pub fn of_project(paths: &[Utf8PathBuf], named: &[Utf8PathBuf], session: &Session) -> Result<Self, Error> {
        let here = [Utf8PathBuf::from(".")];
        let starts = if paths.is_empty() { &here[..] } else { paths };
        let mut files: Vec<Utf8PathBuf> = Vec::new();
        for start in starts {
            let directory = if start.is_file() { start.parent().unwrap_or(start) } else { start };
            let directory = if directory.as_str().is_empty() { Utf8Path::new(".") } else { directory };
            files.extend(Settings::of_project(directory).filter(|file| !files.contains(file)));
        }
        let current = Utf8Path::new(".").canonicalize_utf8().ok();
        let (mut all, mut places) = (Vec::new(), Vec::new());
        for name in named {
            if name.is_dir() || name.as_str().starts_with(['.', '/', '\\']) {
                all.push(name.clone());
                continue;
            }
            let catalog = catalogs::open(Utf8Path::new("."), false, session)?;
            places.push(Place::Set(Box::new(catalog.codemods(&catalogs::reference(name.as_str())?)?)));
            catalogs::tell(&catalog, session);
        }
        let is_known = |all: &[Utf8PathBuf], directory: &Utf8Path| {
            let real = directory.canonicalize_utf8().ok();
            real.is_some() && all.iter().any(|known| known.canonicalize_utf8().ok() == real)
        };
        for file in files {
            for directory in Settings::read(&file)?.codemods {
                // As the user would name it.
                let near = current.as_ref().and_then(|current| directory.strip_prefix(current).ok());
                let directory = near.filter(|near| !near.as_str().is_empty()).unwrap_or(&directory).to_owned();
                if !is_known(&all, &directory) {
                    all.push(directory);
                }
            }
        }
        places.extend(all.into_iter().map(Place::Directory));
        Ok(Self::load(&places)?)
    }

    /// The rules that do not come with the tool.
    pub fn own(&self) -> &[DeclarativeCodemod] {
        &self.own
    }

    /// What the rules do, in the order in which they run.
    pub fn codemods(&self) -> Vec<&dyn Codemod> {
        let own = self.own.iter().map(|codemod| codemod as &dyn Codemod);
        registry::built_in().iter().copied().chain(own).collect()
    }

    /// All of them, in order of their codes.
    pub fn all(&self) -> impl Iterator<Item = &'static Meta> {
        let mut metas: Vec<&'static Meta> = self.codemods().into_iter().map(Codemod::meta).collect();
        metas.sort_by(|one, other| one.rule.cmp(&other.rule));
        metas.into_iter()
    }

    /// The rule with this code or name, whatever the case.
    pub fn find(&self, code: &str) -> Option<&'static Meta> {
        self.all().find(|meta| meta.rule.code.eq_ignore_ascii_case(code) || meta.rule.name.eq_ignore_ascii_case(code))
    }

    /// All codes.
    pub fn names(&self) -> Vec<String> {
        self.all().map(|meta| meta.rule.code.to_string()).collect()
    }

    /// The codes of an option, in upper case: each must begin the code of some rule, or be the name of one.
    ///
    /// # Errors
    /// The first that means no rule.
    pub fn check(&self, option: &'static str, codes: &[String]) -> Result<Vec<String>, MigrateError> {
        let known = |typed: &String| {
            let code = typed.trim().to_ascii_uppercase();
            if !code.is_empty() && self.all().any(|meta| meta.rule.code.starts_with(&code)) {
                return Ok(code);
            }
            let named = self.find(typed.trim()).map(|meta| meta.rule.code.to_string());
            named.ok_or_else(|| MigrateError::UnknownRule {
                option: Some(option),
                code: typed.clone(),
                known: self.names(),
            })
        };
        codes.iter().map(known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_belongs_to_one_rule() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let root = Utf8PathBuf::from_path_buf(directory.path().to_owned()).expect("UTF-8");
        std::fs::create_dir(root.join("x")).expect("made");
        std::fs::write(root.join("x/rule.toml"), "code = 'PW101'\n").expect("written");
        let Err(MigrateError::Rules { faults }) = RuleBook::load(&[Place::Directory(root)]) else { panic!("accepted") };
        assert!(!faults.is_empty());
    }

    #[test]
    fn codes_prefixes_and_names_are_known_and_nothing_else() {
        let book = RuleBook::load(&[]).expect("the built-in rules");
        let check =
            |codes: &[&str]| book.check("--select", &codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>());
        assert_eq!(check(&["pw101", "PW1", "handlers-to-class"]).expect("known"), ["PW101", "PW1", "PW101"]);
        for unknown in ["PW999", "", "X"] {
            let Err(MigrateError::UnknownRule { option, code, .. }) = check(&["PW1", unknown]) else {
                panic!("{unknown} is known");
            };
            assert_eq!((option, code.as_str()), (Some("--select"), unknown));
        }
    }
}
