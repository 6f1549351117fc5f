//! Puts a new folder in the place of nothing, of an empty folder, or of an earlier outcome: whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use linli::{Error, ErrorKind};

use super::files;

/// What the run record says of whose it is, and of what belongs to it.
#[derive(Debug, serde::Deserialize)]
struct Signature {
    tool: String,
    #[serde(default)]
    outputs: Vec<Output>,
}

#[derive(Debug, serde::Deserialize)]
struct Output {
    path: String,
}

/// What stands at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Nothing,
    Empty,
    Own,
}

/// Has `fill` write into a temporary folder beside `dir`, then gives it the name `dir`.
pub(super) fn replace(dir: &Path, fill: impl FnOnce(&Path) -> Result<(), Error>) -> Result<(), Error> {
    // Behind a link, the folder itself is replaced and the link stays.
    let dir = &match fs::canonicalize(dir) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => dir.to_owned(),
        Err(error) => return Err(unwritable(dir, error)),
    };
    let standing = standing(dir)?;
    let parent = match (dir.parent(), dir.file_name()) {
        (Some(parent), Some(_)) if parent.as_os_str().is_empty() => Path::new("."),
        (Some(parent), Some(_)) => parent,
        _ => {
            return Err(Error::new(
                ErrorKind::File,
                (
                    format!("`{}` is no place for a new folder", dir.display()),
                    format!("“{}”不能当新文件夹", dir.display()),
                ),
            )
            .with_hint(("name a new folder inside it", "在它里面起一个新文件夹的名字")));
        }
    };
    let partial = Temporary::create(parent, "partial", dir)?;
    fill(&partial.path)?;
    match standing {
        Standing::Nothing => fs::rename(&partial.path, dir).map_err(|error| unwritable(dir, error))?,
        Standing::Empty => {
            fs::remove_dir(dir).map_err(|error| unwritable(dir, error))?;
            fs::rename(&partial.path, dir).map_err(|error| unwritable(dir, error))?;
        }
        Standing::Own => {
            let aside = Temporary::create(parent, "before", dir)?;
            let old = aside.path.join("outcome");
            fs::rename(dir, &old).map_err(|error| unwritable(dir, error))?;
            if let Err(error) = fs::rename(&partial.path, dir) {
                // Back as it was; if even that fails, the old outcome must not go with the temporary folder.
                let Err(worse) = fs::rename(&old, dir) else { return Err(unwritable(dir, error)) };
                let kept = aside.keep();
                return Err(
                    unwritable(dir, worse).with_hint(format!("the outcome before this run is in `{}`", kept.display()))
                );
            }
        }
    }
    Ok(())
}

/// Whether `dir` may be taken, and what for.
pub(super) fn standing(dir: &Path) -> Result<Standing, Error> {
    match fs::metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Nothing),
        Err(error) => return Err(unwritable(dir, error)),
        Ok(found) if !found.is_dir() => {
            return Err(Error::new(
                ErrorKind::File,
                (
                    format!("`{}` is a file, not a folder", dir.display()),
                    format!("“{}”是文件，不是文件夹", dir.display()),
                ),
            )
            .with_hint(("name a new folder", "换一个新文件夹的名字")));
        }
        Ok(_) => {}
    }
    let unreadable = |error| unwritable(dir, error);
    if fs::read_dir(dir).map_err(unreadable)?.next().is_none() {
        return Ok(Standing::Empty);
    }
    let own = own(dir)?;
    let foreign = files::listed(dir)?.into_iter().find(|path| !own.contains(path));
    match foreign {
        None => Ok(Standing::Own),
        Some(path) if own.is_empty() => Err(Error::new(
            ErrorKind::File,
            (
                format!("`{}` is not empty and not an outcome of linli: it holds `{path}`", dir.display()),
                format!("“{}”不是空的，也不是 linli 写的结果：里面有“{path}”", dir.display()),
            ),
        )
        .with_hint(("name a new folder, or empty this one yourself", "换一个新文件夹，或者自己把它清空"))),
        Some(path) => Err(Error::new(
            ErrorKind::File,
            (
                format!("the outcome `{}` holds a file linli did not write: `{path}`", dir.display()),
                format!("结果文件夹“{}”里有一个不是 linli 写的文件：“{path}”", dir.display()),
            ),
        )
        .with_hint((
            "move it elsewhere, or name a new folder: an outcome is replaced whole",
            "把它移到别处，或者换一个新文件夹：结果每次整个重写",
        ))),
    }
}

/// The files of an outcome of linli by its own record; none if it is not linli's.
fn own(dir: &Path) -> Result<Vec<String>, Error> {
    if !dir.join("run.json").is_file() {
        return Ok(Vec::new());
    }
    // A record that cannot be read is nobody's.
    match files::read_json::<Signature>(dir, "run.json") {
        Ok(found) if found.tool == "linli" => {
            let mut paths: Vec<String> = found.outputs.into_iter().map(|output| output.path).collect();
            paths.push("run.json".to_owned());
            Ok(paths)
        }
        Ok(_) => Ok(Vec::new()),
        Err(error) if error.kind() == ErrorKind::Input => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Whether `dir` holds a run record of linli's.
pub(super) fn is_own(dir: &Path) -> Result<bool, Error> {
    Ok(!own(dir)?.is_empty())
}

/// A folder that goes when it is let go of, however that comes about.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// Makes `.linli.<what>-<process>` in `parent`: short, whatever the length of the folder's own name.
    fn create(parent: &Path, what: &str, for_dir: &Path) -> Result<Self, Error> {
        let process = std::process::id();
        for attempt in 0..100 {
            let path = parent.join(format!(".linli.{what}-{process}-{attempt}"));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(
                        unwritable(for_dir, error).with_hint(format!("make the folder `{}` first", parent.display()))
                    );
                }
                Err(error) => return Err(unwritable(for_dir, error)),
            }
        }
        Err(Error::new(ErrorKind::File, format!("`{}` is full of unfinished outcomes", parent.display()))
            .with_hint(format!("remove the folders `.linli.{what}-…` in it")))
    }

    fn keep(self) -> PathBuf {
        let path = self.path.clone();
        std::mem::forget(self);
        path
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After a rename nothing is there; what cannot be removed is at least hidden and harmless.
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn unwritable(dir: &Path, error: io::Error) -> Error {
    files::unwritable(&dir.display().to_string(), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn own(marker: &'static str) -> impl Fn(&Path) -> Result<(), Error> {
        move |at| {
            fs::write(at.join("a.txt"), marker).unwrap();
            fs::write(at.join("run.json"), r#"{"tool":"linli","outputs":[{"path":"a.txt"}]}"#).unwrap();
            Ok(())
        }
    }

    #[test]
    fn a_failed_writing_leaves_what_was() {
        let scratch = super::super::tests::Scratch::new("place-fails");
        let dir = scratch.path().join("outcome");
        let fails = |at: &Path| {
            fs::write(at.join("half.csv"), "half").unwrap();
            Err(Error::new(ErrorKind::File, "the disk is full"))
        };
        assert!(replace(&dir, fails).unwrap_err().to_string().contains("disk is full"));
        assert!(entries(scratch.path()).is_empty());

        replace(&dir, own("one")).unwrap();
        assert!(replace(&dir, fails).is_err());
        let panics = std::panic::catch_unwind(|| {
            replace(&dir, |at| {
                fs::write(at.join("half.csv"), "half").unwrap();
                panic!("in the middle of it")
            })
        });
        assert!(panics.is_err());
        assert_eq!(entries(scratch.path()), ["outcome"]);
        assert_eq!(fs::read_to_string(dir.join("a.txt")).unwrap(), "one");

        replace(&dir, own("two")).unwrap();
        assert_eq!(entries(scratch.path()), ["outcome"]);
        assert_eq!(fs::read_to_string(dir.join("a.txt")).unwrap(), "two");
    }

    #[test]
    fn only_nothing_emptiness_and_its_own_are_taken() {
        let scratch = super::super::tests::Scratch::new("place-foreign");
        let dir = scratch.path().join("outcome");
        fs::create_dir(&dir).unwrap();
        replace(&dir, own("into an empty folder")).unwrap();
        fs::write(dir.join(".DS_Store"), "").unwrap();
        replace(&dir, own("over its own")).unwrap();

        fs::write(dir.join("notes.docx"), "a week's work").unwrap();
        let error = replace(&dir, own("never")).unwrap_err();
        assert!(error.to_string().contains("notes.docx") && error.hint().is_some(), "{error}");
        fs::remove_file(dir.join("notes.docx")).unwrap();

        for record in [r#"{"tool":"another"}"#, "not json", "", "{}"] {
            fs::write(dir.join("run.json"), record).unwrap();
            let error = replace(&dir, own("never")).unwrap_err();
            assert!(error.to_string().contains("not an outcome of linli"), "{error}");
        }
        assert_eq!(fs::read_to_string(dir.join("a.txt")).unwrap(), "over its own");

        let file = scratch.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(replace(&file, own("never")).unwrap_err().to_string().contains("is a file"));
        let deep = scratch.path().join("missing").join("outcome");
        assert!(replace(&deep, own("never")).unwrap_err().to_string().contains("first"));
        assert_eq!(entries(scratch.path()), ["file", "outcome"]);
    }
}
