//! Applying while somebody changes the tree: at every single step a link that leads outside is put in the way.
//! Border: tests only; nothing of this is in the programs.
#![cfg(unix)]
use std::cell::Cell;
use std::io;
use std::rc::Rc;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::RealFileSystems;
use super::faults::{request, snapshot};
use super::filesystem::{Durability, Entry, FileSystem, FileSystems, Permissions};
use super::{FileMode, FileOutcome, apply_with};
use crate::plan::Content;

/// Does something to the tree behind the apply's back, right before one of its steps.
struct Meddler {
    real: Box<dyn FileSystem>,
    steps: Rc<Cell<usize>>,
    at: usize,
    deed: Rc<dyn Fn()>,
}

#[derive(Clone)]
struct MeddledFileSystems {
    steps: Rc<Cell<usize>>,
    at: usize,
    deed: Rc<dyn Fn()>,
}

impl FileSystems for MeddledFileSystems {
    fn open(&self, path: &Utf8Path) -> io::Result<Box<dyn FileSystem>> {
        let real = RealFileSystems.open(path)?;
        Ok(Box::new(Meddler { real, steps: self.steps.clone(), at: self.at, deed: self.deed.clone() }))
    }
}

impl Meddler {
    fn step(&self) {
        if self.steps.get() == self.at {
            (self.deed)();
        }
        self.steps.set(self.steps.get() + 1);
    }
}

impl FileSystem for Meddler {
    fn entry(&self, path: &Utf8Path) -> io::Result<Option<Entry>> {
        self.step();
        self.real.entry(path)
    }
    fn real_path(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        self.step();
        self.real.real_path(path)
    }
    fn writable(&self, path: &Utf8Path) -> io::Result<bool> {
        self.step();
        self.real.writable(path)
    }
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.step();
        self.real.read(path)
    }
    fn list(&self, path: &Utf8Path) -> io::Result<Vec<String>> {
        self.step();
        self.real.list(path)
    }
    fn create_file(&self, path: &Utf8Path, bytes: &[u8], like: Permissions, _: Durability) -> io::Result<()> {
        self.step();
        self.real.create_file(path, bytes, like, Durability::Buffered)
    }
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.step();
        self.real.create_directory(path)
    }
    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.step();
        self.real.rename(from, to)
    }
    fn remove_file(&self, path: &Utf8Path) -> io::Result<()> {
        self.step();
        self.real.remove_file(path)
    }
    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.step();
        self.real.remove_directory(path)
    }
    fn flush_directory(&self, _: &Utf8Path) -> io::Result<()> {
        self.step();
        Ok(())
    }
    fn flush_everything(&self) -> io::Result<()> {
        self.step();
        Ok(())
    }
    fn lock(&self, path: &Utf8Path) -> io::Result<Option<std::fs::File>> {
        self.step();
        self.real.lock(path)
    }
    fn lock_itself(&self) -> io::Result<Option<std::fs::File>> {
        self.step();
        self.real.lock_itself()
    }
}

/// At every single step somebody puts a link that leads outside in the place of a directory, or of a file. Whatever
/// becomes of the apply, nothing outside is written, made or taken away.
#[test]
fn a_link_that_is_swapped_in_at_any_step_leads_nowhere() {
    for swapped in ["sub", "sub/changed", "new", ".pyworker", ".pyworker/journal"] {
        let mut at = 0;
        loop {
            let keep = tempfile::tempdir().expect("a temporary directory");
            let above = Utf8Path::from_path(keep.path()).expect("a UTF-8 path").to_owned();
            let (root, outside) = (above.join("root"), above.join("outside"));
            for directory in ["root/sub", "outside/sub", "outside/journal/done"] {
                std::fs::create_dir_all(above.join(directory)).expect("made");
            }
            for file in ["root/sub/changed", "root/sub/removed", "outside/changed", "outside/removed"] {
                std::fs::write(above.join(file), "old").expect("written");
            }
            let before = snapshot(&outside);
            let (target, place) = (outside.clone(), root.join(swapped));
            let deed = move || {
                let aside = place.with_file_name("aside");
                let _ = std::fs::rename(&place, aside);
                let to = if swapped == "sub/changed" { target.join("changed") } else { target.clone() };
                let _ = std::os::unix::fs::symlink(to, &place);
            };
            let steps = Rc::new(Cell::new(0));
            let systems = MeddledFileSystems { steps: steps.clone(), at, deed: Rc::new(deed) };
            let old = || Some(Content::from("old"));
            let new = || Some(Content::from("new"));
            let outcome = |path: &str, before, after| FileOutcome {
                path: path.into(),
                before,
                after,
                mode: FileMode::Regular,
                mode_change: None,
            };
            let files = [
                outcome("new/deep/file", None, new()),
                outcome("sub/added", None, new()),
                outcome("sub/changed", old(), new()),
                outcome("sub/removed", old(), None),
            ];
            let result = apply_with(&request(&root, &files), &systems);
            assert_eq!(snapshot(&outside), before, "{swapped} at step {at}: {result:?}");
            if steps.get() <= at {
                break;
            }
            at += 1;
        }
        assert!(at > 20, "{swapped} was swapped at {at} steps");
    }
}
