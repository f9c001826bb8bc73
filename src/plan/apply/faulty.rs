//! A file system that fails, or ends the process, at a chosen step.
//! Border: tests only; nothing of this is in the programs.
use std::cell::Cell;
use std::io;
use std::rc::Rc;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::RealFileSystems;
use super::filesystem::{Durability, Entry, FileSystem, FileSystems, Permissions};

/// What happens at the chosen step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The process ends at once.
    Kill,
    /// This step fails.
    ErrorOnce,
    /// This step fails, and everything after it.
    ErrorForEver,
}

/// Counts what changes the disk, over all directories, and fails at one of these steps.
#[derive(Clone)]
pub(super) struct FaultyFileSystems {
    pub steps: Rc<Cell<usize>>,
    at: usize,
    fault: Fault,
}

impl FaultyFileSystems {
    pub fn new(at: usize, fault: Fault) -> Self {
        Self { steps: Rc::new(Cell::new(0)), at, fault }
    }

    /// Without any fault, and without waiting for the disk.
    pub fn none() -> Self {
        Self::new(usize::MAX, Fault::ErrorOnce)
    }

    fn step(&self) -> io::Result<()> {
        let step = self.steps.get();
        self.steps.set(step + 1);
        match self.fault {
            Fault::Kill if step == self.at => std::process::abort(),
            Fault::ErrorOnce if step == self.at => Err(io::ErrorKind::StorageFull.into()),
            Fault::ErrorForEver if step >= self.at => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }
}

impl FileSystems for FaultyFileSystems {
    fn open(&self, path: &Utf8Path) -> io::Result<Box<dyn FileSystem>> {
        Ok(Box::new(FaultyFileSystem { real: RealFileSystems.open(path)?, faults: self.clone() }))
    }
}

struct FaultyFileSystem {
    real: Box<dyn FileSystem>,
    faults: FaultyFileSystems,
}

impl FileSystem for FaultyFileSystem {
    fn entry(&self, path: &Utf8Path) -> io::Result<Option<Entry>> {
        self.real.entry(path)
    }
    fn real_path(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        self.real.real_path(path)
    }
    fn writable(&self, path: &Utf8Path) -> io::Result<bool> {
        self.real.writable(path)
    }
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.real.read(path)
    }
    fn list(&self, path: &Utf8Path) -> io::Result<Vec<String>> {
        self.real.list(path)
    }
    fn create_file(&self, path: &Utf8Path, bytes: &[u8], like: Permissions, durability: Durability) -> io::Result<()> {
        self.faults.step()?;
        // A step of its own: half of the file is written when the disk is full or the process ends.
        let half = &bytes[..bytes.len() / 2];
        let step = self.faults.steps.get();
        if step == self.faults.at && self.faults.fault != Fault::ErrorForEver {
            self.real.create_file(path, half, like, Durability::Buffered)?;
        }
        self.faults.step()?;
        // Waiting for the disk makes no difference to a process that ends, only to a machine.
        let _ = durability;
        self.real.create_file(path, bytes, like, Durability::Buffered)
    }
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.faults.step()?;
        self.real.create_directory(path)
    }
    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.faults.step()?;
        self.real.rename(from, to)
    }
    fn remove_file(&self, path: &Utf8Path) -> io::Result<()> {
        self.faults.step()?;
        self.real.remove_file(path)
    }
    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.faults.step()?;
        self.real.remove_directory(path)
    }
    fn flush_directory(&self, _: &Utf8Path) -> io::Result<()> {
        self.faults.step()
    }
    fn flush_everything(&self) -> io::Result<()> {
        self.faults.step()
    }
    fn lock(&self, path: &Utf8Path) -> io::Result<Option<std::fs::File>> {
        self.faults.step()?;
        self.real.lock(path)
    }
    fn lock_itself(&self) -> io::Result<Option<std::fs::File>> {
        self.faults.step()?;
        self.real.lock_itself()
    }
}
