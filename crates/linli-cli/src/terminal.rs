//! What a terminal sees while something is computed: a bar.

use std::io::IsTerminal;
use std::ops::ControlFlow;

use linli::Error;
use linli::study::Step;

/// Runs with a bar on a terminal, and quietly in a pipe.
pub(crate) fn with_bar<T>(
    what: &str,
    work: impl FnOnce(&mut dyn FnMut(Step) -> ControlFlow<()>) -> Result<T, Error>,
) -> Result<T, Error> {
    if !std::io::stderr().is_terminal() {
        return work(&mut |_| ControlFlow::Continue(()));
    }
    let bar = indicatif::ProgressBar::new(0).with_message(what.to_owned());
    let outcome = work(&mut |step| {
        bar.set_length(step.total as u64);
        bar.set_position(step.done as u64);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    outcome
}
