//! Damaged files: thousands of deterministic mutations of the samples, read by every format. Nothing may panic, and every
//! read ends in messages, diagnostics or one error.

use std::io::Cursor;

use super::super::{FORMATS, read};
use super::register::{cases, named as under};
use super::{Recorder, options};

/// Mutations of every sample. Each is read by its own format, and by one other.
const ROUNDS: usize = 400;

/// xorshift64*.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: usize) -> usize {
        ((self.next() >> 33) as usize) % bound.max(1)
    }
}

/// What readers trip over.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\r",
    b"\n",
    b"\xFF",
    b"\xED\xA0\x80",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xE2\x80\x85",
    b"\xE2\x80\xAF",
    b"  16:21\n",
    b"99:99",
    b": ",
    b"[",
    b"]",
    b"{",
    b"}",
    b"\"",
    b"\\u",
    b"1e999",
    b"-9223372036854775808",
    b"null",
    b"99/99/99, 99:99 - ",
    b"[2019-12-24, 12:23] ",
    b"0000",
    "—————".as_bytes(),
    "「a：b」\n- - - - - -\n".as_bytes(),
    "１２".as_bytes(),
    "下午".as_bytes(),
    "@".as_bytes(),
];

fn mutate(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..bytes.len().min(at + chance.below(40)))),
            3 => {
                let copy: Vec<u8> = bytes[at..bytes.len().min(at + chance.below(200))].to_vec();
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            4 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
            _ => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}

#[test]
fn damaged_files_never_panic() {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (mut read_well, mut refused) = (0, 0);
    for (id, file, sample) in &cases() {
        for _ in 0..ROUNDS {
            let mut bytes = sample.clone();
            mutate(&mut bytes, &mut chance);
            let own = FORMATS.iter().copied().find(|format| format.id == *id);
            let other = Some(FORMATS[chance.below(FORMATS.len())]);
            for named in [own, other, None] {
                let mut recorder = Recorder::default();
                match read(Cursor::new(&bytes), &under(file), named, &mut recorder) {
                    Ok(_) => read_well += 1,
                    Err(error) => {
                        refused += 1;
                        assert!(!error.to_string().is_empty());
                    }
                }
                // What is handed over lies inside the years that can be meant, whatever the bytes say.
                for message in &recorder.messages {
                    let year = options().zone.day(message.time).ymd().0;
                    assert!((1999..=2101).contains(&year) && message.line > 0);
                }
            }
        }
    }
    // Both ways out are really taken.
    assert!(read_well > 2000 && refused > 2000, "{read_well} read, {refused} refused");
}

#[test]
fn the_same_bytes_give_the_same_messages() {
    let mut chance = Chance(7);
    for (_, _, sample) in &cases() {
        for _ in 0..40 {
            let mut bytes = sample.clone();
            mutate(&mut bytes, &mut chance);
            let once = || {
                let mut recorder = Recorder::default();
                let outcome = read(Cursor::new(&bytes), &options(), None, &mut recorder).map(|format| format.id);
                let texts = recorder.messages.into_iter().map(|m| (m.line, m.author, m.text)).collect::<Vec<_>>();
                (format!("{outcome:?}"), texts, recorder.odd)
            };
            assert_eq!(once(), once());
        }
    }
}
