//! Fills the cached folder: node, wrangler, workerd, the Pyodide bundle, packages for workers, tools.
//! Border: uses the machine's npm and Python and nothing else of it; runs once per version of the pins.

use std::fs::{File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::bundle;
use super::commands;
use super::error::Error;
use super::files;
use super::paths::Paths;
use super::pins::{Pins, Wheel};
use super::python;

/// Time for one download step, on a slow line.
const DOWNLOAD: Duration = Duration::from_secs(600);

/// miniflare starts this instead of workerd, to name the bundle and the snapshot.
const WORKERD_WRAPPER: &str = r#"#!/bin/sh
here=$(dirname "$0")
workerd="$here/npm/node_modules/@cloudflare/workerd-linux-64/bin/workerd"
if [ "$1" != serve ]; then
    exec "$workerd" "$@"
fi
shift
if [ "$PYWORKER_RIG_SNAPSHOT" != off ]; then
    set -- "--python-snapshot-dir=$here/snapshot" --python-load-snapshot snapshot.bin "$@"
fi
exec "$workerd" serve "--pyodide-bundle-disk-cache-dir=$here/bundle" "$@"
"#;

/// The worker that workerd starts once to save the interpreter's memory, as it is before any code of a worker.
/// Its date is one at which the runtime has the SDK in itself, so that nothing has to be put beside it.
const SNAPSHOT_CONFIG: &str = r#"using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
    modules = [(name = "main.py", pythonModule = "async def test():\n    pass\n")],
    compatibilityDate = "2025-06-01",
    compatibilityFlags = ["python_workers", "python_workers_development", "experimental"]))]);
"#;

/// Makes sure that the folder is complete; other processes that want the same wait for the one that fills it.
pub fn ensure(paths: &Paths, pins: &Pins) -> Result<(), Error> {
    if paths.is_complete() {
        return Ok(());
    }
    let machine = format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS);
    if machine != "x86_64-linux" {
        return Err(Error::UnsupportedMachine(machine));
    }
    let parent = paths.root().parent().unwrap_or(paths.root());
    files::create_directory(parent)?;
    let lock_path = paths.root().with_extension("lock");
    let lock_failed = |source| Error::File { action: "lock", path: lock_path.clone(), source };
    let lock = File::create(&lock_path).map_err(lock_failed)?;
    lock.lock().map_err(lock_failed)?;
    if paths.is_complete() {
        return Ok(());
    }
    eprintln!("setting up the runtime once in {}", paths.root().display());
    // A folder without its stamp is what an interrupted set-up left. A virtual environment cannot be moved, so
    // everything is made where it stays, and the stamp, put there by a rename, is what makes it valid.
    files::remove_directory(paths.root())?;
    files::create_directory(paths.root())?;
    let interpreter = python::find(&pins.tools.oldest_python)?;
    std::thread::scope(|scope| {
        let npm = scope.spawn(|| install_npm(paths, pins));
        let python = scope.spawn(|| install_python(paths, pins, &interpreter));
        join(npm)?;
        join(python)
    })?;
    paths.mark_complete()
}

fn join(thread: std::thread::ScopedJoinHandle<'_, Result<(), Error>>) -> Result<(), Error> {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn install_npm(paths: &Paths, pins: &Pins) -> Result<(), Error> {
    let directory = paths.root().join("npm");
    files::create_directory(&directory)?;
    let manifest = serde_json::json!({ "private": true, "dependencies": pins.npm });
    files::write(&directory.join("package.json"), manifest.to_string().as_bytes())?;
    // Without a lock file: wrangler and miniflare name exact versions of what they are made of.
    let mut npm = Command::new("npm");
    npm.current_dir(&directory).args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]);
    commands::run(&mut npm, DOWNLOAD)?;

    bundle::write(&directory.join("node_modules/pyodide"), &paths.root().join("bundle"))?;
    let wrapper = paths.workerd();
    files::write(&wrapper, WORKERD_WRAPPER.as_bytes())?;
    std::fs::set_permissions(&wrapper, Permissions::from_mode(0o755)).map_err(|source| Error::File {
        action: "make executable",
        path: wrapper,
        source,
    })?;
    save_snapshot(paths)
}

/// Cloudflare starts Python Workers from such a snapshot as well, and here it saves two seconds at every start.
fn save_snapshot(paths: &Paths) -> Result<(), Error> {
    let directory = paths.root().join("snapshot");
    files::create_directory(&directory)?;
    let config = directory.join("config.capnp");
    files::write(&config, SNAPSHOT_CONFIG.as_bytes())?;
    let option = |name: &str, path: &Path| format!("--{name}={}", path.display());
    let mut workerd = Command::new(paths.workerd());
    workerd
        .args(["test", "--experimental", "--python-save-baseline-snapshot"])
        .arg(option("pyodide-bundle-disk-cache-dir", &paths.root().join("bundle")))
        .arg(option("python-snapshot-dir", &directory))
        .arg(&config);
    commands::run(&mut workerd, DOWNLOAD)?;
    Ok(())
}

fn install_python(paths: &Paths, pins: &Pins, interpreter: &Path) -> Result<(), Error> {
    let mut venv = Command::new(interpreter);
    venv.args(["-m", "venv"]).arg(paths.tools());
    commands::run(&mut venv, DOWNLOAD)?;

    let mut install = Command::new(paths.tool("python"));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    install.args(pins.tools.packages.iter().map(|(name, version)| format!("{name}=={version}")));
    commands::run(&mut install, DOWNLOAD)?;

    let platform = &pins.platform;
    for (wheel, name) in [
        (Wheel::Pure, "any"),
        (Wheel::Emscripten, platform.emscripten.as_str()),
        (Wheel::Stripped, platform.linux.as_str()),
    ] {
        download_wheels(paths, pins, wheel, name)?;
    }
    unpack_wheels(paths, pins)
}

fn download_wheels(paths: &Paths, pins: &Pins, wheel: Wheel, platform: &str) -> Result<(), Error> {
    let mut download = Command::new(paths.tool("python"));
    download.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    download.args(["--only-binary", ":all:", "--python-version", &pins.platform.python, "--platform", platform]);
    download.arg("--dest").arg(paths.root().join("wheels"));
    let wanted = pins.worker.iter().filter(|(_, package)| package.wheel == wheel);
    download.args(wanted.map(|(name, package)| format!("{name}=={}", package.version)));
    commands::run(&mut download, DOWNLOAD)?;
    Ok(())
}

/// Every distribution into a directory of its own, `packages/NAME/`, as it would lie in `python_modules/`.
fn unpack_wheels(paths: &Paths, pins: &Pins) -> Result<(), Error> {
    let wheels = files::entries(&paths.root().join("wheels"))?;
    for (name, package) in &pins.worker {
        let prefix = format!("{}-{}-", name.replace('-', "_"), package.version);
        let wheel = wheels.iter().find(|path| {
            path.file_name().is_some_and(|file| file.to_string_lossy().to_lowercase().starts_with(&prefix))
        });
        let Some(wheel) = wheel else {
            let reason = format!("no wheel {prefix}*.whl was downloaded");
            return Err(Error::Content { path: paths.root().join("wheels"), reason });
        };
        let target = paths.package(name);
        let mut unpack = Command::new(paths.tool("python"));
        unpack.args(["-m", "zipfile", "-e"]).arg(wheel).arg(&target);
        commands::run(&mut unpack, DOWNLOAD)?;
        if package.wheel == Wheel::Stripped {
            strip(&target)?;
        }
        if let Some(addition) = &package.append {
            let path = target.join(&addition.file);
            let text = files::read_text(&path)? + &addition.text;
            files::write(&path, text.as_bytes())?;
        }
    }
    Ok(())
}

fn strip(directory: &Path) -> Result<(), Error> {
    for entry in files::entries(directory)? {
        if entry.is_dir() {
            strip(&entry)?;
        } else if entry.extension().is_some_and(|extension| extension == "so") {
            std::fs::remove_file(&entry).map_err(|source| Error::File { action: "remove", path: entry, source })?;
        }
    }
    Ok(())
}
