//! What a quantity would be with fewer events: for comparing windows of unequal talk.

use super::moments::{mean, standard_deviation};
use super::stream::Stream;
use super::text;
use crate::error::{Error, ErrorKind};

/// A quantity averaged over draws of equally many events.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Rarefied {
    /// Events there are.
    pub events: usize,
    /// Events drawn each time.
    pub drawn: usize,
    /// Draws whose quantity was defined, of all draws.
    pub defined: usize,
    /// Draws.
    pub draws: usize,
    /// Mean over the defined draws; `None` without any.
    pub mean: Option<f64>,
    /// Standard deviation over them; `None` below two.
    pub deviation: Option<f64>,
}

/// Draws `k` of the events without replacement, in their order, `draws` times, and averages what `quantity` says of them.
///
/// 200 draws are usual. With k = all events, every draw is the whole.
///
/// # Errors
///
/// k of 0 or more than there are events; no draws.
///
/// # Examples
///
/// ```
/// use linli::statistics::{Stream, rarefied};
///
/// let authors = ["王", "王", "王", "李", "张", "王"];
/// let mut stream = Stream::of(2017, &["authors".into()]);
/// let people = rarefied(authors.len(), 3, 200, &mut stream, |turns| {
///     let mut seen: Vec<&str> = turns.iter().map(|&turn| authors[turn]).collect();
///     seen.sort_unstable();
///     seen.dedup();
///     Some(seen.len() as f64)
/// })?;
/// // Expected: 3 people less the chance to miss each, 1/20 + 10/20 + 10/20.
/// assert!((people.mean.unwrap() - 1.95).abs() < 0.1);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn rarefied(
    events: usize,
    k: usize,
    draws: usize,
    stream: &mut Stream,
    mut quantity: impl FnMut(&[usize]) -> Option<f64>,
) -> Result<Rarefied, Error> {
    if k == 0 || k > events || draws == 0 {
        let message = format!("{draws} draws of {k} from {events} events; at least 1 draw of 1 to {events}");
        return Err(Error::new(ErrorKind::Plan, message));
    }
    let mut places: Vec<usize> = (0..events).collect();
    let mut values = Vec::with_capacity(draws.min(10_000));
    for _ in 0..draws {
        stream.choose(k, &mut places);
        // In the order of time, as ties are built from it.
        places[..k].sort_unstable();
        values.extend(quantity(&places[..k]));
    }
    let (mean, deviation) = (mean(&values), standard_deviation(&values));
    Ok(Rarefied { events, drawn: k, defined: values.len(), draws, mean, deviation })
}

impl Rarefied {
    /// The sentence a methods section needs.
    pub fn methods_text(&self) -> String {
        let undefined = match self.draws - self.defined {
            0 => String::new(),
            k => format!(", {k} of them undefined"),
        };
        let mean = self.mean.map_or("undefined".to_owned(), text::number);
        let deviation = self.deviation.map_or("undefined".to_owned(), text::number);
        format!(
            "Events were rarefied to {} of {}, without replacement, {} draws{undefined}: mean {mean}, standard deviation \
             {deviation}.",
            self.drawn, self.events, self.draws
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_them_is_the_whole_and_none_is_refused() {
        let mut stream = Stream::of(1, &["rarefied".into()]);
        let found = rarefied(5, 5, 10, &mut stream, |drawn| {
            assert_eq!(drawn, [0, 1, 2, 3, 4]);
            Some(drawn.len() as f64)
        });
        assert_eq!(found.unwrap().mean, Some(5.0));
        assert!(rarefied(5, 0, 10, &mut stream, |_| None).is_err());
        assert!(rarefied(5, 6, 10, &mut stream, |_| None).is_err());
        let none = rarefied(5, 2, 10, &mut stream, |_| None).unwrap();
        assert_eq!((none.mean, none.defined), (None, 0));
    }
}
