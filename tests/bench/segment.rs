//! How fast a text is split, and that the time grows no faster than the text.
//!
//! Corpus: the statement of the repository, repeated; and marks repeated that could make a splitter look back.
//!
//! A run of 2026-11-21 on two shared cores: the first sentence of a process 0.42 ms (the slowest `start`; word lists are
//! read then), each later segmenter 8.6 µs. Statement (median) 62.9 MB/s at 0.6 MB, 62.2 at 5.9 MB. Of the hostile
//! texts the slowest, `«.»`, 3.1 MB/s at 20,000 bytes and 3.1 at 160,000.
//!
//! A whole process for one short file (300 runs of `tm segment`): best 1.8 ms, median 1.9, of which `tm --version` takes
//! 1.5 and 1.6; before the rules were compiled ahead best 4.6, median 5.1.

use divan::counter::BytesCount;
use tm::lang::Lang;
use tm::segment::Segmenter;

fn main() {
    divan::main();
}

const STATEMENT: &str = include_str!("../fixtures/statement.fa.txt");

/// Making the segmenter, as every run of the program does once.
#[divan::bench]
fn start() -> usize {
    let segments = Segmenter::built_in(&Lang::persian()).segment("نان. کار.");
    assert_eq!(segments.len(), 2);
    segments.len()
}

#[divan::bench(args = [100, 1000], sample_count = 3, sample_size = 1)]
fn statement(bencher: divan::Bencher<'_, '_>, times: usize) {
    let text = format!("{STATEMENT}\n\n").repeat(times);
    let segmenter = Segmenter::built_in(&Lang::persian());
    let once = segmenter.segment(STATEMENT).len();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let segments = segmenter.segment(&text).len();
        assert!(segments * 10 >= once * times * 9, "{segments}");
    });
}

/// Text that invites looking back over all that stands before; the rate must not fall with the length.
#[divan::bench(args = [".", "((.))", "«.»", "\". ", "و ... ", "ab.", ">\n", "الف: ب\n", "۱. "], consts = [20_000, 160_000], sample_count = 3)]
fn hostile<const BYTES: usize>(bencher: divan::Bencher<'_, '_>, unit: &str) {
    let text = unit.repeat(BYTES / unit.len());
    let segmenter = Segmenter::built_in(&Lang::persian());
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let segments = segmenter.segment(&text);
        assert!(!segments.is_empty());
        segments.len()
    });
}
