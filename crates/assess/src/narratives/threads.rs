//! The same work on several threads, the same answer as on one: parts are given out by number and come back in order.

use std::num::NonZeroUsize;
use std::thread;

/// Does the work for 0, 1, 2… up to the number of threads, each on one of its own.
pub(super) fn each<R: Send>(threads: NonZeroUsize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    if threads.get() == 1 {
        return vec![work(0)];
    }
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads.get()).map(|part| scope.spawn(move || work(part))).collect();
        running
            .into_iter()
            .map(|thread| match thread.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

/// The stretch of `len` things that belongs to one part.
pub(super) fn stretch(len: usize, part: usize, threads: NonZeroUsize) -> std::ops::Range<usize> {
    let end = |part: usize| len * part / threads.get();
    end(part)..end(part + 1)
}
