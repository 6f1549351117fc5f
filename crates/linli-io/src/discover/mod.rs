//! What a chat tells of that was held, though nobody wrote it down: an announcement that names a day, sign-ups, and within
//! two days of it photos, a sheet, a record or what somebody felt.
//!
//! A chat is seen once, in order. What is only announced is no proposal: plans fall through, and nobody says so. What was
//! called off is none either, whatever is shown on its day, unless it was announced again. Nothing found here counts
//! until a person has said yes.

mod proposals;
mod settle;
mod title;

use linli::records::{Cue, Cues, PersonId};
use linli::time::{Day, Timestamp, Zone};

pub(crate) use self::proposals::PROPOSED;
pub use self::proposals::Proposals;
pub(crate) use self::settle::settle;
pub(crate) use self::title::is_made;
use crate::text::{NEXT, When};

/// One message that shows something of activities.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clue<'a> {
    pub(crate) time: Timestamp,
    pub(crate) person: PersonId,
    pub(crate) cues: Cues,
    /// Whether it has words: what a bare picture shows is inferred, and weak where nothing was announced.
    pub(crate) has_words: bool,
    /// The days it speaks of.
    pub(crate) days: &'a [When],
}

/// What a chat tells of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occasion {
    pub(crate) day: Day,
    /// The hour that an announcement gave, in seconds from midnight.
    pub(crate) second: Option<u32>,
    /// In the order of the chat.
    pub(crate) evidence: Vec<(Timestamp, PersonId, Cue)>,
    /// The last announcement.
    told: Option<Timestamp>,
    /// Whether words, and not a bare picture alone, say that there was a sheet or a record.
    said: bool,
    /// Called off, and not announced again.
    is_off: bool,
}

/// Looks for occasions while a chat goes by.
#[derive(Debug)]
pub(crate) struct Watch {
    zone: Zone,
    open: Vec<Occasion>,
    held: Vec<Occasion>,
}

/// So long after it began, messages still speak of it.
const AFTER: i64 = 48 * 3600;
/// Where no hour was given, photos before this one are of something else.
const EARLIEST: i64 = 6 * 3600;
/// People come a little early, and take pictures.
const EARLY: i64 = 3600;
/// A sign-up answers an announcement of these last days.
const CALLED: i64 = 10 * 86_400;
/// So many messages of one kind are kept.
const KEPT: usize = 12;
/// More plans at once are no neighbourhood's.
const PLANS: usize = 64;

const AFTERWARDS: [Cue; 4] = [Cue::Photos, Cue::Sheet, Cue::Record, Cue::Reflection];

impl Watch {
    pub(crate) fn new(zone: Zone) -> Self {
        Self { zone, open: Vec::new(), held: Vec::new() }
    }

    /// Whether cues show anything of activities.
    pub(crate) fn tells(cues: Cues) -> bool {
        cues.has(Cue::Notice) || cues.has(Cue::SignUp) || AFTERWARDS.iter().any(|&cue| cues.has(cue))
    }

    /// The next message, no earlier than the last.
    pub(crate) fn see(&mut self, clue: &Clue<'_>) {
        self.close(clue.time);
        let today = self.zone.day(clue.time);
        for when in clue.days.iter().filter(|when| when.is_off) {
            self.call_off(clue, *when, today);
        }
        let moves = clue.days.iter().any(|when| when.is_off);
        if clue.cues.has(Cue::Notice) || moves {
            self.announce(clue, today);
        }
        if clue.cues.has(Cue::SignUp) {
            self.sign_up(clue, today);
        }
        for cue in AFTERWARDS.into_iter().filter(|&cue| clue.cues.has(cue)) {
            self.look_back(clue, cue, today);
        }
    }

    /// Everything that was held, in the order of the days.
    pub(crate) fn finish(mut self) -> Vec<Occasion> {
        self.held.append(&mut self.open);
        let mut held: Vec<Occasion> = self.held.into_iter().filter(Occasion::was_held).collect();
        held.sort_by_key(|occasion| occasion.day);
        held
    }

    fn close(&mut self, now: Timestamp) {
        let (past, open): (Vec<_>, Vec<_>) = self.open.drain(..).partition(|occasion| {
            let began = self.zone.midnight(occasion.day).micros() / 1_000_000 + occasion.began();
            now.micros() / 1_000_000 > began + AFTER
        });
        self.open = open;
        self.held.extend(past.into_iter().filter(Occasion::was_held));
    }

    fn announce(&mut self, clue: &Clue<'_>, today: Day) {
        for when in clue.days.iter().filter(|when| when.days >= 0 && !when.is_off) {
            let day = today.plus(i32::from(when.days));
            let Some(occasion) = self.of_day(day) else { continue };
            occasion.told = Some(clue.time);
            occasion.is_off = false;
            if let Some(quarter) = when.quarter {
                occasion.second = Some(u32::from(quarter) * 900);
            }
            occasion.keep(clue, Cue::Notice);
        }
    }

    /// What is called off is the day that is named, or else what was announced last and still lies ahead.
    fn call_off(&mut self, clue: &Clue<'_>, when: When, today: Day) {
        let named = (when.days != NEXT).then(|| today.plus(i32::from(when.days)));
        let recent = |told: Timestamp| told.plus(CALLED * 1_000_000) >= clue.time;
        let found = if let Some(day) = named {
            self.open.iter_mut().find(|occasion| occasion.day == day)
        } else {
            let ahead = self.open.iter_mut().filter(|o| o.day >= today && o.told.is_some_and(recent));
            ahead.max_by_key(|occasion| (occasion.told, std::cmp::Reverse(occasion.day)))
        };
        if let Some(occasion) = found {
            (occasion.told, occasion.is_off) = (None, true);
        }
    }

    /// A sign-up is for the day it names, or for what was announced last.
    fn sign_up(&mut self, clue: &Clue<'_>, today: Day) {
        let named = clue.days.iter().map(|when| today.plus(i32::from(when.days)));
        let named: Vec<Day> = named.filter(|&day| day >= today).collect();
        let recent = |told: Timestamp| told.plus(CALLED * 1_000_000) >= clue.time;
        let ahead = self.open.iter_mut().filter(|o| o.day >= today && o.told.is_some_and(recent));
        let found = ahead.max_by_key(|o| (named.contains(&o.day), o.told, std::cmp::Reverse(o.day)));
        if let Some(occasion) = found {
            occasion.keep(clue, Cue::SignUp);
        }
    }

    /// Photos and the like are of the day they name, of what was to be held just before, or of something new today.
    fn look_back(&mut self, clue: &Clue<'_>, cue: Cue, today: Day) {
        let named: Vec<Day> =
            clue.days.iter().filter(|when| when.days <= 0).map(|when| today.plus(i32::from(when.days))).collect();
        let zone = self.zone;
        let began = |o: &Occasion| {
            zone.midnight(o.day).micros() / 1_000_000 + o.began() - EARLY <= clue.time.micros() / 1_000_000
        };
        let before = self.open.iter_mut().filter(|o| o.day <= today && began(o));
        let found = before.max_by_key(|o| (named.contains(&o.day), o.told.is_some(), o.day));
        if let Some(occasion) = found {
            occasion.keep(clue, cue);
        } else if matches!(cue, Cue::Photos | Cue::Sheet) {
            let day = named.first().copied().filter(|day| day.plus(2) >= today).unwrap_or(today);
            if let Some(occasion) = self.of_day(day) {
                occasion.keep(clue, cue);
            }
        }
    }

    fn of_day(&mut self, day: Day) -> Option<&mut Occasion> {
        let known = self.open.iter().position(|occasion| occasion.day == day);
        if known.is_none() {
            if self.open.len() >= PLANS {
                return None;
            }
            self.open.push(Occasion {
                day,
                second: None,
                evidence: Vec::new(),
                told: None,
                said: false,
                is_off: false,
            });
        }
        let at = known.unwrap_or(self.open.len() - 1);
        self.open.get_mut(at)
    }
}

impl Occasion {
    /// Seconds from midnight at which it may have begun.
    fn began(&self) -> i64 {
        self.second.map_or(EARLIEST, i64::from)
    }

    fn keep(&mut self, clue: &Clue<'_>, cue: Cue) {
        self.said |= clue.has_words && matches!(cue, Cue::Sheet | Cue::Record);
        if self.count(cue) < KEPT {
            self.evidence.push((clue.time, clue.person, cue));
        }
    }

    fn count(&self, cue: Cue) -> usize {
        self.evidence.iter().filter(|(.., own)| *own == cue).count()
    }

    /// Announced, and shown afterwards; or, unannounced, shown in photos and spoken of as something that is recorded:
    /// pictures alone are the children, the weather and the soup. What was called off is as if nobody had announced it.
    fn was_held(&self) -> bool {
        let shown = |cue| self.count(cue) > 0;
        if self.is_off {
            false
        } else if self.told.is_some() {
            shown(Cue::Photos) || shown(Cue::Sheet) || shown(Cue::Record)
        } else {
            shown(Cue::Photos) && self.said
        }
    }
}

#[cfg(test)]
mod measured;
