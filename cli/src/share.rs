//! Work that all cores share.

use crate::progress::bar;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does so many pieces of work on so many threads, or one a core. What comes out stands in the order
/// of the pieces, whoever did them. The last are begun first: they are the longest.
pub fn share<T: Send>(
    pieces: usize,
    threads: Option<NonZero<usize>>,
    doing: &'static str,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let threads = threads_of(threads);
    let bar = bar(pieces as u64, doing);
    let begun = AtomicUsize::new(0);
    let (sender, done) = mpsc::channel();
    let mut found: Vec<(usize, T)> = thread::scope(|scope| {
        for _ in 0..threads.min(pieces) {
            let (sender, begun, work) = (sender.clone(), &begun, &work);
            scope.spawn(move || {
                let next = || pieces.checked_sub(begun.fetch_add(1, Ordering::Relaxed) + 1);
                while let Some(piece) = next() {
                    if sender.send((piece, work(piece))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        done.into_iter().inspect(|_| bar.inc(1)).collect()
    });
    bar.finish_and_clear();
    found.sort_by_key(|(piece, _)| *piece);
    found.into_iter().map(|(_, piece)| piece).collect()
}

/// So many threads, or one a core.
pub fn threads_of(wished: Option<NonZero<usize>>) -> usize {
    wished.or(thread::available_parallelism().ok()).map_or(1, NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_stands_in_order_whatever_the_number_of_threads() {
        for threads in [1, 3, 20] {
            let found = share(10, NonZero::new(threads), "squaring", |piece| piece * piece);
            assert_eq!(found, [0, 1, 4, 9, 16, 25, 36, 49, 64, 81]);
        }
        assert!(share(0, None, "idling", |piece| piece).is_empty());
    }
}
