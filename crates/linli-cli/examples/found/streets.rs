//! Streets of many seeds side by side.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{available_parallelism, scope};

use linli::Error;

/// What comes of each seed from one to another, in the order of the seeds, whichever is done first.
///
/// # Errors
/// The first error by seed.
pub(crate) fn of<T: Send>(
    [first, last]: [u64; 2],
    what: &str,
    one: impl Fn(u64) -> Result<T, Error> + Sync,
) -> Result<Vec<T>, Error> {
    let next = AtomicU64::new(first);
    let done: Mutex<Vec<(u64, Result<T, Error>)>> = Mutex::new(Vec::new());
    scope(|scope| {
        for _ in 0..available_parallelism().map_or(1, |n| n.get()) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > last {
                        break;
                    }
                    eprintln!("{what} {seed}");
                    let result = one(seed);
                    done.lock().unwrap_or_else(|broken| broken.into_inner()).push((seed, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(|broken| broken.into_inner());
    done.sort_by_key(|&(seed, _)| seed);
    done.into_iter().map(|(_, result)| result).collect()
}
