//! What a single change makes of its files, for showing it.
//! Border: made when somebody looks; how is the proposer's work.
use std::fmt;
use std::sync::{Arc, OnceLock};

use camino::Utf8PathBuf;

use super::Content;

/// One file before and after a single change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePreview {
    /// Relative to the plan's root.
    pub path: Utf8PathBuf,
    /// `None`: the change creates the file.
    pub before: Option<Content>,
    /// `None`: the change deletes the file.
    pub after: Option<Content>,
}

/// The files of one change. Most changes are only counted, so that what they look like is made when it is asked for.
#[derive(Clone)]
pub struct Previews {
    paths: Vec<Utf8PathBuf>,
    made: Arc<OnceLock<Vec<FilePreview>>>,
    make: Arc<dyn Fn() -> Vec<FilePreview> + Send + Sync>,
}

impl Previews {
    /// Files of these `paths`, which `make` makes when they are to be shown.
    pub fn later(paths: Vec<Utf8PathBuf>, make: impl Fn() -> Vec<FilePreview> + Send + Sync + 'static) -> Self {
        Self { paths, made: Arc::default(), make: Arc::new(make) }
    }

    /// The files that the change touches, whether they can be shown or not.
    pub fn paths(&self) -> &[Utf8PathBuf] {
        &self.paths
    }

    /// The files, before and after.
    pub fn files(&self) -> &[FilePreview] {
        self.made.get_or_init(|| (self.make)())
    }

    /// The same files under other names.
    #[must_use]
    pub fn renamed(self, name: impl Fn(&Utf8PathBuf) -> Utf8PathBuf + Send + Sync + 'static) -> Self {
        let paths = self.paths.iter().map(&name).collect();
        Self::later(paths, move || {
            let files = self.files().iter().cloned();
            files.map(|file| FilePreview { path: name(&file.path), ..file }).collect()
        })
    }
}

impl From<Vec<FilePreview>> for Previews {
    fn from(files: Vec<FilePreview>) -> Self {
        let paths = files.iter().map(|file| file.path.clone()).collect();
        Self { paths, made: Arc::new(OnceLock::from(files)), make: Arc::new(Vec::new) }
    }
}

impl FromIterator<FilePreview> for Previews {
    fn from_iter<I: IntoIterator<Item = FilePreview>>(files: I) -> Self {
        Self::from(files.into_iter().collect::<Vec<_>>())
    }
}

impl fmt::Debug for Previews {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(&self.paths).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn they_are_made_once_and_only_when_somebody_looks() {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let file = FilePreview { path: "link".into(), before: None, after: Some(Content::from("x")) };
        let previews = Previews::later(vec!["link".into()], move || {
            MADE.fetch_add(1, Ordering::Relaxed);
            vec![file.clone()]
        });
        let renamed = previews.clone().renamed(|_| "real".into());
        assert_eq!((previews.paths(), renamed.paths()), (&["link".into()][..], &["real".into()][..]));
        assert_eq!(MADE.load(Ordering::Relaxed), 0);
        assert_eq!(renamed.files()[0].path, "real");
        assert_eq!(previews.files()[0].path, "link");
        assert_eq!(MADE.load(Ordering::Relaxed), 1);
    }
}
