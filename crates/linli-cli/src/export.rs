use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use linli::{Error, ErrorKind};
use linli_io::Opened;
use linli_io::chat::{self, Export, Exported};

use crate::init::no_writing;

/// How messages are exported.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// The file: a new one, or one to replace.
    pub out: PathBuf,
    /// What it is written as.
    pub format: Export,
}

/// Writes the messages of an opened study, without texts, as the plan's tier allows. The file appears whole or not at all.
pub fn export(opened: &Opened, options: &ExportOptions) -> Result<Exported, Error> {
    let part = part(&options.out);
    let unwritable = |error| {
        Error::new(ErrorKind::File, no_writing(&options.out)).with_source(error).with_hint((
            "check the folder, the space left and the rights in it",
            "看看文件夹在不在、磁盘满没满、有没有权限",
        ))
    };
    let mut out = BufWriter::new(File::create(&part).map_err(unwritable)?);
    let exported = chat::export(&opened.study, options.format, &mut out).and_then(|exported| {
        out.into_inner().map_err(|error| unwritable(error.into_error()))?.sync_all().map_err(unwritable)?;
        fs::rename(&part, &options.out).map_err(unwritable)?;
        Ok(exported)
    });
    if exported.is_err() {
        // What is left of a file that could not be finished; the error says why.
        let _ = fs::remove_file(&part);
    }
    exported
}

/// The name under which a file is written until it is whole.
fn part(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    out.with_file_name(name)
}
