//! Folders for these tests.

use std::fs;
use std::path::{Path, PathBuf};

use linli_cli::RunOptions;
use linli_io::Opened;

/// A folder of this test's own, empty.
pub(crate) fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A study folder with these files.
pub(crate) fn study(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = place(name).join("study");
    for (path, content) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// Opens a study folder.
pub(crate) fn open(dir: &Path) -> Opened {
    let options = RunOptions { dir: dir.to_path_buf(), ..RunOptions::default() };
    linli_cli::open(&options).unwrap_or_else(|error| panic!("{error}"))
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::write(target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

/// The invented lane, where it is there.
pub(crate) fn lane() -> Option<PathBuf> {
    shared("invented-lane-a")
}

/// A folder of the shared data, where it is there.
#[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let path = std::env::var_os("LINLI_SHARED").map_or_else(beside, PathBuf::from).join("data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: the shared data are not here (LINLI_SHARED)");
    None
}
