//! How much is read before the answer is an error instead of a full memory or an endless wait.

use linli::{Error, ErrorKind};

macro_rules! limits {
    ($($name:ident: $type:ty = $default:expr, $meaning:literal;)+) => {
        /// How much is read of one source. Every limit can be set; memory is bounded by them, not by the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub struct Limits {
            $(#[doc = $meaning] pub $name: $type,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self::DEFAULT
            }
        }

        impl Limits {
            /// Every limit at its default.
            pub const DEFAULT: Self = Self { $($name: $default),+ };

            /// Every limit: its name, its default, and what it bounds.
            pub const ALL: &'static [(&'static str, u64, &'static str)] =
                &[$((stringify!($name), { let value: $type = $default; value as u64 }, $meaning)),+];

            /// Sets the limit of a name.
            pub fn set(&mut self, name: &str, value: u64) -> Result<(), Error> {
                match name {
                    $(stringify!($name) => {
                        self.$name = <$type>::try_from(value).unwrap_or(<$type>::MAX);
                        Ok(())
                    })+
                    _ => Err(Error::unknown(("limit", "上限"), name, Self::ALL.iter().map(|(name, ..)| *name))),
                }
            }
        }
    };
}

limits! {
    files: usize = 200_000, "Files of one folder: one with more is no study folder.";
    file: u64 = 4 << 30, "Bytes of one chat.";
    table: u64 = 64 << 20, "Bytes of one sheet, roster, table or workbook.";
    unpacked: u64 = 2 << 30, "Bytes of all parts of one archive, unpacked; a part that is looked at before it is read counts once.";
    entry: u64 = 512 << 20, "Bytes of one part of an archive.";
    ratio: u64 = 200, "Bytes out for a byte in, once more than `free` came out of a part.";
    free: u64 = 1 << 20, "Bytes of a part that may come out at any ratio: small texts repeat themselves.";
    entries: usize = 10_000, "Parts of one archive.";
    line: usize = 1 << 20, "Bytes of one line, and of one message.";
    cells: usize = 20_000_000, "Cells of one table that hold something.";
    columns: usize = 16_384, "Columns of one table.";
    field: usize = 256 << 10, "Bytes of one cell.";
    text: usize = 256 << 20, "Bytes of all cells of one table together.";
    chats: usize = 200_000, "Chats of one study, copies counted.";
    messages: usize = 50_000_000, "Messages of one study, copies counted.";
    people: usize = 100_000, "People of one study.";
    aliases: usize = 1_000, "Names that aliases.csv gives to one person.";
}

impl Limits {
    /// Sets a limit as the command line says it: `people=200000`. `_` may stand between digits.
    ///
    /// ```
    /// let mut limits = linli_io::Limits::default();
    /// limits.say("people=200_000")?;
    /// assert_eq!(limits.people, 200_000);
    /// assert!(limits.say("peoples=1").unwrap_err().to_string().contains("people"));
    /// # Ok::<(), linli::Error>(())
    /// ```
    pub fn say(&mut self, text: &str) -> Result<(), Error> {
        let wrong = || {
            Error::new(ErrorKind::Plan, (format!("`{text}` is no limit"), format!("“{text}”不是上限的写法")))
                .with_hint(("say a name and a whole number: people=200000", "写名称和整数，比如 people=200000"))
        };
        let (name, value) = text.split_once('=').ok_or_else(wrong)?;
        self.set(name.trim(), value.trim().replace('_', "").parse().map_err(|_| wrong())?)
    }
}
