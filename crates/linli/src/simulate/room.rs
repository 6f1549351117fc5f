//! A chat group while it fills: who is in it, who is near whom, and how one thing said leads to another.

use super::cast::Habits;
use super::draw::{Draw, Seeds};
use super::lives::{Lives, Mood};
use super::plant::Plant;
use super::said::{Act, Message, Need, Pointing};
use crate::records::MessageKind;
use crate::time::{Day, Zone};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Exchanges end after so many answers to answers.
const DEEPEST: u32 = 4;

/// Somebody in a group.
#[derive(Debug, Clone)]
pub(super) struct Speaker {
    pub(super) person: usize,
    /// Their membership; staff have none.
    pub(super) membership: Option<usize>,
    pub(super) habits: Habits,
    /// From which day they are in the group.
    pub(super) since: Day,
}

/// A moment of a local day, in seconds since the first local midnight of 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(i64);

impl Moment {
    pub(super) fn on(day: Day, second: u32) -> Self {
        Self(i64::from(day.number()) * DAY + i64::from(second))
    }

    pub(super) fn day(self) -> Day {
        Day::from_number(self.0.div_euclid(DAY) as i32)
    }

    fn second(self) -> u32 {
        self.0.rem_euclid(DAY) as u32
    }

    /// So many minutes later; what would fall into the night waits for the morning.
    pub(super) fn after(self, minutes: f64, draw: &mut Draw) -> Self {
        let later = Self(self.0 + 5 + (minutes.min(60_000.0) * 60.0) as i64);
        let morning = |day: Day, draw: &mut Draw| Self::on(day, 23_400 + draw.below(7200) as u32);
        match later.second() {
            0..23_400 => morning(later.day(), draw),
            82_800.. => morning(later.day().plus(1), draw),
            _ => later,
        }
    }
}

/// A chat group while it fills.
#[derive(Debug)]
pub(super) struct Room<'a> {
    pub(super) lives: &'a Lives<'a>,
    pub(super) zone: Zone,
    /// Whose; the second layer is nobody's.
    pub(super) organization: Option<usize>,
    pub(super) speakers: Vec<Speaker>,
    /// How near each is to each, row by row.
    near: Vec<f64>,
    said: Vec<Message>,
}

impl<'a> Room<'a> {
    pub(super) fn new(
        lives: &'a Lives<'a>,
        zone: Zone,
        organization: Option<usize>,
        speakers: Vec<Speaker>,
        (name, seeds): (&str, Seeds),
    ) -> Self {
        let people = &lives.cast.people;
        let mut near = Vec::with_capacity(speakers.len() * speakers.len());
        for one in &speakers {
            for other in &speakers {
                let (a, b) = (&people[one.person], &people[other.person]);
                let (first, second) = if a.name < b.name { (a, b) } else { (b, a) };
                let mut draw =
                    seeds.draw(&["near".into(), name.into(), first.name.as_str().into(), second.name.as_str().into()]);
                let liking = draw.lognormal(1.0, 0.8).min(6.0);
                near.push(if a.courtyard == b.courtyard && a.staff.is_none() { 2.5 * liking } else { liking });
            }
        }
        Self { lives, zone, organization, speakers, near, said: Vec::new() }
    }

    /// Where in the group somebody is.
    pub(super) fn speaker(&self, person: usize) -> Option<usize> {
        self.speakers.iter().position(|speaker| speaker.person == person)
    }

    pub(super) fn is_staff(&self, speaker: usize) -> bool {
        self.speakers[speaker].membership.is_none()
    }

    /// Whether somebody can say something on a day.
    pub(super) fn is_here(&self, speaker: usize, day: Day) -> bool {
        let speaker = &self.speakers[speaker];
        speaker.since <= day && speaker.membership.is_none_or(|m| self.lives.is_here(m, day))
    }

    /// How much of their usual somebody says on a day.
    pub(super) fn talks(&self, speaker: usize, day: Day) -> f64 {
        if !self.is_here(speaker, day) {
            return 0.0;
        }
        self.speakers[speaker].membership.map_or(1.0, |m| self.lives.talks(m, day))
    }

    pub(super) fn bears(&self, speaker: usize, plant: Plant, day: Day) -> Option<f64> {
        let m = self.speakers[speaker].membership?;
        self.lives.bears(m, plant, day).map(|fact| fact.effect.exceptions())
    }

    pub(super) fn mood(&self, day: Day) -> Mood {
        match self.organization {
            Some(organization) => self.lives.mood(organization, day),
            None => Mood {
                begins: super::season::talkativeness(self.lives.seasons, day),
                answers: 1.0,
                among_members: 1.0,
                announces: 1.0,
                shows: 1.0,
            },
        }
    }

    /// Says something, if whoever says it is here and the time has not run out.
    pub(super) fn say(&mut self, at: Moment, speaker: usize, act: Act, draw: &mut Draw) -> Option<usize> {
        self.put(at, speaker, act, None, Pointing::None, draw)
    }

    fn put(
        &mut self,
        at: Moment,
        speaker: usize,
        act: Act,
        answers: Option<usize>,
        pointing: Pointing,
        draw: &mut Draw,
    ) -> Option<usize> {
        let day = at.day();
        let words = draw.bits();
        if day >= self.lives.scenario.end() || !self.is_here(speaker, day) {
            return None;
        }
        let time = self.zone.resolve(day, at.second()).timestamp();
        let author = self.speakers[speaker].person;
        self.said.push(Message { at: time, author, act, answers, pointing, words });
        Some(self.said.len() - 1)
    }

    /// Answers something said, as somebody answers: with a quote, an @, a name, or nothing to show whom.
    pub(super) fn answer(
        &mut self,
        (to, asked): (usize, usize),
        at: Moment,
        speaker: usize,
        act: Act,
        draw: &mut Draw,
    ) -> Option<usize> {
        let points = self.speakers[speaker].habits.points;
        let rest = 1.0 - points.iter().sum::<f64>();
        let how = draw.weighted(&[points[0], points[1], points[2], rest]).unwrap_or(3);
        let pointing = [Pointing::Quote, Pointing::Mention, Pointing::Named, Pointing::None][how];
        // Only words can show whom they answer.
        let shows = asked != speaker && act.kind() == MessageKind::Text;
        let pointing = if shows { pointing } else { Pointing::None };
        self.put(at, speaker, act, Some(to), pointing, draw)
    }

    /// Turns to somebody who has said nothing.
    pub(super) fn address(
        &mut self,
        to: usize,
        at: Moment,
        speaker: usize,
        act: Act,
        draw: &mut Draw,
    ) -> Option<usize> {
        // Whoever is meant is told by their last message, if there is one.
        let person = self.speakers[to].person;
        let now = self.zone.resolve(at.day(), at.second()).timestamp();
        let last = self.said.iter().rposition(|message| message.author == person && message.at < now)?;
        let pointing = if act.kind() == MessageKind::Text { Pointing::Mention } else { Pointing::None };
        self.put(at, speaker, act, Some(last), pointing, draw)
    }

    /// Acknowledges something said, showing nobody: everybody knows what is meant.
    pub(super) fn acknowledge(&mut self, said: usize, at: Moment, speaker: usize, draw: &mut Draw) {
        self.put(at, speaker, Act::Receipt, Some(said), Pointing::None, draw);
    }

    /// What is answered to something said, and what that leads to.
    pub(super) fn heard(&mut self, said: usize, at: Moment, (speaker, mean): (usize, f64), draw: &mut Draw) {
        self.heard_at(said, at, (speaker, mean), 0, draw);
    }

    fn heard_at(&mut self, said: usize, at: Moment, (speaker, mean): (usize, f64), depth: u32, draw: &mut Draw) {
        let day = at.day();
        let mood = self.mood(day);
        let heard = self.bears(speaker, Plant::Unanswered, day).unwrap_or(1.0);
        let reach = if self.is_staff(speaker) { 1.0 } else { mood.among_members.max(0.3) };
        let need = match &self.said[said].act {
            Act::Question(need) => Some(*need),
            _ => None,
        };
        let count = draw.poisson(mean * mood.answers * heard * reach);
        let mut when = at;
        for _ in 0..count.min(8) {
            when = when.after(draw.lognormal(if need.is_some() { 9.0 } else { 5.0 }, 1.4), draw);
            let weights = self.weights(speaker, need, when.day(), mood);
            let Some(other) = draw.weighted(&weights) else { return };
            let act = reply(need, draw);
            let helps = matches!(act, Act::Answer(_));
            let Some(answer) = self.answer((said, speaker), when, other, act, draw) else { continue };
            if helps && draw.chance(0.55) {
                let thanked = when.after(draw.lognormal(6.0, 1.2), draw);
                self.answer((answer, other), thanked, speaker, Act::Thanks, draw);
            } else if depth < DEEPEST {
                self.heard_at(answer, when, (other, 0.45), depth + 1, draw);
            }
        }
    }

    /// Who answers somebody: whoever is near, here, and given to answering.
    fn weights(&self, speaker: usize, need: Option<Need>, day: Day, mood: Mood) -> Vec<f64> {
        let asker_is_staff = self.is_staff(speaker);
        let kept_to_staff = self.bears(speaker, Plant::StaffOnly, day);
        let weight = |other: usize| {
            if other == speaker || !self.is_here(other, day) {
                return 0.0;
            }
            if self.is_staff(other) {
                let knows = if need.is_some_and(Need::is_for_staff) { 5.0 } else { 1.0 };
                return if asker_is_staff {
                    0.2
                } else {
                    1.1 * knows * if kept_to_staff.is_some() { 8.0 } else { 1.0 }
                };
            }
            let near = self.near[speaker * self.speakers.len() + other];
            let own = self.speakers[other].habits.answers * self.talks(other, day) * near;
            if asker_is_staff {
                return own;
            }
            let apart = kept_to_staff.unwrap_or(1.0) * self.bears(other, Plant::StaffOnly, day).unwrap_or(1.0);
            own * mood.among_members * apart
        };
        (0..self.speakers.len()).map(weight).collect()
    }

    /// What was said, by time; answers point at their new places.
    pub(super) fn finish(self) -> Vec<Message> {
        let mut order: Vec<usize> = (0..self.said.len()).collect();
        order.sort_by_key(|&at| (self.said[at].at, at));
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        order
            .iter()
            .map(|&old| {
                let message = self.said[old].clone();
                let answers = message.answers.map(|at| place[at]);
                Message { answers, ..message }
            })
            .collect()
    }
}

/// What an answer is.
fn reply(need: Option<Need>, draw: &mut Draw) -> Act {
    match need {
        Some(need) if draw.chance(0.8) => Act::Answer(need),
        _ => match draw.weighted(&[0.8, 0.1, 0.04, 0.06]).unwrap_or_default() {
            1 => Act::Sticker,
            2 => Act::Picture,
            3 => Act::Voice,
            _ => Act::Reply,
        },
    }
}
