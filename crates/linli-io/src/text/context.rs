//! What the messages around it say of a message: a bare picture after the photos of the day is a sheet, a 👌 after a notice is
//! a receipt, 我带瓜子 after a call is a sign-up.
//!
//! A chat is seen once, in its order, through a window of fixed size; what is found out later about one of the last pictures is
//! said then. The rules rest on order, distance in time and who posts, not on one group's words.

use std::collections::VecDeque;

use linli::records::{Cue, Cues};
use linli::time::{Span, Timestamp, Zone};

use super::{Hints, TextFeatures, cues};

/// Pictures this close together are one posting.
const POSTING: Span = Span::seconds(90);
/// Words this soon after one's own pictures speak of them.
const CAPTION: Span = Span::seconds(10 * 60);
/// Words this soon after a single picture of one's own speak of it.
const AT_ONCE: Span = Span::seconds(2 * 60);
/// Papers are photographed this soon after the photos of what they record.
const PAPERS: Span = Span::seconds(4 * 3600);
/// A call for sign-ups is answered within this.
const ANSWER: Span = Span::seconds(48 * 3600);
/// A voice message answers a call within this.
const ALOUD: Span = Span::seconds(12 * 3600);
/// A nod belongs to an announcement this recent.
const NOD: Span = Span::seconds(12 * 3600);
/// What photos show is felt about for so long.
const FELT: Span = Span::seconds(12 * 3600);
/// Before this hour a lone picture is a morning greeting.
const MORNING_ENDS: u32 = 9 * 3600;
/// How many postings and lists are remembered.
const REMEMBERED: usize = 8;

/// One message on its way through.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// When.
    pub time: Timestamp,
    /// Who, by any number that is the same for the same writer.
    pub author: u32,
    /// What its words show.
    pub features: TextFeatures,
}

/// What pictures are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Photos,
    /// A sheet or a record.
    Papers,
    /// Perhaps a morning greeting.
    Greeting,
}

/// Pictures one writer posted together.
#[derive(Debug, Clone, Copy)]
struct Posting {
    author: u32,
    last: Timestamp,
    /// Where the first pictures stand.
    places: [u64; 2],
    count: u32,
    taken: Taken,
    captioned: bool,
    /// Whether somebody else has spoken since.
    answered: bool,
}

/// What was announced or asked for, and may be answered by sign-ups.
#[derive(Debug, Clone, Copy)]
struct Call {
    time: Timestamp,
    by: u32,
    /// The sign it asks for.
    sign: Option<u64>,
    /// Whether people are asked, or have begun to sign up.
    is_open: bool,
}

/// The sign 1, which signs up wherever others do.
fn one() -> Option<u64> {
    Some(cues::coming::chain_of('1'))
}

/// The recent past of one chat.
#[derive(Debug, Clone)]
pub struct Context {
    zone: Zone,
    seen: u64,
    postings: VecDeque<Posting>,
    lists: VecDeque<u64>,
    /// The last picture of the last photos of something.
    photos: Option<Timestamp>,
    /// The last announcement, and who made it.
    notice: Option<(Timestamp, u32)>,
    /// The last call for sign-ups.
    call: Option<Call>,
    /// Who last said that a sheet is coming.
    sheet: Option<(Timestamp, u32)>,
    /// Who last asked for a sheet.
    wanted: Option<(Timestamp, u32)>,
    /// The last order of goods, and who called for it.
    goods: Option<(Timestamp, u32)>,
}

/// Whether `later` is no more than `span` after `earlier`.
fn within(earlier: Timestamp, later: Timestamp, span: Span) -> bool {
    later >= earlier && later <= earlier.plus(span.micros())
}

impl Context {
    /// Nothing seen yet.
    pub fn new(zone: Zone) -> Self {
        Self {
            zone,
            seen: 0,
            postings: VecDeque::new(),
            lists: VecDeque::new(),
            photos: None,
            notice: None,
            call: None,
            sheet: None,
            wanted: None,
            goods: None,
        }
    }

    /// The cues of the next message. What it says of an earlier one is told to `revise`, by that one's place from 0.
    pub fn see(&mut self, message: &Seen, mut revise: impl FnMut(u64, Cues)) -> Cues {
        let hints = message.features.hints;
        let place = self.seen;
        self.seen += 1;
        if hints.has(Hints::PICTURE) {
            self.picture(message, place, &mut revise)
        } else if hints.has(Hints::WORDS) {
            self.words(message, &mut revise)
        } else if hints.has(Hints::VOICE) && self.answers(message, message.features.cues) {
            Cues::NONE.with(Cue::SignUp)
        } else {
            message.features.cues
        }
    }

    fn picture(&mut self, message: &Seen, place: u64, revise: &mut impl FnMut(u64, Cues)) -> Cues {
        let (time, author) = (message.time, message.author);
        let photos = Cues::NONE.with(Cue::Photos);
        let goes_on = |p: &&mut Posting| p.author == author && !p.captioned && within(p.last, time, POSTING);
        if let Some(posting) = self.postings.iter_mut().rev().find(goes_on) {
            posting.count += 1;
            posting.last = time;
            if let Some(second) = posting.places.get_mut(1).filter(|_| posting.count == 2) {
                *second = place;
            }
            if posting.taken == Taken::Papers && posting.count == 2 {
                return Cues::NONE.with(Cue::Record);
            }
            // Three pages are no sheet and no record; two pictures are no greeting.
            let mistaken = match std::mem::replace(&mut posting.taken, Taken::Photos) {
                Taken::Papers => 2,
                Taken::Greeting => 1,
                Taken::Photos => 0,
            };
            for &earlier in posting.places.iter().take(mistaken) {
                revise(earlier, photos);
            }
            self.photos = Some(time);
            self.call = None;
            return photos;
        }
        let after_photos = self.photos.is_some_and(|at| within(at.plus(POSTING.micros()), time, PAPERS));
        let announced = self.sheet.is_some_and(|(at, by)| by == author && within(at, time, CAPTION));
        let asked_for = self.wanted.is_some_and(|(at, by)| by != author && within(at, time, CAPTION));
        let papers = after_photos || announced || asked_for;
        let morning = self.zone.day_and_second(time).1 < MORNING_ENDS;
        let taken = match (papers, morning) {
            (true, _) => Taken::Papers,
            (_, true) => Taken::Greeting,
            _ => Taken::Photos,
        };
        if self.postings.len() >= REMEMBERED {
            self.postings.pop_front();
        }
        self.postings.push_back(Posting {
            author,
            last: time,
            places: [place; 2],
            count: 1,
            taken,
            captioned: false,
            answered: false,
        });
        match taken {
            Taken::Papers => Cues::NONE.with(Cue::Sheet),
            Taken::Greeting => Cues::NONE,
            Taken::Photos => photos,
        }
    }

    fn words(&mut self, message: &Seen, revise: &mut impl FnMut(u64, Cues)) -> Cues {
        let (time, author, hints) = (message.time, message.author, message.features.hints);
        let mut cues = message.features.cues;
        if hints.has(Hints::TAGGED) {
            return cues;
        }
        if hints.has(Hints::GOODS) {
            self.goods = Some((time, author));
        }
        if hints.has(Hints::LIST) {
            return self.list(message);
        }
        if cues.has(Cue::Notice) {
            self.notice = Some((time, author));
            self.call = Some(Self::calls(message));
            return cues;
        }
        if hints.has(Hints::SEARCH) && !cues.has(Cue::SignUp) {
            self.call = Some(Self::calls(message));
        }
        if hints.has(Hints::SHEET) {
            let place = if hints.has(Hints::WANTED) { &mut self.wanted } else { &mut self.sheet };
            *place = Some((time, author));
        }
        cues = self.caption(message, revise).unwrap_or(cues);
        let asked = |since: Option<(Timestamp, u32)>, span| {
            since.is_some_and(|(at, by)| by != author && within(at, time, span))
        };
        // Under an order of goods, +1 is one of them.
        let ordered = self.goods.map(|(at, _)| at) > self.call.map(|call| call.time) && asked(self.goods, ANSWER);
        if ordered {
            cues = cues.without(Cue::SignUp);
        } else if self.answers(message, cues) {
            cues = cues.without(Cue::Receipt).with(Cue::SignUp);
        }
        let shown = self.photos.is_some_and(|at| within(at, time, FELT));
        if hints.has(Hints::FELT)
            && shown
            && !cues.has(Cue::Question)
            && !cues.has(Cue::SignUp)
            && !cues.has(Cue::Photos)
        {
            cues = cues.with(Cue::Reflection);
        }
        if hints.has(Hints::LISTED) && shown && cues == Cues::NONE {
            cues = cues.with(Cue::Record);
        }
        if hints.has(Hints::NOD) && asked(self.notice, NOD) && self.photos < self.notice.map(|(at, _)| at) {
            cues = cues.with(Cue::Receipt);
        }
        cues
    }

    /// What a message calls for.
    fn calls(message: &Seen) -> Call {
        let hints = message.features.hints;
        let is_open = hints.has(Hints::CALL) || hints.has(Hints::SEARCH);
        Call { time: message.time, by: message.author, sign: message.features.chain, is_open }
    }

    /// Whether a message answers the last call: by the sign it asks for, by an offer, or aloud where others sign up.
    fn answers(&mut self, message: &Seen, cues: Cues) -> bool {
        let (time, hints) = (message.time, message.features.hints);
        let Some(call) = self.call.as_mut().filter(|call| call.by != message.author && within(call.time, time, ANSWER))
        else {
            return false;
        };
        if cues.has(Cue::SignUp) {
            call.is_open = true;
            return true;
        }
        let sign = message.features.chain;
        let given = sign.is_some() && sign == call.sign;
        call.is_open |= given;
        let one = call.is_open && sign == one();
        let offered = hints.has(Hints::OFFER) && !cues.has(Cue::Question) && !cues.has(Cue::Receipt);
        given || one || call.is_open && (offered || hints.has(Hints::VOICE) && within(call.time, time, ALOUD))
    }

    /// The first post of a list announces it; every later one signs up.
    fn list(&mut self, message: &Seen) -> Cues {
        let mut cues = message.features.cues.without(Cue::Notice);
        if message.features.hints.has(Hints::GOODS) {
            return cues.without(Cue::SignUp);
        }
        let title = message.features.chain;
        if !title.is_some_and(|title| self.lists.contains(&title)) {
            cues = cues.with(Cue::Notice);
            self.notice = Some((message.time, message.author));
            self.call = Some(Call { is_open: true, ..Self::calls(message) });
        }
        if let Some(title) = title.filter(|title| !self.lists.contains(title)) {
            if self.lists.len() >= REMEMBERED {
                self.lists.pop_front();
            }
            self.lists.push_back(title);
        }
        cues
    }

    /// The cues of words that speak of their writer's last pictures, if they do.
    fn caption(&mut self, message: &Seen, revise: &mut impl FnMut(u64, Cues)) -> Option<Cues> {
        let (time, author, hints) = (message.time, message.author, message.features.hints);
        for other in self.postings.iter_mut().filter(|p| p.author != author) {
            other.answered = true;
        }
        let own = |p: &&mut Posting| p.author == author && !p.captioned && within(p.last, time, CAPTION);
        let posting = self.postings.iter_mut().rev().find(own)?;
        posting.captioned = true;
        let cues = message.features.cues;
        if hints.has(Hints::WANTED) || cues.has(Cue::Question) {
            return None;
        }
        let (sheet, record) = (hints.has(Hints::SHEET), hints.has(Hints::RECORD));
        if posting.taken == Taken::Papers || (sheet && posting.count <= 2) {
            let [first, second] = posting.places;
            let account = record && !sheet && !hints.has(Hints::COUNT);
            revise(first, Cues::NONE.with(if account && posting.count == 1 { Cue::Record } else { Cue::Sheet }));
            if posting.count == 2 {
                revise(second, Cues::NONE.with(Cue::Record));
            }
            posting.taken = Taken::Papers;
            let counted = hints.has(Hints::COUNT);
            let mut said = cues;
            if sheet || counted && !record {
                said = said.with(Cue::Sheet);
            }
            if record || counted {
                said = said.with(Cue::Record);
            }
            return Some(said);
        }
        let said_at_once =
            within(posting.last, time, AT_ONCE) && posting.taken != Taken::Greeting && !hints.has(Hints::OFFER);
        let speaks_of_them = !posting.answered && (posting.count >= 2 || said_at_once);
        if speaks_of_them {
            self.photos = self.photos.max(Some(posting.last));
        }
        speaks_of_them.then(|| cues.without(Cue::Record).without(Cue::Reflection).with(Cue::Photos))
    }
}

#[cfg(test)]
mod tests;
