//! The pseudonym key: beside the study folder, never inside it, so that sharing the folder does not share the key.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use linli::records::PseudonymKey;
use linli::{Error, ErrorKind};

/// Where the key of the study in `dir` stands: `<parent>/<folder name>.key`.
pub fn key_beside(dir: &Path) -> Result<PathBuf, Error> {
    let whole = canonical(dir)?;
    match (whole.parent(), whole.file_name()) {
        (Some(parent), Some(name)) => {
            let mut file = name.to_owned();
            file.push(".key");
            Ok(parent.join(file))
        }
        _ => Err(Error::new(
            ErrorKind::File,
            (
                format!("there is no folder beside `{}` for the key", dir.display()),
                format!("“{}”旁边没有地方放假名钥匙", dir.display()),
            ),
        )
        .with_hint((
            "put the study into a folder of its own, or name a key file in the option `key`",
            "把研究放进单独的文件夹，或者用 --key 指定钥匙文件",
        ))),
    }
}

/// Where a key would be made, were the study opened now; `None` where there is one, or where none could be.
///
/// Whoever opens a study asks before and says afterwards what [`NEW_KEY`](linli::diagnostic::NEW_KEY) says. It is no
/// oddity of the study: the second time the same files are read, it is gone.
pub fn missing_key(dir: &Path, given: Option<&Path>) -> Option<PathBuf> {
    let path = given.map_or_else(|| key_beside(dir).ok(), |given| Some(given.to_owned()));
    path.filter(|path| !path.exists())
}

/// Reads the key of a study, making one where there is none.
///
/// `given` is a key file the caller chose instead of the one beside the study.
pub fn pseudonym_key(dir: &Path, given: Option<&Path>) -> Result<PseudonymKey, Error> {
    let path = match given {
        Some(path) => outside(dir, path)?,
        None => key_beside(dir)?,
    };
    match fs::read_to_string(&path) {
        Ok(text) => read(&text, &path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(&path),
        Err(error) => Err(unusable(&path, "read").with_source(error)),
    }
}

fn read(text: &str, path: &Path) -> Result<PseudonymKey, Error> {
    // The location is a path of this machine, which is right here: the file is not part of the study.
    PseudonymKey::from_hex(text).map_err(|error| error.at(linli::Location::file(path.display().to_string())))
}

fn make(path: &Path) -> Result<PseudonymKey, Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::new(ErrorKind::File, "this machine gave no random numbers for a key").with_source(error)
    })?;
    let text = crate::source::hex(&bytes) + "\n";
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).map_err(|error| unusable(path, "written").with_source(error))?;
            Ok(PseudonymKey::new(bytes))
        }
        // Somebody made it in the same moment: theirs holds.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(path).map_err(|error| unusable(path, "read").with_source(error))?;
            read(&text, path)
        }
        Err(error) => Err(unusable(path, "written").with_source(error)),
    }
}

fn outside(dir: &Path, path: &Path) -> Result<PathBuf, Error> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if canonical(parent)?.starts_with(canonical(dir)?) {
        return Err(Error::new(
            ErrorKind::File,
            (
                format!("the key `{}` would lie inside the study folder", path.display()),
                format!("钥匙“{}”放在了研究文件夹里面", path.display()),
            ),
        )
        .with_hint((
            "keep it elsewhere: who is given the folder must not be given the key",
            "放到别处：拿到文件夹的人不该拿到钥匙",
        )));
    }
    Ok(path.to_owned())
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    fs::canonicalize(path).map_err(|error| Error::new(ErrorKind::File, no_folder(path)).with_source(error))
}

/// What is said of a folder that is not there.
pub(crate) fn no_folder(path: &Path) -> (String, String) {
    (format!("there is no folder `{}`", path.display()), format!("没有“{}”这个文件夹", path.display()))
}

fn unusable(path: &Path, verb: &str) -> Error {
    let path = path.display();
    Error::new(
        ErrorKind::File,
        (format!("the key `{path}` could not be {verb}"), format!("假名钥匙“{path}”读不了或写不了")),
    )
    .with_hint((
        "name a key file in a folder you may write to in the option `key`",
        "用 --key 指定一个能读写的文件夹里的钥匙文件",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Folder;

    #[test]
    fn a_key_is_made_once_beside_the_folder() {
        let folder = Folder::new("key");
        let study = folder.path().join("study");
        fs::create_dir(&study).unwrap();
        let path = key_beside(&study).unwrap();
        assert_eq!(missing_key(&study, None), Some(path.clone()));
        let first = pseudonym_key(&study, None).unwrap();
        assert_eq!(missing_key(&study, None), None);
        assert_eq!(missing_key(&study, Some(&folder.path().join("k"))), Some(folder.path().join("k")));
        assert!(path.ends_with("study.key"));
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.trim().len(), 64);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let again = pseudonym_key(&study, None).unwrap();
        assert_eq!(first.pseudonym("d", "a"), again.pseudonym("d", "a"));
        assert_eq!(fs::read_dir(&study).unwrap().count(), 0);
    }

    #[test]
    fn a_key_inside_the_folder_is_refused() {
        let folder = Folder::new("key-inside");
        let error = pseudonym_key(folder.path(), Some(&folder.path().join("k.key"))).unwrap_err();
        assert!(error.to_string().contains("inside the study folder"), "{error}");
    }

    #[test]
    fn a_broken_key_is_an_error_and_is_kept() {
        let folder = Folder::new("key-broken");
        let study = folder.path().join("study");
        fs::create_dir(&study).unwrap();
        fs::write(folder.path().join("study.key"), "not a key").unwrap();
        assert!(pseudonym_key(&study, None).unwrap_err().to_string().contains("64 hexadecimal"));
        assert_eq!(fs::read_to_string(folder.path().join("study.key")).unwrap(), "not a key");
    }
}
