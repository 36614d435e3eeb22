#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::index_open::check(bytes));
